using System;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using Microsoft.CodeAnalysis.CSharp;
using StaticNet.Generator.Diagnostics;
using StaticNet.Generator.Model;

namespace StaticNet.Generator.Analysis;

/// <summary>
/// Names layers. A layer without a name gets its word and its 1-based place among all layers of that word, named or not: the third
/// <c>[Dense]</c> is <c>dense3</c> whatever the first two are called, so that naming one layer renames no other.
/// </summary>
internal static class LayerNames
{
    /// <summary>The layers' names in order; reports those that are no identifiers and those that come twice.</summary>
    public static string[] Assign(EquatableArray<Sited<Layer>> layers, List<Problem> problems)
    {
        var counts = new Dictionary<string, int>(StringComparer.Ordinal);
        string[] names = new string[layers.Count];
        for (int i = 0; i < layers.Count; i++)
        {
            Layer layer = layers[i].Value;
            int count = counts[layer.Word] = counts.TryGetValue(layer.Word, out int before) ? before + 1 : 1;
            names[i] = layer.Name ?? layer.Word + count.ToString(CultureInfo.InvariantCulture);
            if (!IsValid(names[i]))
            {
                problems.Add(new Problem(DiagnosticIds.InvalidName, NameSite(layers[i]), EquatableArray.Of(names[i])));
            }
        }

        foreach (IGrouping<string, int> group in Enumerable.Range(0, names.Length).GroupBy(i => names[i], StringComparer.Ordinal).Where(static group => group.Count() > 1))
        {
            // The name that the user wrote is the one to change: of two written ones the later.
            int culprit = group.Last(i => layers[i].Value.Name is not null);
            int other = group.First(i => i != culprit);
            problems.Add(new Problem(
                DiagnosticIds.DuplicateName,
                NameSite(layers[culprit]),
                EquatableArray.Of(names[culprit], Ordinal(other), layers[other].Value.GetType().Name)));
        }

        return names;
    }

    public static bool IsValid(string name)
        => SyntaxFacts.IsValidIdentifier(name)
            && name.All(static character => CharUnicodeInfo.GetUnicodeCategory(character) != UnicodeCategory.Format);

    public static Site NameSite(Sited<Layer> layer)
        => layer.Value.Name is null ? Site.Attribute(layer.Ordinal) : Site.Argument(layer.Ordinal, "Name");

    private static string Ordinal(int index) => (index + 1).ToString(CultureInfo.InvariantCulture);
}
