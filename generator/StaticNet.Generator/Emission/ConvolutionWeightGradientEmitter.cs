using System;
using System.Collections.Generic;
using System.Linq;
using StaticNet.Generator.Lowering;
using StaticNet.Generator.Model;
using static StaticNet.Generator.Emission.ConvolutionWriter;

namespace StaticNet.Generator.Emission;

/// <summary>
/// Writes <see cref="ConvolutionWeightGradient"/>: register tiles of rows of the gradient (positions of the kernel, input channels) by vectors of
/// output channels, summed over pixels.
/// </summary>
internal static class ConvolutionWeightGradientEmitter
{
    // Half of a common first-level cache.
    private const int BlockBytes = 24 << 10;

    // Rows at least, so that enough sums are in flight.
    private const int WideRows = 8;
    private const int NarrowRows = 3;

    public static void Write(SourceWriter writer, ConvolutionWeightGradient kernel)
    {
        (Grid x, Grid dy, ConvGeometry g) = (kernel.X, kernel.Dy, kernel.Geometry);
        Group group = Group.Of(x.Channels, dy.Channels, g);
        int lines = Block(dy.Height, sizeof(float) * ((g.StrideHeight * x.LineStride) + dy.LineStride));
        int blocks = dy.Height / lines;
        using (writer.Braces("for (; samples > 0; samples--)"))
        {
            writer.Line($"ref float x0 = ref {RowWriter.At("x", x.Origin - (g.PadHeight * x.LineStride) - (g.PadWidth * x.PixelStride))};");
            writer.Line($"ref float dy0 = ref {RowWriter.At("dy", dy.Origin)};");
            using (WriteGroups(writer, g, ("xg", "x0", group.Inputs * x.ChannelStride), ("dyg", "dy0", group.Outputs), ("gg", "gradient", group.Outputs)))
            {
                if (blocks > 1)
                {
                    writer.Line("// Block by block, so that lines stay in the cache while all positions of the kernel pass over them.");
                }

                using (blocks > 1 ? writer.Braces($"for (int block = 0; block < {blocks}; block++)") : default)
                {
                    ForEachWidth(
                        writer,
                        () => WriteRows(writer, kernel, group, lines, new Tiling.Tile(group.OutputVectors == 1 ? 16 : 8, 3), WideRows),
                        () => WriteRows(writer, kernel, group, lines, new Tiling.Tile(6, 1), NarrowRows));
                    if (blocks > 1)
                    {
                        writer.Line($"xg = ref {RowWriter.At("xg", lines * g.StrideHeight * x.LineStride)};");
                        writer.Line($"dyg = ref {RowWriter.At("dyg", lines * dy.LineStride)};");
                    }
                }
            }

            writer.Line($"x = ref {RowWriter.At("x", x.SampleStride)};");
            writer.Line($"dy = ref {RowWriter.At("dy", dy.SampleStride)};");
        }
    }

    // The lines of a block: as many as stay in the cache, if they divide the whole.
    private static int Block(int height, int lineBytes)
    {
        int most = Math.Max(1, Math.Min(height, BlockBytes / lineBytes));
        int lines = Rows(height, most);
        return height % lines == 0 ? lines : height;
    }

    // Channels of one position of the kernel are tiles of their own where there are enough of them, else those of one kernel line, else all.
    private static void WriteRows(SourceWriter writer, ConvolutionWeightGradient kernel, Group group, int lines, Tiling.Tile tile, int leastRows)
    {
        (Grid x, ConvGeometry g) = (kernel.X, kernel.Geometry);
        int inputs = group.Inputs;
        bool byPixel = inputs >= leastRows;
        bool byLine = byPixel || inputs * g.KernelWidth >= leastRows;
        (int Offset, int Row)[] terms =
        [
            .. from ky in Enumerable.Range(0, byLine ? 1 : g.KernelHeight)
               from kx in Enumerable.Range(0, byPixel ? 1 : g.KernelWidth)
               from i in Enumerable.Range(0, inputs)
               select (
                   (ky * g.DilationHeight * x.LineStride) + (kx * g.DilationWidth * x.PixelStride) + (i * x.ChannelStride),
                   ((((ky * g.KernelWidth) + kx) * inputs) + i) * kernel.RowStride),
        ];
        string atX = "xg";
        string atGradient = "gg";
        using (byLine && g.KernelHeight > 1 ? writer.Braces($"for (int ky = 0; ky < {g.KernelHeight}; ky++)") : default)
        using (byPixel && g.KernelWidth > 1 ? writer.Braces($"for (int kx = 0; kx < {g.KernelWidth}; kx++)") : default)
        {
            if (byLine)
            {
                string kx = byPixel && g.KernelWidth > 1 ? $" + (kx * {g.DilationWidth * x.PixelStride})" : "";
                string gx = byPixel && g.KernelWidth > 1 ? $" + (kx * {inputs * kernel.RowStride})" : "";
                string ky = g.KernelHeight > 1 ? $"(ky * {g.DilationHeight * x.LineStride})" : "0";
                string gy = g.KernelHeight > 1 ? $"(ky * {g.KernelWidth * inputs * kernel.RowStride})" : "0";
                writer.Line($"ref float xk = ref Unsafe.Add(ref xg, {ky}{kx});");
                writer.Line($"ref float gk = ref Unsafe.Add(ref gg, {gy}{gx});");
                (atX, atGradient) = ("xk", "gk");
            }

            if (byPixel)
            {
                // Channels follow each other evenly, so that their tiles are a loop.
                foreach ((int first, int count, int width) in Runs(inputs, Rows(inputs, tile.Rows)))
                {
                    using (writer.Braces(count > 1 ? $"for (int tile = 0; tile < {count}; tile++)" : null))
                    {
                        writer.Line($"ref float xi = ref Unsafe.Add(ref {atX}, {Tile(first, width, count, x.ChannelStride)});");
                        writer.Line($"ref float gi = ref Unsafe.Add(ref {atGradient}, {Tile(first, width, count, kernel.RowStride)});");
                        WriteTiles(writer, kernel, group, lines, [.. terms.Take(width)], tile.Columns, "xi", "gi");
                    }
                }

                return;
            }

            int tiles = (terms.Length + tile.Rows - 1) / tile.Rows;
            for (int i = 0; i < tiles; i++)
            {
                (int start, int end) = (i * terms.Length / tiles, (i + 1) * terms.Length / tiles);
                using (writer.Braces(null))
                {
                    WriteTiles(writer, kernel, group, lines, [.. terms.Skip(start).Take(end - start)], tile.Columns, atX, atGradient);
                }
            }
        }
    }

