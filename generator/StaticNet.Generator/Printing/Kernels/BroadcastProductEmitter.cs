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

    public static void Write(SourceWriter writer, BroadcastProduct product, string name, SharedMethods shared)
    {
        var epilogue = new Epilogue(product.Functions);
        epilogue.WriteConstants(writer);
        var tiles = new Tiles(product, epilogue.OfSums(), name, shared);
        (int vectors, int partials) = (product.Y.Vectors, product.Partials);
        Tiling.Tiles many = Tiling.Product(vectors, partials);
        Tiling.Tiles one = Tiling.OneSample(vectors, partials);
        Tiling.Tile few = Tiling.FewSamples(vectors, partials);

        // A few operations a sample: the samples overlap in the core as they are.
        int operations = product.X.Length * vectors;
        if (operations <= TinyOperations)
        {
            WriteSamples(writer, product, epilogue, tiles, one.Wide);
            return;
        }

        void Wide()
        {
            if (many.Wide.Rows > few.Rows)
            {
                writer.Line($"// {many.Wide.Rows} samples at a time, where the sums fit the registers. A column of weights stays in the cache for all of them.");
                WriteMany(many.Wide);
            }

            if (few.Rows > 1)
            {
                WriteSamples(writer, product, epilogue, tiles, few);
            }

            WriteSamples(writer, product, epilogue, tiles, one.Wide);
        }

        void Narrow()
        {
            if (many.Narrow.Rows > 1)
            {
                WriteMany(many.Narrow);
            }

            WriteSamples(writer, product, epilogue, tiles, one.Narrow);
        }

        void WriteMany(Tiling.Tile tile)
        {
            using (writer.Braces($"if (samples >= {tile.Rows})"))
            {
                WriteTiles(writer, product, epilogue, tiles, tile);
            }

            writer.Line();
        }

        TileWriter.ForEachWidth(writer, Wide, Narrow);
    }

    // Some samples at a time, all columns of each.
    private static void WriteSamples(SourceWriter writer, BroadcastProduct product, Epilogue epilogue, Tiles tiles, Tiling.Tile tile)
    {
        using (writer.Braces(tile.Rows == 1 ? "for (; samples > 0; samples--)" : $"for (; samples >= {tile.Rows}; samples -= {tile.Rows})"))
        {
            IReadOnlyList<(int Start, int Columns, int Repeat)> runs = Tiling.Cut(product.Y, tile.Columns);
            foreach ((int start, int columns, int repeat) in runs)
            {
                WriteColumns(writer, start, columns, repeat, runs.Count == 1, column =>
                    WriteTile(writer, product, epilogue, tiles, tile.Rows, columns, start, repeat, column, "x", "y", column));
            }

            writer.Line($"x = ref Unsafe.Add(ref x, {Times(tile.Rows, product.X.Stride)});");
            writer.Line($"y = ref Unsafe.Add(ref y, {Times(tile.Rows, product.Y.Stride)});");
        }

        if (tile.Rows > 1)
        {
            writer.Line();
        }
    }

    // Tile by tile of samples through some columns after the others.
    private static void WriteTiles(SourceWriter writer, BroadcastProduct product, Epilogue epilogue, Tiles tiles, Tiling.Tile size)
    {
        writer.Line($"int tiles = samples / {size.Rows};");
        IReadOnlyList<(int Start, int Columns, int Repeat)> runs = Tiling.Cut(product.Y, size.Columns);
        foreach ((int start, int columns, int repeat) in runs)
        {
            WriteColumns(writer, start, columns, repeat, runs.Count == 1, column =>
            {
                writer.Line("ref float xs = ref x;");
                writer.Line($"ref float ys = ref {RowWriter.At("y", column)};");
                using (writer.Braces("for (int tile = 0; tile < tiles; tile++)"))
                {
                    WriteTile(writer, product, epilogue, tiles, size.Rows, columns, start, repeat, column, "xs", "ys", 0);
                    writer.Line($"xs = ref Unsafe.Add(ref xs, {size.Rows} * {product.X.Stride});");
                    writer.Line($"ys = ref Unsafe.Add(ref ys, {size.Rows} * {product.Y.Stride});");
                }
            });
        }

        writer.Line($"x = ref Unsafe.Add(ref x, tiles * {size.Rows} * {product.X.Stride});");
        writer.Line($"y = ref Unsafe.Add(ref y, tiles * {size.Rows} * {product.Y.Stride});");
        writer.Line($"samples -= tiles * {size.Rows};");
    }

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
        Tiles tiles,
        int rows,
        int columns,
        int start,
        int repeat,
        Place column,
        string x,
        string y,
        Place yColumn)
    {
        int partials = product.Partials;
        int terms = product.X.Length;
        bool isLast = repeat == 1 && start + columns == product.Y.Vectors;
        if (terms * rows * columns > UnrolledOperations)
        {
            string? bias = product.HasBias ? RowWriter.At("bias", column) : null;
            tiles.Of(rows).Write(writer, rows, columns, isLast, x, RowWriter.At("weight", column), bias, RowWriter.At(y, yColumn), column);
            return;
        }

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

        for (int k = 0; k < terms; k++)
        {
            WriteTerm(writer, product, rows, columns, k % partials, weight, k * product.RowStride, x, k);
        }

        foreach (int r in Enumerable.Range(0, rows))
        {
            foreach (int c in Enumerable.Range(0, columns))
            {
                int lanes = isLast && c == columns - 1 ? product.Y.LastLanes : 16;
                string value = epilogue.Apply(Tree(Enumerable.Range(0, partials).Select(p => Sum(r, c, p)).ToList()));
                Place place = yColumn + ((r * product.Y.Stride) + (c * 16));
                writer.Line(RowWriter.Store(product.Y, value, y, place, lanes));
            }
        }

        string Sum(int r, int c, int p) => partials == 1 ? $"s{r}{c}" : $"s{r}{c}{(char)('a' + p)}";
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

    // What the tiles of a product sum up; asked for where there is one that is not written out.
    private sealed class Tiles(BroadcastProduct product, SumFunctions functions, string name, SharedMethods shared)
    {
        private TileWriter? _plain;
        private TileWriter? _fetching;

        public TileWriter Of(int rows)
            => rows > 1 && Tiling.FetchesAhead(product)
                ? _fetching ??= new TileWriter(product.Sums with { Fetches = true }, functions, name, shared)
                : _plain ??= new TileWriter(product.Sums, functions, name, shared);
    }
}
