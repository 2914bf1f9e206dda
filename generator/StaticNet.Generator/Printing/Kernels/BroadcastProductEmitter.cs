using System.Collections.Generic;
using System.Linq;
using StaticNet.Generator.Ir;
using StaticNet.Generator.Layers;
using StaticNet.Generator.Scheduling;

namespace StaticNet.Generator.Printing;

/// <summary>Writes <see cref="BroadcastProduct"/>: register tiles of samples by vectors of outputs.</summary>
internal static class BroadcastProductEmitter
{
    // Up to this many multiply-adds of a tile stand in the code one by one; above, there is a loop over k.
    private const int UnrolledOperations = 32;

    private const int TinyOperations = 32;

    // From so many multiply-adds a sample on, tiles for 16 registers are worth their text.
    private const int NarrowOperations = 256;

    // Above so many floats the weights do not stay in the second-level cache.
    private const int FarWeights = 1 << 18;

    // With eight tiles, of 64 samples, all of the next columns come in while these are worked on.
    private const int TermsToFetch = 8;

    public static void Write(SourceWriter writer, BroadcastProduct product)
    {
        (Tiling.Tile large, Tiling.Tile narrow, Tiling.Tile small, Tiling.Tile single) = Tiling.Product(product.Y.Vectors, product.Partials);
        var epilogue = new Epilogue(product.Functions);
        epilogue.WriteConstants(writer);

        // A few operations a sample: the samples overlap in the core as they are.
        bool isTiny = product.X.Length * product.Y.Vectors <= TinyOperations;
        if (large.Rows > small.Rows && !isTiny)
        {
            writer.Line($"// {large.Rows} samples at a time, where the sums fit the registers. A column of weights stays in the cache for all of them.");
            using (writer.Braces($"if (Vector512.IsHardwareAccelerated && samples >= {large.Rows})"))
            {
                WriteTiles(writer, product, epilogue, large);
            }

            if (product.X.Length * product.Y.Vectors >= NarrowOperations && narrow.Rows > 1)
            {
                writer.Line();
                using (writer.Braces($"if (!Vector512.IsHardwareAccelerated && samples >= {narrow.Rows})"))
                {
                    WriteTiles(writer, product, epilogue, narrow);
                }
            }

            writer.Line();
        }

        foreach (Tiling.Tile tile in small.Rows > 1 && !isTiny ? new[] { small, single } : [single])
        {
            string head = tile.Rows == 1 ? "for (; samples > 0; samples--)" : $"for (; samples >= {tile.Rows}; samples -= {tile.Rows})";
            using (writer.Braces(head))
            {
                IReadOnlyList<(int Start, int Columns, int Repeat)> runs = Tiling.Cut(product.Y, tile.Columns);
                foreach ((int start, int columns, int repeat) in runs)
                {
                    WriteColumns(writer, start, columns, repeat, runs.Count == 1, column =>
                        WriteTile(writer, product, epilogue, tile.Rows, columns, start, repeat, column, "x", "y", column));
                }

                writer.Line($"x = ref Unsafe.Add(ref x, {Times(tile.Rows, product.X.Stride)});");
                writer.Line($"y = ref Unsafe.Add(ref y, {Times(tile.Rows, product.Y.Stride)});");
            }

            if (tile.Rows > 1)
            {
                writer.Line();
            }
        }
    }

    // Tile by tile of samples through some columns after the others.
    private static void WriteTiles(SourceWriter writer, BroadcastProduct product, Epilogue epilogue, Tiling.Tile size)
    {
        writer.Line($"int tiles = samples / {size.Rows};");
        IReadOnlyList<(int Start, int Columns, int Repeat)> runs = Tiling.Cut(product.Y, size.Columns);
        foreach ((int start, int columns, int repeat) in runs)
        {
            WriteColumns(writer, start, columns, repeat, runs.Count == 1, column =>
            {
                writer.Line("ref float xs = ref x;");
                writer.Line($"ref float ys = ref {RowWriter.At("y", column)};");
                if (IsFar(product, size))
                {
                    writer.Line($"ref float next = ref {RowWriter.At("weight", column + (columns * 16))}; // the columns after these, which come from far");
                }

                using (writer.Braces("for (int tile = 0; tile < tiles; tile++)"))
                {
                    WriteTile(writer, product, epilogue, size.Rows, columns, start, repeat, column, "xs", "ys", 0, fetches: IsFar(product, size));
                    writer.Line($"xs = ref Unsafe.Add(ref xs, {size.Rows} * {product.X.Stride});");
                    writer.Line($"ys = ref Unsafe.Add(ref ys, {size.Rows} * {product.Y.Stride});");
                }
            });
        }

        writer.Line($"x = ref Unsafe.Add(ref x, tiles * {size.Rows} * {product.X.Stride});");
        writer.Line($"y = ref Unsafe.Add(ref y, tiles * {size.Rows} * {product.Y.Stride});");
        writer.Line($"samples -= tiles * {size.Rows};");
    }

    private static bool IsFar(BroadcastProduct product, Tiling.Tile size)
        => product.X.Length * product.RowStride > FarWeights && product.Partials == 1 && size.Rows > 1;

    private static string Times(int count, int stride) => count == 1 ? Literal.Of(stride) : $"{count} * {stride}";

    private static void WriteColumns(SourceWriter writer, int start, int columns, int repeat, bool isOnly, System.Action<Place> body)
    {
        using (RowWriter.OpenColumns(writer, start, columns, repeat, isOnly))
        {
            body(RowWriter.Column(start, repeat));
        }
    }

