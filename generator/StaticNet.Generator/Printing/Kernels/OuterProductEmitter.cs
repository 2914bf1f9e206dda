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
        TileWriter.ForEachWidth(writer, Tiling.OuterProduct, tile =>
        {
            int whole = product.A.Length / tile.Rows;
            int rest = product.A.Length % tile.Rows;
            if (whole > 0)
            {
                using (whole > 1 ? writer.Braces($"for (nuint i = 0; i < {whole * tile.Rows}; i += {tile.Rows})") : default)
                {
                    WriteRows(writer, product, tiles, tile, new Place(whole > 1 ? "i" : null, 0));
                }
            }

            if (rest > 0)
            {
                WriteRows(writer, product, tiles, tile with { Rows = rest }, whole * tile.Rows);
            }
        });
    }

    private static void WriteRows(SourceWriter writer, OuterProduct product, TileWriter tiles, Tiling.Tile tile, Place row)
    {
        IReadOnlyList<(int Start, int Columns, int Repeat)> runs = Tiling.Cut(product.B, tile.Columns, masksTail: true);
        foreach ((int start, int columns, int repeat) in runs)
        {
            using (repeat > 1 ? RowWriter.OpenColumns(writer, start, columns, repeat, isOnly: true) : default)
            {
                Place column = RowWriter.Column(start, repeat);
                bool isLast = repeat == 1 && start + columns == product.B.Vectors;
                string gradient = row.IsZero ? RowWriter.At("gradient", column)
                    : row.Variable is null ? RowWriter.At("gradient", column + (row.Constant * product.RowStride))
                    : column.IsZero ? $"Unsafe.Add(ref gradient, {ConvolutionWriter.Scaled(row, product.RowStride)})"
                    : $"Unsafe.Add(ref gradient, ({ConvolutionWriter.Scaled(row, product.RowStride)}) + {column})";
                tiles.Write(writer, tile.Rows, columns, isLast, RowWriter.At("a", row), RowWriter.At("b", column), null, gradient, column);
            }
        }
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
