using StaticNet.Generator.Ir;
using StaticNet.Generator.Scheduling;

namespace StaticNet.Generator.Printing;

/// <summary>Writes <see cref="DotProduct"/>: register tiles of samples by rows of the matrix, folded four sums at a time.</summary>
internal static class DotProductEmitter
{
    public static void Write(SourceWriter writer, DotProduct product, string name, SharedMethods shared)
    {
        var epilogue = new Epilogue(product.Functions);
        epilogue.WriteConstants(writer);

        var sums = new TileWriter(product.Sums, SumFunctions.None, name, shared);
        string? bias = product.HasBias ? "bias" : null;
        TileWriter.ForEachWidth(writer, Tiling.Folded(product.Y.Length, product.Partials), tile =>
        {
            if (tile.Rows > 1)
            {
                writer.Line($"int first = {sums.Call(isByColumns: false, tile, "x", "weight", bias, "y", "samples")};");
            }

            writer.Line(sums.Call(isByColumns: false, tile with { Rows = 1 }, "x", "weight", bias, "y", "samples", tile.Rows > 1 ? "first" : null) + ";");
        });
        if (product.Functions.Count > 0)
        {
            RowWriter.ForEachSample(
                writer,
                () => RowWriter.ForEachVector(writer, product.Y, (place, lanes) =>
                    writer.Line(RowWriter.Store(product.Y, epilogue.Apply(RowWriter.Load(product.Y, "y", place, lanes)), "y", place, lanes))),
                ("y", product.Y.Stride));
        }
    }

    /// <summary>Up to four sums folded into the first lanes of a 128-bit vector.</summary>
    public static string Fold(string[] sums)
        => sums.Length == 1 ? $"Vector128.CreateScalarUnsafe(Lanes.Fold({sums[0]}))" : $"Lanes.Fold({string.Join(", ", sums)})";
}