    private static void WriteTile(
        SourceWriter writer,
        BroadcastProduct product,
        Epilogue epilogue,
        int rows,
        int columns,
        int start,
        int repeat,
        Place column,
        string x,
        string y,
        Place yColumn,
        bool fetches = false)
    {
        int partials = product.Partials;
        int terms = product.X.Length;
        int loopTerms = terms / partials * partials;
        string weight = column.IsZero ? "weight" : "w";
        if (!column.IsZero)
        {
            writer.Line($"ref float w = ref {RowWriter.At("weight", column)};");
        }

        RowWriter.DeclareVectors(
            writer,
            from r in Enumerable.Range(0, rows)
            from c in Enumerable.Range(0, columns)
            from p in Enumerable.Range(0, partials)
            select (Sum(r, c, p), p > 0 || !product.HasBias ? "Vector512<float>.Zero" : r > 0 ? Sum(0, c, 0) : RowWriter.LoadVector("bias", column + (c * 16))));

        if (columns > 1 || rows > 1)
        {
            writer.Line($"Vector512<float> {string.Join(", ", Enumerable.Range(0, columns).Select(static c => $"w{c}"))}{(columns > 1 ? ", v" : "")};");
        }

        if (terms * rows * columns <= UnrolledOperations)
        {
            for (int k = 0; k < terms; k++)
            {
                WriteTerm(writer, product, rows, columns, k % partials, weight, k * product.RowStride, x, k);
            }
        }
        else
        {
            writer.Line($"ref float wk = ref {weight};");
            writer.Line($"ref float xk = ref {x};");
            int fetching = fetches ? terms / TermsToFetch * TermsToFetch : 0;
            if (fetches)
            {
                using (writer.Braces($"for (int k = 0; k < {fetching}; k += {TermsToFetch})"))
                {
                    for (int c = 0; c < columns; c++)
                    {
                        writer.Line($"Lanes.Prefetch(ref {RowWriter.At("next", c * 16)});");
                    }

                    writer.Line($"next = ref Unsafe.Add(ref next, {product.RowStride});");
                    using (writer.Braces($"for (int i = 0; i < {TermsToFetch}; i++)"))
                    {
                        WriteTerms();
                    }
                }
            }

            if (fetching < loopTerms)
            {
                using (writer.Braces($"for (int k = {fetching}; k < {loopTerms}; {(partials == 1 ? "k++" : $"k += {partials}")})"))
                {
                    WriteTerms();
                }
            }

            for (int k = loopTerms; k < terms; k++)
            {
                WriteTerm(writer, product, rows, columns, k - loopTerms, "wk", (k - loopTerms) * product.RowStride, "xk", k - loopTerms);
            }
        }

        foreach (int r in Enumerable.Range(0, rows))
        {
            foreach (int c in Enumerable.Range(0, columns))
            {
                bool isLast = repeat == 1 && start + c == product.Y.Vectors - 1;
                int lanes = isLast ? product.Y.LastLanes : 16;
                string value = epilogue.Apply(Tree(Enumerable.Range(0, partials).Select(p => Sum(r, c, p)).ToList()));
                Place place = yColumn + ((r * product.Y.Stride) + (c * 16));
                writer.Line(RowWriter.Store(product.Y, value, y, place, lanes));
            }
        }

        string Sum(int r, int c, int p) => partials == 1 ? $"s{r}{c}" : $"s{r}{c}{(char)('a' + p)}";

        void WriteTerms()
        {
            for (int p = 0; p < partials; p++)
            {
                WriteTerm(writer, product, rows, columns, p, "wk", p * product.RowStride, "xk", p);
            }

            writer.Line($"wk = ref Unsafe.Add(ref wk, {partials * product.RowStride});");
            writer.Line($"xk = ref Unsafe.Add(ref xk, {partials});");
        }
    }

    private static void WriteTerm(
        SourceWriter writer, BroadcastProduct product, int rows, int columns, int partial, string weight, int weightOffset, string x, int xOffset)
    {
        if (rows == 1 && columns == 1)
        {
            string x0 = RowWriter.At(x, xOffset);
            string sum = product.Partials == 1 ? "s00" : $"s00{(char)('a' + partial)}";
            writer.Line($"{sum} = Vector512.FusedMultiplyAdd(Vector512.Create({x0}), {Weight(0)}, {sum});");
            return;
        }

        for (int c = 0; c < columns; c++)
        {
            writer.Line($"w{c} = {Weight(c)};");
        }

        for (int r = 0; r < rows; r++)
        {
            string value = RowWriter.At(x, (r * product.X.Stride) + xOffset);
            if (columns == 1)
            {
                string only = product.Partials == 1 ? $"s{r}0" : $"s{r}0{(char)('a' + partial)}";
                writer.Line($"{only} = Vector512.FusedMultiplyAdd(Vector512.Create({value}), w0, {only});");
                continue;
            }

            writer.Line($"v = Vector512.Create({value});");
            for (int c = 0; c < columns; c++)
            {
                string sum = product.Partials == 1 ? $"s{r}{c}" : $"s{r}{c}{(char)('a' + partial)}";
                writer.Line($"{sum} = Vector512.FusedMultiplyAdd(v, w{c}, {sum});");
            }
        }

        string Weight(int c) => RowWriter.LoadVector(weight, weightOffset + (c * 16));
    }

    /// <summary>The partial sums added as a tree: (a + b) + (c + d).</summary>
    public static string Tree(IReadOnlyList<string> sums) => sums.Count switch
    {
        1 => sums[0],
        2 => $"{sums[0]} + {sums[1]}",
        _ => $"({Tree(sums.Take(sums.Count / 2).ToList())}) + ({Tree(sums.Skip(sums.Count / 2).ToList())})",
    };
}
