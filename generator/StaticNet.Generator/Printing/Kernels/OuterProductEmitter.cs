using StaticNet.Generator.Ir;
using StaticNet.Generator.Scheduling;

namespace StaticNet.Generator.Printing;

/// <summary>Writes <see cref="OuterProduct"/> and <see cref="RowSum"/>: register tiles of the gradient, summed over the samples.</summary>
internal static class OuterProductEmitter
{
    public static void Write(SourceWriter writer, OuterProduct product, string name, SharedMethods shared)
    {
        var tiles = new TileWriter(product.Sums, SumFunctions.None, name, shared);
        TileWriter.ForEachWidth(writer, Tiling.OuterProduct, tile => tiles.WriteAll(writer, isByColumns: false, tile, "a", "b", null, "gradient", product.A.Length));
    }

    public static void Write(SourceWriter writer, RowSum sum) => writer.Line($"Loops.SumSamples({GridWriter.View("dy", sum.Dy)}, ref gradient, samples);");
}