    private static void WriteTiles(
        SourceWriter writer, ConvolutionWeightGradient kernel, Group group, int lines, (int Offset, int Row)[] terms, int largestColumns, string x, string gradient)
    {
        (Grid xs, Grid dy, ConvGeometry g) = (kernel.X, kernel.Dy, kernel.Geometry);
        IReadOnlyList<(int Start, int Columns, int Repeat)> runs = Tiling.Cut(group.OutputVectors, Math.Min(largestColumns, group.OutputVectors), group.IsWhole);
        foreach ((int start, int columns, int repeat) in runs)
        {
            using (RowWriter.OpenColumns(writer, start, columns, repeat, runs.Count == 1))
            {
                Place column = RowWriter.Column(start, repeat);
                bool isExact = g.Groups > 1;
                RowWriter.DeclareVectors(
                    writer,
                    Pairs(terms.Length, columns).Select(pair =>
                        ($"s{pair.Row}_{pair.Column}", Partial(gradient, column + terms[pair.Row].Row + (pair.Column * 16), isExact ? LanesAt(pair.Column) : 16, isExact))));

                writer.Line($"ref float xl = ref {x};");
                writer.Line($"ref float dyl = ref {RowWriter.At("dyg", column)};");
                using (writer.Braces($"for (int line = 0; line < {lines}; line++)"))
                {
                    writer.Line("ref float xp = ref xl;");
                    writer.Line("ref float dyp = ref dyl;");
                    using (writer.Braces($"for (int pixel = 0; pixel < {dy.Width}; pixel++)"))
                    {
                        foreach (int c in Enumerable.Range(0, columns))
                        {
                            writer.Line($"Vector512<float> d{c} = {Partial("dyp", c * 16, LanesAt(c), isExact)};");
                        }

                        foreach (int r in Enumerable.Range(0, terms.Length))
                        {
                            string value = RowWriter.At("xp", terms[r].Offset);
                            if (columns == 1)
                            {
                                writer.Line($"s{r}_0 = Vector512.FusedMultiplyAdd(Vector512.Create({value}), d0, s{r}_0);");
                                continue;
                            }

                            writer.Line(r == 0 ? $"Vector512<float> v = Vector512.Create({value});" : $"v = Vector512.Create({value});");
                            foreach (int c in Enumerable.Range(0, columns))
                            {
                                writer.Line($"s{r}_{c} = Vector512.FusedMultiplyAdd(v, d{c}, s{r}_{c});");
                            }
                        }

                        writer.Line($"xp = ref {RowWriter.At("xp", g.StrideWidth * xs.PixelStride)};");
                        writer.Line($"dyp = ref {RowWriter.At("dyp", dy.PixelStride)};");
                    }

                    writer.Line($"xl = ref {RowWriter.At("xl", g.StrideHeight * xs.LineStride)};");
                    writer.Line($"dyl = ref {RowWriter.At("dyl", dy.LineStride)};");
                }

                foreach ((int r, int c) in Pairs(terms.Length, columns))
                {
                    Place place = column + terms[r].Row + (c * 16);
                    writer.Line(isExact && LanesAt(c) < 16
                        ? $"Lanes.Store(s{r}_{c}, ref {RowWriter.At(gradient, place)}, {LanesAt(c)});"
                        : RowWriter.StoreVector($"s{r}_{c}", gradient, place));
                }

                int LanesAt(int c) => repeat == 1 ? group.OutputLanes(start + c) : 16;
            }
        }
    }
}
