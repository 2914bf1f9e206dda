using System;
using System.Collections.Generic;
using System.Linq;
using StaticNet.Generator.Layers;
using StaticNet.Generator.Model;
using StaticNet.Generator.Problems;

namespace StaticNet.Generator.Analysis;

/// <summary>
/// Which values the layers of a network or block read: that of the layer before them, or those that they name. A name is that of a layer of the same list, or
/// <c>input</c> for what goes into it.
/// </summary>
internal sealed class ValueNames
{
    /// <summary>The name of what goes into a network or block, unless a layer has it.</summary>
    public const string Input = "input";

    // To find the nearest name takes a comparison with all of them; of many mistakes the first ones are told it.
    private const int MostSuggestions = 16;

    private readonly IReadOnlyList<Layer> _layers;
    private readonly IReadOnlyList<string> _names;
    private readonly Func<int, string, LayerPlace> _placeOf;
    private readonly List<Problem> _problems;
    private readonly Dictionary<string, int> _indices = new(StringComparer.Ordinal) { [Input] = AnalyzedLayer.BeforeAll };
    private readonly bool[] _isRead;
    private readonly bool _isLastRead;
    private readonly int _firstInput;
    private bool _areKnown = true;
    private int _suggestions;

    /// <param name="layers">The layers of a network or block.</param>
    /// <param name="names">Their names.</param>
    /// <param name="placeOf">Where the layer of an index and a name is declared.</param>
    /// <param name="problems">Where problems go.</param>
    /// <param name="isLastRead">Whether the value of the last layer is read without a name: what comes out of a block, or of a network that names no outputs.</param>
    public ValueNames(IReadOnlyList<Layer> layers, IReadOnlyList<string> names, Func<int, string, LayerPlace> placeOf, List<Problem> problems, bool isLastRead = true)
    {
        _layers = layers;
        _names = names;
        _placeOf = placeOf;
        _problems = problems;
        _isRead = new bool[layers.Count];
        _isLastRead = isLastRead;
        _firstInput = layers.Select(static (layer, i) => layer is Layers.Input ? i : -1).Where(static i => i >= 0).DefaultIfEmpty(-1).First();
        if (_firstInput >= 0)
        {
            _indices.Remove(Input);
        }

        for (int i = names.Count - 1; i >= 0; i--)
        {
            _indices[names[i]] = i;
        }
    }

    /// <summary>What a layer reads.</summary>
    /// <param name="layer">Its index.</param>
    /// <returns>The indices of the layers before it that it reads, or <see cref="AnalyzedLayer.BeforeAll"/>; and whether all names are known, which is reported.</returns>
    public (EquatableArray<int> Sources, bool AreKnown) Sources(int layer)
    {
        Layer reader = _layers[layer];
        var sources = new List<int>();
        bool areKnown = true;
        if (reader is Layers.Input)
        {
            sources.Add(AnalyzedLayer.BeforeAll);
        }
        else if (reader.ReadsPrevious && reader.From is null && layer == 0 && _firstInput >= 0)
        {
            // All inputs have a name, and this layer stands before them.
            areKnown = false;
            sources.Add(AnalyzedLayer.BeforeAll);
            _problems.Add(_placeOf(layer, _names[layer]).Problem(DiagnosticIds.ValueBeforeItIsMade, reader.Kind, _names[_firstInput]));
        }
        else if (reader.ReadsPrevious)
        {
            sources.Add(reader.From is null ? layer - 1 : Find(layer, reader.From, (nameof(Layer.From), 0), ref areKnown));
        }

        for (int i = 0; i < reader.Reads.Count; i++)
        {
            sources.Add(Find(layer, reader.Reads[i], reader.NameArgument(i), ref areKnown));
        }

        foreach (int source in sources.Where(static source => source >= 0))
        {
            _isRead[source] = true;
        }

        _areKnown &= areKnown;
        return (sources.ToEquatableArray(), areKnown);
    }

    /// <summary>Reports values that no layer reads and that are no outputs. Where a name is not known, one of them may be meant.</summary>
    public void CheckRead()
    {
        int last = _isLastRead ? _layers.Count - 1 : _layers.Count;
        for (int i = 0; i < last && _areKnown; i++)
        {
            if (!_isRead[i] && _layers[i] is not Output)
            {
                _problems.Add(_placeOf(i, _names[i]).Problem(DiagnosticIds.UnreadValue, _names[i]));
            }
        }
    }

    private int Find(int layer, string name, (string Parameter, int Element) argument, ref bool areKnown)
    {
        if (_indices.TryGetValue(name, out int source) && source < layer)
        {
            return source;
        }

        areKnown = false;
        LayerPlace place = _placeOf(layer, _names[layer]);
        _problems.Add(_indices.ContainsKey(name)
            ? place.ArgumentProblem(DiagnosticIds.ValueBeforeItIsMade, argument, _layers[layer].Kind, name)
            : place.ArgumentProblem(DiagnosticIds.UnknownValue, argument, _layers[layer].Kind, Excerpt.Of(name), Suggestion(layer, name)));
        return layer - 1;
    }

    private string Suggestion(int layer, string name)
        => _suggestions++ < MostSuggestions && NearestName.Of(name, _names.Take(layer).Concat(_firstInput < 0 ? [Input] : [])) is { } nearest ? $": do you mean '{nearest}'?" : "";
}
