using System.Collections.Generic;
using System.Linq;
using StaticNet.Generator.Layers;
using StaticNet.Generator.Model;
using StaticNet.Generator.Problems;

namespace StaticNet.Generator.Analysis;

/// <summary>
/// Which values are outputs, and which loss belongs to which: a loss to the <c>[Output]</c> straight before it; without any, the value of the last layer is the output,
/// and one loss comes behind all layers.
/// </summary>
internal sealed class OutputRule
{
    private readonly NetworkDeclaration _declaration;
    private readonly Shape _input;
    private readonly IReadOnlyList<AnalyzedLayer> _layers;
    private readonly IReadOnlyList<bool> _areKnown;
    private readonly List<Problem> _problems;

    private OutputRule(NetworkDeclaration declaration, Shape input, IReadOnlyList<AnalyzedLayer> layers, IReadOnlyList<bool> areKnown, List<Problem> problems)
    {
        _declaration = declaration;
        _input = input;
        _layers = layers;
        _areKnown = areKnown;
        _problems = problems;
    }

    /// <summary>The outputs of a network: one at least.</summary>
    /// <param name="declaration">The declaration.</param>
    /// <param name="input">The shape of the network's input.</param>
    /// <param name="layers">Its layers.</param>
    /// <param name="areKnown">For each layer whether its shape can be told.</param>
    /// <param name="problems">Where problems go.</param>
    public static EquatableArray<NetworkOutput> Find(
        NetworkDeclaration declaration, Shape input, IReadOnlyList<AnalyzedLayer> layers, IReadOnlyList<bool> areKnown, List<Problem> problems)
    {
        var rule = new OutputRule(declaration, input, layers, areKnown, problems);
        return (declaration.HasOutputs ? rule.Declared() : [rule.Last()]).ToEquatableArray();
    }

    private NetworkOutput Last()
    {
        int last = _layers.Count - 1;
        Shape shape = _layers.Count == 0 ? _input : _layers[last].Output;
        if (_declaration.Losses.Count == 0)
        {
            return new NetworkOutput(null, last, shape, Offset: 0, Loss: null);
        }

        Sited<Loss> loss = _declaration.Losses[0];
        foreach (Sited<Loss> other in _declaration.Losses.Skip(1))
        {
            ReportSecond(other, loss.Value, $"'{_declaration.Type.Name}'");
        }

        // Once is enough: with the loss moved to the end, all of them are before it.
        if (_declaration.Layers.Any(layer => layer.Ordinal > loss.Ordinal))
        {
            Sited<Layer> late = _declaration.Layers.First(layer => layer.Ordinal > loss.Ordinal);
            _problems.Add(new Problem(DiagnosticIds.LayerAfterLoss, Site.Attribute(late.Ordinal), EquatableArray.Of(late.Value.Kind, loss.Value.Kind)));
        }

        foreach (Sited<Loss> declared in _declaration.Losses)
        {
            Check(declared, last, shape);
        }

        return new NetworkOutput(null, last, shape, Offset: 0, loss.Value);
    }

    private IEnumerable<NetworkOutput> Declared()
    {
        var losses = new Sited<Loss>?[_layers.Count];
        int before = -1;
        foreach (Sited<Loss> loss in _declaration.Losses)
        {
            // Both are in the order of the source.
            while (before + 1 < _declaration.Layers.Count && _declaration.Layers[before + 1].Ordinal < loss.Ordinal)
            {
                before++;
            }

            if (before < 0 || _declaration.Layers[before].Value is not Output)
            {
                _problems.Add(new Problem(
                    DiagnosticIds.LossWithoutOutput,
                    Site.Attribute(loss.Ordinal),
                    EquatableArray.Of(loss.Value.Kind, before < 0 ? "no layer is before it" : $"'{_layers[before].Name}' before it is none")));
                continue;
            }

            if (losses[before] is { } first)
            {
                ReportSecond(loss, first.Value, $"the output '{_layers[before].Name}'");
                continue;
            }

            losses[before] = loss;
            Check(loss, before, _layers[before].Output);
        }

        long offset = 0;
        long targets = 0;
        for (int i = 0; i < _layers.Count; i++)
        {
            (Layer layer, int ordinal) = _declaration.Layers[i];
            if (layer is not Output output)
            {
                continue;
            }

            if (_declaration.Losses.Count > 0 && output.IsTrained != losses[i] is not null)
            {
                _problems.Add(output.IsTrained
                    ? new Problem(DiagnosticIds.OutputWithoutLoss, Site.Attribute(ordinal), EquatableArray.Of(_layers[i].Name))
                    : new Problem(
                        DiagnosticIds.ArgumentOutOfRange,
                        Site.Argument(ordinal, "Trained"),
                        EquatableArray.Of("Output", "Trained", "false", "true where a loss follows")));
            }

            yield return new NetworkOutput(_layers[i].Name, i, _layers[i].Output, (int)System.Math.Min(offset, int.MaxValue), losses[i]?.Value)
            {
                TargetOffset = (int)System.Math.Min(targets, int.MaxValue),
            };
            offset += _layers[i].Output.Length;
            targets += losses[i] is null ? 0 : _layers[i].Output.Length;
            if (!Sizes.Fits(offset) && Sizes.Fits(offset - _layers[i].Output.Length))
            {
                _problems.Add(new Problem(
                    DiagnosticIds.TooLarge, Site.Attribute(ordinal), EquatableArray.Of($"the outputs of a sample take {Sizes.Text(offset)} floats", Sizes.Text(Sizes.Maximum))));
            }
        }
    }

    private void ReportSecond(Sited<Loss> second, Loss first, string whose)
        => _problems.Add(new Problem(DiagnosticIds.TwoLosses, Site.Attribute(second.Ordinal), EquatableArray.Of(second.Value.Kind, first.Kind, whose)));

    // A loss sees the value of a layer; without a layer there is nothing for it to see, and that is another problem.
    private void Check(Sited<Loss> loss, int layer, Shape shape)
    {
        var place = new LayerPlace(loss.Ordinal);
        if (!(loss.Value.Weight > 0) || float.IsInfinity(loss.Value.Weight))
        {
            _problems.Add(place.ArgumentProblem(
                DiagnosticIds.ArgumentOutOfRange,
                nameof(Loss.Weight),
                loss.Value.Kind,
                nameof(Loss.Weight),
                loss.Value.Weight.ToString(System.Globalization.CultureInfo.InvariantCulture),
                "a finite number of more than 0"));
        }

        bool isKnown = layer >= 0 && _areKnown[layer];
        loss.Value.Check(new LayerContext([new Flow(shape, isKnown, ReceptiveField.Of(_input).Whole())], place, _problems));
    }
}
