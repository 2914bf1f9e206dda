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

    public static void Write(SourceWriter writer, ConvolutionWeightGradient kernel, string name, SharedMethods shared)
    {
        (Grid x, Grid dy, ConvGeometry g) = (kernel.X, kernel.Dy, kernel.Geometry);
        ChannelGroup group = kernel.Group;
        int lines = Block(dy.Height, sizeof(float) * ((g.StrideHeight * x.LineStride) + dy.LineStride));
        int blocks = dy.Height / lines;
        Part part = PartOf(group, g, WideRows);
        string method = PartMethod(kernel, group, lines, part, name, shared);
        using (writer.Braces("for (; samples > 0; samples--)"))
        {
            int first = x.Origin - (g.PadTop * x.LineStride) - (g.PadLeft * x.PixelStride);
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
    private static void WriteParts(SourceWriter writer, ConvolutionWeightGradient kernel, ChannelGroup group, Part part, string method, string xb, string dyb)
    {
        (Grid x, ConvGeometry g) = (kernel.X, kernel.Geometry);
        var offsets = new Distances();
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
    private static string PartMethod(ConvolutionWeightGradient kernel, ChannelGroup group, int lines, Part part, string name, SharedMethods shared)
    {
        SourceWriter body = SourceWriter.OfPart();
        TileWriter.ForEachWidth(
            body,
            () => WriteRows(body, kernel, lines, part, new Tiling.Tile(group.OutputVectors == 1 ? 16 : 8, 3), WideRows, name, shared),
            () => WriteRows(body, kernel, lines, part, new Tiling.Tile(6, 1), NarrowRows, name, shared));
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
    private static Part PartOf(ChannelGroup group, ConvGeometry g, int leastRows)
        => group.Inputs >= leastRows ? Part.Pixel : group.Inputs * g.KernelWidth >= leastRows ? Part.Line : Part.All;

    // The lines of a block: as many as stay in the cache, if they divide the whole.
    private static int Block(int height, int lineBytes)
    {
        int most = Math.Max(1, Math.Min(height, BlockBytes / lineBytes));
        int lines = Tiling.Divisor(height, most);
        return height % lines == 0 ? lines : height;
    }

    // Smaller tiles may take smaller parts of what the method is given.
    private static void WriteRows(
        SourceWriter writer, ConvolutionWeightGradient kernel, int lines, Part given, Tiling.Tile tile, int leastRows, string name, SharedMethods shared)
    {
        (Grid x, ConvGeometry g, int inputs) = (kernel.X, kernel.Geometry, kernel.Group.Inputs);
        (int line, int pixel) = (g.DilationHeight * x.LineStride, g.DilationWidth * x.PixelStride);
        Part part = PartOf(kernel.Group, g, leastRows);

        // What tiles are cut between: channels, positions of a line with all of their channels, or whole lines of the kernel.
        (int units, int rows, int step) = part switch
        {
            Part.Pixel => (inputs, 1, x.ChannelStride),
            Part.Line => (g.KernelWidth, inputs, pixel),
            _ => (g.KernelHeight, g.KernelWidth * inputs, line),
        };
        int width = Tiling.Divisor(units, Math.Max(1, tile.Rows / rows));
        var tiles = new TileWriter(kernel.Sums(lines, RowOffsets()), SumFunctions.None, name, shared);
        (string atX, string atGradient) = ("x", "gradient");
        using (Loop("ky", given == Part.All && part != Part.All ? g.KernelHeight : 1, line, g.KernelWidth * inputs * kernel.RowStride))
        using (Loop("kx", given != Part.Pixel && part == Part.Pixel ? g.KernelWidth : 1, pixel, inputs * kernel.RowStride))
        {
            tiles.WriteAll(writer, isByColumns: false, new Tiling.Tile(width * rows, tile.Columns), atX, "dy", null, atGradient, units * rows);
        }

        Offsets RowOffsets()
        {
            int group = part == Part.All ? g.KernelWidth * inputs : inputs;
            if (part == Part.Pixel)
            {
                return step;
            }

            // A line's rows are pixels and channels: one distance tells them apart where a pixel has one channel.
            return part == Part.Line ? (inputs == 1 ? step : new Offsets(x.ChannelStride, group, step))
                : inputs == 1 ? new Offsets(pixel, group, step)
                : default(Offsets) with
                {
                    List = (from ky in Enumerable.Range(0, units)
                            from kx in Enumerable.Range(0, g.KernelWidth)
                            from i in Enumerable.Range(0, inputs)
                            select (ky * line) + (kx * pixel) + (i * x.ChannelStride)).ToEquatableArray(),
                };
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

    /// <summary>How much of the kernel a tile's rows are taken from.</summary>
    private enum Part
    {
        Pixel,
        Line,
        All,
    }

    /// <summary>The distances that loops add up to, as the generated code says them.</summary>
    private sealed class Distances
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
