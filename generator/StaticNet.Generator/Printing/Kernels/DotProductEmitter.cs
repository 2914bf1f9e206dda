using System.Linq;
using StaticNet.Generator.Ir;

namespace StaticNet.Generator.Printing;

/// <summary>Writes <see cref="DotProduct"/>: register tiles of samples by rows of the matrix, folded four sums at a time.</summary>
internal static class DotProductEmitter
{
    private const int UnrolledOperations = 96;
    private const int LargestTile = 16;

    public static void Write(SourceWriter writer, DotProduct product)
    {
        var epilogue = new Epilogue(product.Functions);
        epilogue.WriteConstants(writer);

        int columns = System.Math.Min(4, product.Y.Length);
        int rows = System.Math.Max(1, System.Math.Min(4, LargestTile / (columns * product.Partials)));
        if (rows > 1)
        {
            WriteRows(writer, product, epilogue, rows);
            writer.Line();
        }

        WriteRows(writer, product, epilogue, 1);
    }

    private static void WriteRows(SourceWriter writer, DotProduct product, Epilogue epilogue, int rows)
    {
        using (writer.Braces(rows == 1 ? "for (; samples > 0; samples--)" : $"for (; samples >= {rows}; samples -= {rows})"))
        {
            int whole = product.Y.Length / 4;
            int rest = product.Y.Length % 4;
            if (whole > 1)
            {
                using (writer.Braces($"for (nuint i = 0; i < {whole * 4}; i += 4)"))
                {
                    writer.Line($"ref float w = ref Unsafe.Add(ref weight, i * {product.RowStride});");
                    WriteTile(writer, product, rows, 4, "w", new Place("i", 0));
                }
            }
            else if (whole == 1)
            {
                using (writer.Scope(rest > 0))
                {
                    WriteTile(writer, product, rows, 4, "weight", 0);
                }
            }

            if (rest > 0)
            {
                using (writer.Scope(whole > 0))
                {
                    if (whole > 0)
                    {
                        writer.Line($"ref float w = ref Unsafe.Add(ref weight, {whole * 4 * product.RowStride});");
                    }

                    WriteTile(writer, product, rows, rest, whole > 0 ? "w" : "weight", whole * 4);
                }
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

    private static void WriteTile(SourceWriter writer, DotProduct product, int rows, int columns, string weight, Place column)
    {
        int partials = product.Partials;
        int whole = product.X.IsWhole ? product.X.Vectors : product.X.Vectors - 1;
        int loopVectors = whole / partials * partials;
        RowWriter.DeclareVectors(
            writer,
            from r in Enumerable.Range(0, rows)
            from c in Enumerable.Range(0, columns)
            from p in Enumerable.Range(0, partials)
            select (Sum(r, c, p), "Vector512<float>.Zero"));
        writer.Line($"Vector512<float> {string.Join(", ", Enumerable.Range(0, columns).Select(static c => $"w{c}"))}, v;");

        if (whole * rows * columns <= UnrolledOperations || loopVectors == 0)
        {
            loopVectors = 0;
        }
        else
        {
            using (writer.Braces($"for (nuint k = 0; k < {loopVectors * 16}; k += {partials * 16})"))
            {
                for (int p = 0; p < partials; p++)
                {
                    WriteTerm(p, new Place("k", p * 16), 16);
                }
            }
        }

        for (int k = loopVectors; k < product.X.Vectors; k++)
        {
            WriteTerm(k % partials, k * 16, k < whole ? 16 : product.X.LastLanes);
        }

        foreach (int r in Enumerable.Range(0, rows))
        {
            string[] sums = Enumerable.Range(0, columns)
                .Select(c => BroadcastProductEmitter.Tree(Enumerable.Range(0, partials).Select(p => Sum(r, c, p)).ToList()))
                .ToArray();
            string at = RowWriter.At("y", column + (r * product.Y.Stride));
            if (columns == 1)
            {
                string bias = product.HasBias ? " + " + RowWriter.At("bias", column) : "";
                writer.Line($"{at} = Lanes.Fold({sums[0]}){bias};");
                continue;
            }

            string y = product.HasBias ? $"{Fold(sums)} + Vector128.LoadUnsafe(ref {RowWriter.At("bias", column)})" : Fold(sums);
            writer.Line(columns == 4 ? $"{RowWriter.Primary(y)}.StoreUnsafe(ref {at});" : $"Lanes.Store({y}, ref {at}, {columns});");
        }

        string Sum(int r, int c, int p) => partials == 1 ? $"s{r}{c}" : $"s{r}{c}{(char)('a' + p)}";

        void WriteTerm(int partial, Place place, int lanes)
        {
            foreach (int c in Enumerable.Range(0, columns))
            {
                string row = RowWriter.LoadVector(weight, place + (c * product.RowStride));
                writer.Line($"w{c} = {RowWriter.Mask(row, lanes)};");
            }

            foreach (int r in Enumerable.Range(0, rows))
            {
                writer.Line($"v = {RowWriter.LoadMasked(product.X, "x", place + (r * product.X.Stride), lanes)};");
                foreach (int c in Enumerable.Range(0, columns))
                {
                    writer.Line($"{Sum(r, c, partial)} = Vector512.FusedMultiplyAdd(v, w{c}, {Sum(r, c, partial)});");
                }
            }
        }
    }

    /// <summary>Up to four sums folded into the first lanes of a 128-bit vector.</summary>
    public static string Fold(string[] sums)
        => sums.Length == 1 ? $"Vector128.CreateScalarUnsafe(Lanes.Fold({sums[0]}))" : $"Lanes.Fold({string.Join(", ", sums)})";
}
