using System.Collections.Generic;
using System.Linq;
using StaticNet.Generator.Ir;
using StaticNet.Generator.Scheduling;

namespace StaticNet.Generator.Printing;

/// <summary>Writes <see cref="BroadcastProduct"/>: register tiles of samples by vectors of outputs.</summary>
internal static class BroadcastProductEmitter
{
    public static void Write(SourceWriter writer, BroadcastProduct product, string name, SharedMethods shared)
    {
        var epilogue = new Epilogue(product.Functions);
        epilogue.WriteConstants(writer);
        (int vectors, int partials) = (product.Y.Vectors, product.Partials);
        SumFunctions functions = epilogue.OfSums();
        int ahead = FetchAhead.OfProduct(product);
        TileWriter? fetching = ahead > 0 ? new TileWriter(product.Sums with { Ahead = ahead }, functions, name, shared) : null;
        var sums = new TileWriter(product.Sums, functions, name, shared);
        Tiling.Tiles one = Tiling.OneSample(vectors, partials);
        Tiling.Tiles many = Tiling.Product(vectors, partials);
        TileWriter.ForEachWidth(
            writer,
            () => WriteSamples(many.Wide, Tiling.FewSamples(vectors, partials), one.Wide),
            () => WriteSamples(many.Narrow, one.Narrow));

        // A column of weights stays in the cache for many samples; few go through one after the other.
        void WriteSamples(params Tiling.Tile[] tiles)
        {
            string? first = null;
            int most = int.MaxValue;
            foreach (Tiling.Tile tile in tiles.Where(tile => tile.Rows < most))
            {
                most = tile.Rows;
                string call = Call(tile, first, isMany: tile == tiles[0] && tile.Rows > 1);
                writer.Line(tile.Rows == 1 ? $"{call};" : first is null ? $"int first = {call};" : $"first = {call};");
                first = "first";
            }
        }

        string Call(Tiling.Tile tile, string? first, bool isMany = false)
            => (tile.Rows > 1 && fetching is not null ? fetching : sums).Call(isMany, tile, "x", "weight", product.HasBias ? "bias" : null, "y", "samples", first);
    }

    /// <summary>The partial sums added as a tree: (a + b) + (c + d).</summary>
    public static string Tree(IReadOnlyList<string> sums) => sums.Count switch
    {
        1 => sums[0],
        2 => $"{sums[0]} + {sums[1]}",
        _ => $"({Tree(sums.Take(sums.Count / 2).ToList())}) + ({Tree(sums.Skip(sums.Count / 2).ToList())})",
    };
}
