using System;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using Microsoft.CodeAnalysis.CSharp;
using StaticNet.Generator.Layers;
using StaticNet.Generator.Model;
using StaticNet.Generator.Problems;

namespace StaticNet.Generator.Analysis;

/// <summary>
/// Names layers. A layer without a name gets its word and its 1-based place among all layers of that word, named or not: the third
/// <c>[Dense]</c> is <c>dense3</c> whatever the first two are called, so that naming one layer renames no other.
/// </summary>
internal static class LayerNames
{
    /// <summary>The names of one list of layers in order; reports those that are no identifiers and those that come twice.</summary>
    /// <param name="layers">The layers of a network or of a block.</param>
    /// <param name="placeOf">Where the layer of an index and a name is declared.</param>
    /// <param name="problems">Where problems go.</param>
    public static string[] Assign(IReadOnlyList<Layer> layers, Func<int, string, LayerPlace> placeOf, List<Problem> problems)
    {
        var counts = new Dictionary<string, int>(StringComparer.Ordinal);
        string[] names = new string[layers.Count];
        for (int i = 0; i < layers.Count; i++)
        {
            Layer layer = layers[i];
            int count = counts[layer.Word] = counts.TryGetValue(layer.Word, out int before) ? before + 1 : 1;
            names[i] = layer.Name ?? layer.Word + count.ToString(CultureInfo.InvariantCulture);
            if (layer.Name is null)
            {
                continue;
            }

            if (names[i].Length > DeclarationLimits.NameCharacters)
            {
                // The names of all that is in it would have it before them.
                string length = names[i].Length.ToString("N0", CultureInfo.InvariantCulture);
                names[i] = names[i].Substring(0, DeclarationLimits.NameCharacters);
                problems.Add(NameProblem(placeOf(i, names[i]), layer, DiagnosticIds.LongName, Excerpt.Of(names[i]), length, DeclarationLimits.NameCharacters.ToString(CultureInfo.InvariantCulture)));
            }
            else if (!IsValid(names[i]))
            {
                problems.Add(NameProblem(placeOf(i, names[i]), layer, DiagnosticIds.InvalidName, names[i]));
            }
        }

        // A block is named in each place where it is used: thousands of times.
        if (new HashSet<string>(names, StringComparer.Ordinal).Count == names.Length)
        {
            return names;
        }

        foreach (IGrouping<string, int> group in Enumerable.Range(0, names.Length).GroupBy(i => names[i], StringComparer.Ordinal).Where(static group => group.Count() > 1))
        {
            // The name that the user wrote is the one to change: of two written ones the later.
            int culprit = group.Last(i => layers[i].Name is not null);
            int other = group.First(i => i != culprit);
            problems.Add(NameProblem(
                placeOf(culprit, names[culprit]), layers[culprit], DiagnosticIds.DuplicateName, names[culprit], Ordinal(other), layers[other].Kind));
        }

        return names;
    }

    public static bool IsValid(string name)
        => SyntaxFacts.IsValidIdentifier(name)
            && name.All(static character => CharUnicodeInfo.GetUnicodeCategory(character) != UnicodeCategory.Format);

    /// <summary>A problem of a layer's name: where it is written, or the layer.</summary>
    public static Problem NameProblem(LayerPlace place, Layer layer, string id, params string[] arguments)
        => layer.Name is null ? place.Problem(id, arguments) : place.ArgumentProblem(id, layer.NameParameter, arguments);

    private static string Ordinal(int index) => (index + 1).ToString(CultureInfo.InvariantCulture);
}
