using System;
using System.Collections.Generic;
using System.Linq;
using System.Threading;
using StaticNet.Generator.Layers;
using StaticNet.Generator.Model;
using StaticNet.Generator.Problems;

namespace StaticNet.Generator.Analysis;

/// <summary>What flows from one layer to the next: shapes for as long as they can be told, and what a value sees.</summary>
/// <param name="Shape">The shape of one sample, or a stand-in.</param>
/// <param name="IsKnown">False where an earlier mistake leaves nothing but a stand-in.</param>
/// <param name="ReceptiveField">What part of the network's input one value sees.</param>
internal sealed record Flow(Shape Shape, bool IsKnown, ReceptiveField ReceptiveField)
{
    /// <summary>The name of the value.</summary>
    public string Name { get; init; } = ValueNames.Input;
}

/// <summary>Follows the shapes from layer to layer, into blocks and out of them, and gives every layer its name and its facts.</summary>
internal sealed class LayerInference
{
    private readonly List<Problem> _problems;
    private readonly ScratchBound _scratch;
    private readonly CancellationToken _cancellationToken;

    // The values of the inputs so far.
    private long _inputLength;

    private LayerInference(Shape networkInput, bool isTrained, List<Problem> problems, CancellationToken cancellationToken)
    {
        _problems = problems;
        _scratch = new ScratchBound(networkInput, isTrained);
        _cancellationToken = cancellationToken;
    }

    /// <summary>The layers of a network, not yet placed, and for each whether the shape behind it can be told.</summary>
    public static (EquatableArray<AnalyzedLayer> Layers, IReadOnlyList<bool> AreKnown) Infer(
        NetworkDeclaration declaration, Shape networkInput, bool isKnown, List<Problem> problems, CancellationToken cancellationToken)
    {
        var inference = new LayerInference(networkInput, isTrained: declaration.Losses.Count > 0 || declaration.HasBackward, problems, cancellationToken);
        Layer[] layers = [.. declaration.Layers.Select(static layer => layer.Value)];
        LayerPlace PlaceOf(int index, string name) => new(declaration.Layers[index].Ordinal);

        string[] names = LayerNames.Assign(layers, PlaceOf, problems);
        (EquatableArray<AnalyzedLayer> analyzed, List<Flow> flows) = inference.InferAll(
            layers, names, "", PlaceOf, new Flow(networkInput, isKnown, ReceptiveField.Of(networkInput)), declaration.ReadsLast);
        return (analyzed, [.. flows.Select(static flow => flow.IsKnown)]);
    }

    private (EquatableArray<AnalyzedLayer> Layers, List<Flow> Flows) InferAll(
        IReadOnlyList<Layer> layers, string[] names, string path, Func<int, string, LayerPlace> placeOf, Flow flow, bool isLastRead = true)
    {
        var analyzed = new List<AnalyzedLayer>(layers.Count);
        var flows = new List<Flow>(layers.Count);
        var values = new ValueNames(layers, names, placeOf, _problems, isLastRead);
        Flow input = flow;
        for (int i = 0; i < layers.Count; i++)
        {
            _cancellationToken.ThrowIfCancellationRequested();
            LayerPlace place = placeOf(i, names[i]);
            (EquatableArray<int> sources, bool areKnown) = values.Sources(i);
            Flow[] inputs = [.. sources.Select(source => source < 0 ? input : flows[source])];
            if (!areKnown)
            {
                inputs[0] = inputs[0] with { IsKnown = false };
            }

            // What is read out of the order has a gradient for each of its readers.
            if (!sources.SequenceEqual([i - 1]))
            {
                _scratch.Keep(inputs.Sum(static value => ScratchBound.Row(value.Shape)));
            }

            (AnalyzedLayer layer, Flow output) = layers[i] is Composite composite
                ? Infer(composite, path + names[i], place, inputs, sources)
                : Infer((SimpleLayer)layers[i], path + names[i], place, inputs, sources);
            if (layers[i].Tied is not null)
            {
                layer = TiedParameters.Tie(layer, analyzed, names, inputs.All(static value => value.IsKnown), place, _problems);
            }

            analyzed.Add(layer);

            // Where the output cannot be told, a mistake is told that may be the same one.
            if (_scratch.Exceeds(layer.Output) && output.IsKnown)
            {
                _problems.Add(place.Problem(DiagnosticIds.TooLarge, $"with '{layer.Name}' {_scratch}", Sizes.Text(Sizes.Maximum)));
            }

            bool fits = Sizes.Fits(layer.Output.Length);
            flow = output with { Shape = fits ? output.Shape : InputShapeRule.StandIn, IsKnown = fits && output.IsKnown, Name = names[i] };
            flows.Add(flow);
        }

        values.CheckRead();
        return (analyzed.ToEquatableArray(), flows);
    }

