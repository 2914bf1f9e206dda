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
        TileWriter.ForEachWidth(writer, Tiling.Folded(product.Y.Length, product.Partials), tile =>
        {
            if (tile.Rows > 1)
            {
                WriteRows(writer, product, epilogue, sums, tile);
            }

            WriteRows(writer, product, epilogue, sums, tile with { Rows = 1 });
        });
    }

    private static void WriteRows(SourceWriter writer, DotProduct product, Epilogue epilogue, TileWriter sums, Tiling.Tile tile)
    {
        int rows = tile.Rows;
        using (writer.Braces(rows == 1 ? "for (; samples > 0; samples--)" : $"for (; samples >= {rows}; samples -= {rows})"))
        {
            int whole = product.Y.Length / tile.Columns;
            int rest = product.Y.Length % tile.Columns;
            if (whole > 0)
            {
                using (whole > 1 ? writer.Braces($"for (nuint i = 0; i < {whole * tile.Columns}; i += {tile.Columns})") : default)
                {
                    WriteTile(tile.Columns, new Place(whole > 1 ? "i" : null, 0));
                }
            }

            if (rest > 0)
            {
                WriteTile(rest, whole * tile.Columns);
            }

            if (product.Functions.Count > 0)
            {
                for (int r = 0; r < rows; r++)
                {
                    WriteEpilogue(writer, product, epilogue, r);
                }
            }

            writer.Line($"x = ref Unsafe.Add(ref x, {rows * product.X.Stride});");
            writer.Line($"y = ref Unsafe.Add(ref y, {rows * product.Y.Stride});");
        }

        void WriteTile(int columns, Place column)
        {
            string weight = column.IsZero ? "weight" : $"Unsafe.Add(ref weight, {ConvolutionWriter.Scaled(column, product.RowStride)})";
            sums.Write(writer, rows, columns, isLast: false, "x", weight, product.HasBias ? RowWriter.At("bias", column) : null, RowWriter.At("y", column), column);
        }
    }

    private static void WriteEpilogue(SourceWriter writer, DotProduct product, Epilogue epilogue, int sample)
    {
        int shift = sample * product.Y.Stride;
        RowWriter.ForEachVector(writer, product.Y, (place, lanes) =>
        {
            Place at = place + shift;
            writer.Line(RowWriter.Store(product.Y, epilogue.Apply(RowWriter.Load(product.Y, "y", at, lanes)), "y", at, lanes));
        });
    }

    /// <summary>Up to four sums folded into the first lanes of a 128-bit vector.</summary>
    public static string Fold(string[] sums)
        => sums.Length == 1 ? $"Vector128.CreateScalarUnsafe(Lanes.Fold({sums[0]}))" : $"Lanes.Fold({string.Join(", ", sums)})";
}
