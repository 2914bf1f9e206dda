using System;
using System.Collections.Generic;
using System.Linq;
using StaticNet.Generator.Ir;
using StaticNet.Generator.Layers;
using StaticNet.Generator.Model;
using StaticNet.Generator.Scheduling;
using static StaticNet.Generator.Printing.ConvolutionWriter;

namespace StaticNet.Generator.Printing;

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

    // So many positions and channels are written out. More are tiles in a loop.
    private const int WrittenOut = 128;

    public static void Write(SourceWriter writer, ConvolutionWeightGradient kernel, string name, SharedMethods shared)
    {
        (Grid x, Grid dy, ConvGeometry g) = (kernel.X, kernel.Dy, kernel.Geometry);
        Group group = Group.Of(x.Channels, dy.Channels, g);
        int lines = Block(dy.Height, sizeof(float) * ((g.StrideHeight * x.LineStride) + dy.LineStride));
        int blocks = dy.Height / lines;
        Part part = PartOf(group, g, WideRows);
        string method = PartMethod(kernel, group, lines, part, name, shared);
        using (writer.Braces("for (; samples > 0; samples--)"))
        {
            int first = x.Origin - (g.PadHeight * x.LineStride) - (g.PadWidth * x.PixelStride);
            (string xb, string dyb) = (blocks > 1 || first != 0 ? "xb" : "x", blocks > 1 || dy.Origin != 0 ? "dyb" : "dy");
            if (xb == "xb")
            {
                writer.Line($"ref float xb = ref {RowWriter.At("x", first)};");
            }

            if (dyb == "dyb")
            {
                writer.Line($"ref float dyb = ref {RowWriter.At("dy", dy.Origin)};");
            }

            if (blocks > 1)
            {
                writer.Line("// Block by block, so that lines stay in the cache while all positions of the kernel pass over them.");
            }

            using (blocks > 1 ? writer.Braces($"for (int block = 0; block < {Literal.Of(blocks)}; block++)") : default)
            {
                WriteParts(writer, kernel, group, part, method, xb, dyb);
                if (blocks > 1)
                {
                    writer.Line($"xb = ref {RowWriter.At("xb", lines * g.StrideHeight * x.LineStride)};");
                    writer.Line($"dyb = ref {RowWriter.At("dyb", lines * dy.LineStride)};");
                }
            }

            writer.Line($"x = ref {RowWriter.At("x", x.SampleStride)};");
            writer.Line($"dy = ref {RowWriter.At("dy", dy.SampleStride)};");
        }
    }

    // Group by group, part by part of the kernel.
    private static void WriteParts(SourceWriter writer, ConvolutionWeightGradient kernel, Group group, Part part, string method, string xb, string dyb)
    {
        (Grid x, ConvGeometry g) = (kernel.X, kernel.Geometry);
        var offsets = new Offsets();
        using (Loop("group", g.Groups, group.Outputs, group.Inputs * x.ChannelStride, group.Outputs))
        using (Loop("ky", part == Part.All ? 1 : g.KernelHeight, g.KernelWidth * group.Inputs * kernel.RowStride, g.DilationHeight * x.LineStride))
        using (Loop("kx", part == Part.Pixel ? g.KernelWidth : 1, group.Inputs * kernel.RowStride, g.DilationWidth * x.PixelStride))
        {
            writer.Line($"{method}(ref {offsets.At("gradient", offsets.Gradient)}, ref {offsets.At(xb, offsets.X)}, ref {offsets.At(dyb, offsets.Dy)});");
        }

        SourceWriter.Block Loop(string variable, int count, int gradient, int x, int dy = 0)
        {
            if (count == 1)
            {
                return default;
            }

            offsets.Add(variable, gradient, x, dy);
            return writer.Braces($"for (int {variable} = 0; {variable} < {Literal.Of(count)}; {variable}++)");
        }
    }

    // The method for one part: its text is the same for all of them.
    private static string PartMethod(ConvolutionWeightGradient kernel, Group group, int lines, Part part, string name, SharedMethods shared)
    {
        SourceWriter body = SourceWriter.OfPart();
        ForEachWidth(
            body,
            () => WriteRows(body, kernel, group, lines, part, new Tiling.Tile(group.OutputVectors == 1 ? 16 : 8, 3), WideRows),
            () => WriteRows(body, kernel, group, lines, part, new Tiling.Tile(6, 1), NarrowRows));
        string what = part switch
        {
            Part.Pixel => "One position of the kernel",
            Part.Line => "One line of the kernel",
            _ => "The whole kernel",
        };
        return shared.NameOf(
            name,
            "Part",
            $"{what}, {Literal.Of(group.Inputs)} by {Literal.Of(group.Outputs)} channels, summed over {Literal.Of(lines)} lines of {Literal.Of(kernel.Dy.Width)} pixels.",
            "ref float gradient, ref float x, ref float dy",
            body);
    }

    // Channels of one position of the kernel are tiles of their own where there are enough of them, else those of one kernel line, else all.
    private static Part PartOf(Group group, ConvGeometry g, int leastRows)
        => group.Inputs >= leastRows ? Part.Pixel : group.Inputs * g.KernelWidth >= leastRows || group.Inputs * g.KernelWidth * (long)g.KernelHeight > WrittenOut ? Part.Line : Part.All;

    // The lines of a block: as many as stay in the cache, if they divide the whole.
    private static int Block(int height, int lineBytes)
    {
        int most = Math.Max(1, Math.Min(height, BlockBytes / lineBytes));
        int lines = Rows(height, most);
        return height % lines == 0 ? lines : height;
    }

    // Smaller tiles may take smaller parts of what the method is given.
    private static void WriteRows(
        SourceWriter writer, ConvolutionWeightGradient kernel, Group group, int lines, Part given, Tiling.Tile tile, int leastRows)
    {
        (Grid x, ConvGeometry g) = (kernel.X, kernel.Geometry);
        int inputs = group.Inputs;
        Part part = PartOf(group, g, leastRows);
        (int Offset, int Row)[] terms =
        [
            .. from ky in Enumerable.Range(0, part == Part.All ? g.KernelHeight : 1)
               from kx in Enumerable.Range(0, part == Part.Pixel ? 1 : g.KernelWidth)
               from i in Enumerable.Range(0, inputs)
               select (
                   (ky * g.DilationHeight * x.LineStride) + (kx * g.DilationWidth * x.PixelStride) + (i * x.ChannelStride),
                   ((((ky * g.KernelWidth) + kx) * inputs) + i) * kernel.RowStride),
        ];
        (string atX, string atGradient) = ("x", "gradient");
        using (Loop("ky", given == Part.All && part != Part.All ? g.KernelHeight : 1, g.DilationHeight * x.LineStride, g.KernelWidth * inputs * kernel.RowStride))
        using (Loop("kx", given != Part.Pixel && part == Part.Pixel ? g.KernelWidth : 1, g.DilationWidth * x.PixelStride, inputs * kernel.RowStride))
        {
            if (part == Part.Pixel)
            {
                // Channels follow each other evenly, so that their tiles are a loop.
                foreach ((int first, int count, int width) in Runs(inputs, Rows(inputs, tile.Rows)))
                {
                    if (count == 1 && width == inputs)
                    {
                        WriteTiles(writer, kernel, group, lines, [.. terms.Take(width)], tile.Columns, atX, atGradient);
                        continue;
                    }

                    using (writer.Braces(count > 1 ? $"for (int tile = 0; tile < {Literal.Of(count)}; tile++)" : null))
                    {
                        writer.Line($"ref float xi = ref Unsafe.Add(ref {atX}, {Tile(first, width, count, x.ChannelStride)});");
                        writer.Line($"ref float gi = ref Unsafe.Add(ref {atGradient}, {Tile(first, width, count, kernel.RowStride)});");
                        WriteTiles(writer, kernel, group, lines, [.. terms.Take(width)], tile.Columns, "xi", "gi");
                    }
                }

                return;
            }

            if (part == Part.Line && terms.Length > WrittenOut)
            {
                // So do the positions of a line, each with all of its channels.
                foreach ((int first, int count, int width) in Runs(g.KernelWidth, Rows(g.KernelWidth, Math.Max(1, tile.Rows / inputs))))
                {
                    using (writer.Braces(count > 1 ? $"for (int tile = 0; tile < {Literal.Of(count)}; tile++)" : null))
                    {
                        writer.Line($"ref float xi = ref Unsafe.Add(ref {atX}, {Tile(first, width, count, g.DilationWidth * x.PixelStride)});");
                        writer.Line($"ref float gi = ref Unsafe.Add(ref {atGradient}, {Tile(first, width, count, inputs * kernel.RowStride)});");
                        WriteTiles(writer, kernel, group, lines, [.. terms.Take(width * inputs)], tile.Columns, "xi", "gi");
                    }
                }

                return;
            }

            int tiles = (terms.Length + tile.Rows - 1) / tile.Rows;
            for (int i = 0; i < tiles; i++)
            {
                (int start, int end) = (i * terms.Length / tiles, (i + 1) * terms.Length / tiles);
                using (writer.Scope(tiles > 1))
                {
                    WriteTiles(writer, kernel, group, lines, [.. terms.Skip(start).Take(end - start)], tile.Columns, atX, atGradient);
                }
            }
        }

        SourceWriter.Block Loop(string variable, int count, int xStep, int gradientStep)
        {
            if (count == 1)
            {
                return default;
            }

            SourceWriter.Block block = writer.Braces($"for (int {variable} = 0; {variable} < {Literal.Of(count)}; {variable}++)");
            writer.Line($"ref float x{variable} = ref Unsafe.Add(ref {atX}, {variable} * {Literal.Of(xStep)});");
            writer.Line($"ref float g{variable} = ref Unsafe.Add(ref {atGradient}, {variable} * {Literal.Of(gradientStep)});");
            (atX, atGradient) = ("x" + variable, "g" + variable);
            return block;
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
                writer.Line($"ref float dyl = ref {RowWriter.At("dy", column)};");
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

    /// <summary>How much of the kernel a tile's rows are taken from.</summary>
    private enum Part
    {
        Pixel,
        Line,
        All,
    }

    /// <summary>The distances that loops add up to, as the generated code says them.</summary>
    private sealed class Offsets
    {
        public List<string> Gradient { get; } = [];

        public List<string> X { get; } = [];

        public List<string> Dy { get; } = [];

        public void Add(string variable, int gradient, int x, int dy)
        {
            foreach ((List<string> terms, int step) in new[] { (Gradient, gradient), (X, x), (Dy, dy) })
            {
                if (step != 0)
                {
                    terms.Add(step == 1 ? variable : $"({variable} * {Literal.Of(step)})");
                }
            }
        }

        public string At(string name, List<string> terms)
        {
            string sum = string.Join(" + ", terms);
            return terms.Count == 0 ? name : $"Unsafe.Add(ref {name}, {(terms.Count == 1 ? sum.Trim('(', ')') : sum)})";
        }
    }
}