    private (AnalyzedLayer Layer, Flow Output) Infer(SimpleLayer layer, string name, LayerPlace place, Flow[] inputs, EquatableArray<int> sources)
    {
        Flow flow = inputs[0];
        LayerFacts facts = layer.Infer(Context(inputs, place));
        _scratch.Keep(facts.KeptFloats);
        if (facts is { Geometry: { } geometry, IsOutputKnown: true } && Sizes.Fits(facts.Output.Length))
        {
            _scratch.KeepBorders(flow.Shape, facts.Output, geometry, facts.IsTransposed);
        }

        var analyzed = new AnalyzedLayer(layer, name, flow.Shape, facts.Output, facts.Tensors, facts.MultiplyAdds, facts.ReceptiveField.Extents)
        {
            Geometry = facts.Geometry,
            Inputs = sources,
            InputShapes = ShapesOf(inputs),
            InputOffset = layer is Input ? (int)Math.Min(_inputLength, int.MaxValue) : 0,
        };
        _inputLength += layer is Input ? facts.Output.Length : 0;
        return (analyzed, new Flow(facts.Output, facts.IsOutputKnown, facts.ReceptiveField));
    }

    private (AnalyzedLayer Layer, Flow Output) Infer(Composite composite, string name, LayerPlace place, Flow[] inputs, EquatableArray<int> sources)
    {
        Flow flow = inputs[0] with { Name = ValueNames.Input };
        var branches = new List<AnalyzedBranch>();
        var outputs = new List<Flow>();
        foreach ((string word, BlockUse block) in composite.Uses)
        {
            Flow input = composite is Repeat && outputs.Count > 0 ? outputs[outputs.Count - 1] : flow;
            string path = word.Length == 0 ? name + "." : $"{name}.{word}.";
            (AnalyzedBranch branch, Flow output) = Infer(block, word, path, place, input);
            branches.Add(branch);
            outputs.Add(output);
        }

        Flow joined = composite.Join(flow, outputs, Context(inputs, place));
        var analyzed = new AnalyzedLayer(
            composite,
            name,
            flow.Shape,
            joined.Shape,
            EquatableArray<TensorModel>.Empty,
            AnalyzedLayer.Total(branches.SelectMany(static branch => branch.Layers).Select(static layer => layer.MultiplyAdds)),
            joined.ReceptiveField.Extents)
        {
            Branches = branches.ToEquatableArray(),
            Inputs = sources,
            InputShapes = ShapesOf(inputs),
        };
        return (analyzed, joined);
    }

    // The layers of a block are named anew in each place where it is used, behind the path to that place.
    private (AnalyzedBranch Branch, Flow Output) Infer(BlockUse block, string word, string path, LayerPlace place, Flow flow)
    {
        if (!block.IsKnown)
        {
            return (new AnalyzedBranch(word, EquatableArray<AnalyzedLayer>.Empty), flow with { IsKnown = false });
        }

        LayerPlace PlaceOf(int index, string name) => place.In(block, index, path + name);

        string[] names = LayerNames.Assign(block.Layers, PlaceOf, _problems);
        (EquatableArray<AnalyzedLayer> layers, List<Flow> flows) = InferAll(block.Layers, names, path, PlaceOf, flow);
        return (new AnalyzedBranch(word, layers), flows.Count == 0 ? flow : flows[flows.Count - 1]);
    }

    private static EquatableArray<Shape> ShapesOf(Flow[] inputs) => inputs.Select(static value => value.Shape).ToEquatableArray();

    private LayerContext Context(Flow[] inputs, LayerPlace place) => new(inputs, place, _problems);
}
