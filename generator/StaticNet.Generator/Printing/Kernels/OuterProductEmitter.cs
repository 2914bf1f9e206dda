using System.Collections.Generic;
using System.Linq;
using StaticNet.Generator.Ir;
using StaticNet.Generator.Layers;
using StaticNet.Generator.Scheduling;

namespace StaticNet.Generator.Printing;

/// <summary>Writes <see cref="OuterProduct"/> and <see cref="RowSum"/>: register tiles of the gradient, summed over the samples.</summary>
internal static class OuterProductEmitter
{
    private const int SumColumns = 8;

    public static void Write(SourceWriter writer, OuterProduct product, string name, SharedMethods shared)
    {
        var tiles = new TileWriter(product.Sums, SumFunctions.None, name, shared);
        TileWriter.ForEachWidth(writer, Tiling.OuterProduct, tile => tiles.WriteAll(writer, isByColumns: false, tile, "a", "b", null, "gradient", product.A.Length));
    }

    public static void Write(SourceWriter writer, RowSum sum)
    {
        IReadOnlyList<(int Start, int Columns, int Repeat)> runs = Tiling.Cut(sum.Dy, SumColumns, masksTail: true);
        foreach ((int start, int columns, int repeat) in runs)
        {
            Place column = RowWriter.Column(start, repeat);
            using (RowWriter.OpenColumns(writer, start, columns, repeat, runs.Count == 1))
            {
                RowWriter.DeclareVectors(writer, Enumerable.Range(0, columns).Select(c => ($"s{c}", RowWriter.LoadVector("gradient", column + (c * 16)))));
                writer.Line($"ref float dyk = ref {RowWriter.At("dy", column)};");
                using (writer.Braces("for (int s = 0; s < samples; s++)"))
                {
                    foreach (int c in Enumerable.Range(0, columns))
                    {
                        int lanes = repeat == 1 && start + c == sum.Dy.Vectors - 1 ? sum.Dy.LastLanes : 16;
                        writer.Line($"s{c} += {RowWriter.LoadMasked(sum.Dy, "dyk", c * 16, lanes)};");
                    }

                    writer.Line($"dyk = ref Unsafe.Add(ref dyk, {sum.Dy.Stride});");
                }

                foreach (int c in Enumerable.Range(0, columns))
                {
                    writer.Line(RowWriter.StoreVector($"s{c}", "gradient", column + (c * 16)));
                }
            }
        }
    }
}
