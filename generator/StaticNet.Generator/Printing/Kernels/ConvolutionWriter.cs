using System.Collections.Generic;
using System.Linq;
using StaticNet.Generator.Ir;
using StaticNet.Generator.Layers;
using StaticNet.Generator.Model;

namespace StaticNet.Generator.Printing;

/// <summary>What the kernels of convolutions have in common.</summary>
internal static class ConvolutionWriter
{
    // Whole tiles, then the rest: where they start, how many they are, how wide.
    public static IEnumerable<(int First, int Count, int Width)> Runs(int length, int tile)
    {
        if (length >= tile)
        {
            yield return (0, length / tile, tile);
        }

        if (length % tile > 0)
        {
            yield return (length / tile * tile, 1, length % tile);
        }
    }

    public static string Tile(int first, int width, int count, int stride)
        => count > 1 ? $"tile * {width * stride}" : Literal.Of(first * stride);

    public static IEnumerable<(int Row, int Column)> Pairs(int rows, int columns)
        => from r in Enumerable.Range(0, rows)
           from c in Enumerable.Range(0, columns)
           select (r, c);

    public static string Scaled(Place place, int factor)
        => place.Variable is null ? Literal.Of(place.Constant * factor) : $"{place.Variable} * {Literal.Of(factor)}";

    // The loop over groups with the references of each; nothing without groups.
    public static SourceWriter.Block WriteGroups(SourceWriter writer, ConvGeometry g, params (string Name, string From, int Step)[] references)
    {
        if (g.Groups == 1)
        {
            return default;
        }

        SourceWriter.Block block = writer.Braces($"for (int group = 0; group < {g.Groups}; group++)");
        foreach ((string name, string from, int step) in references)
        {
            writer.Line($"ref float {name} = ref Unsafe.Add(ref {from}, group * {step});");
        }

        return block;
    }
}
