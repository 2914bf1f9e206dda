using System;
using System.Collections.Generic;
using System.Linq;
using StaticNet.Generator.Ir;
using StaticNet.Generator.Model;
using StaticNet.Generator.Scheduling;
using static StaticNet.Generator.Printing.ConvolutionWriter;

namespace StaticNet.Generator.Printing;

/// <summary>Writes <see cref="ConvolutionInputGradient"/>: register tiles of pixels by input channels, whose sums are folded.</summary>
internal static class ConvolutionInputGradientEmitter
{
    private const int FoldedPixels = 4;
    private const int FoldedChannels = 4;

    public static void Write(SourceWriter writer, ConvolutionInputGradient kernel)
    {
        (Grid dy, Grid dx, ConvGeometry g) = (kernel.Dy, kernel.Dx, kernel.Geometry);
        Group group = Group.Of(dx.Channels, dy.Channels, g);
        using (writer.Braces("for (; samples > 0; samples--)"))
        {
            using (WriteGroups(writer, g, ("dyg", "dy", group.Outputs), ("dxg", "dx", group.Inputs), ("wg", "weight", group.Outputs)))
            {
                int phases = Math.Min(g.StrideHeight, dx.Height) * Math.Min(g.StrideWidth, dx.Width);
                for (int py = 0; py < Math.Min(g.StrideHeight, dx.Height); py++)
                {
                    for (int px = 0; px < Math.Min(g.StrideWidth, dx.Width); px++)
                    {
                        using (writer.Scope(phases > 1))
                        {
                            WritePhase(writer, kernel, group, py, px);
                        }
                    }
                }
            }

            writer.Line($"dy = ref {RowWriter.At("dy", dy.SampleStride)};");
            writer.Line($"dx = ref {RowWriter.At("dx", dx.SampleStride)};");
        }
    }

    // The input pixels py + stride * i, px + stride * i: all of them meet the same positions of the kernel.
    private static void WritePhase(SourceWriter writer, ConvolutionInputGradient kernel, Group group, int py, int px)
    {
        (Grid dy, Grid dx, ConvGeometry g) = (kernel.Dy, kernel.Dx, kernel.Geometry);
        ConvTaps vertical = ConvTaps.Of(py, g.KernelHeight, g.StrideHeight, g.PadHeight, g.DilationHeight);
        ConvTaps horizontal = ConvTaps.Of(px, g.KernelWidth, g.StrideWidth, g.PadWidth, g.DilationWidth);
        int lines = (dx.Height - py + g.StrideHeight - 1) / g.StrideHeight;
        int pixels = (dx.Width - px + g.StrideWidth - 1) / g.StrideWidth;
        int channelBlocks = group.Inputs / FoldedChannels;
        int channelRest = group.Inputs % FoldedChannels;
        int to = dx.Origin + (py * dx.LineStride) + (px * dx.PixelStride);
        int from = dy.Origin + (vertical.Start * dy.LineStride) + (horizontal.Start * dy.PixelStride);
        int row = ((vertical.First * g.KernelWidth) + horizontal.First) * group.Inputs * kernel.RowStride;

        string ofGroup = g.Groups > 1 ? "g" : "";
        string weight = g.Groups > 1 ? "wg" : "weight";
        writer.Line($"ref float dxl = ref {RowWriter.At("dx" + ofGroup, to)};");
        writer.Line($"ref float dyl = ref {RowWriter.At("dy" + ofGroup, from)};");
        if (row != 0)
        {
            writer.Line($"ref float wp = ref {RowWriter.At(weight, row)};");
            weight = "wp";
        }

        using (writer.Braces($"for (int line = 0; line < {lines}; line++)"))
        {
            foreach ((int first, int count, int width) in Runs(pixels, FoldedPixels))
            {
                using (writer.Braces(count > 1 ? $"for (int tile = 0; tile < {count}; tile++)" : null))
                {
                    writer.Line($"ref float dxs = ref Unsafe.Add(ref dxl, {Tile(first, width, count, g.StrideWidth * dx.PixelStride)});");
                    writer.Line($"ref float dys = ref Unsafe.Add(ref dyl, {Tile(first, width, count, dy.PixelStride)});");
                    if (channelBlocks > 0)
                    {
                        bool loops = channelBlocks > 1;
                        using (loops
                            ? writer.Braces($"for (nuint i = 0; i < {channelBlocks * FoldedChannels}; i += {FoldedChannels})")
                            : writer.Scope(channelRest > 0))
                        {
                            WriteFoldedTile(writer, kernel, group, vertical, horizontal, width, FoldedChannels, new Place(loops ? "i" : null, 0), weight);
                        }
                    }

                    if (channelRest > 0)
                    {
                        using (writer.Scope(channelBlocks > 0))
                        {
                            WriteFoldedTile(writer, kernel, group, vertical, horizontal, width, channelRest, channelBlocks * FoldedChannels, weight);
                        }
                    }
                }
            }

            writer.Line($"dxl = ref {RowWriter.At("dxl", g.StrideHeight * dx.LineStride)};");
            writer.Line($"dyl = ref {RowWriter.At("dyl", dy.LineStride)};");
        }
    }

    private static void WriteFoldedTile(
        SourceWriter writer,
        ConvolutionInputGradient kernel,
        Group group,
        ConvTaps vertical,
        ConvTaps horizontal,
        int rows,
        int columns,
        Place channel,
        string weight)
    {
        (Grid dy, Grid dx, ConvGeometry g) = (kernel.Dy, kernel.Dx, kernel.Geometry);
        if (vertical.Count == 0 || horizontal.Count == 0)
        {
            foreach (int r in Enumerable.Range(0, rows))
            {
                writer.Line($"Lanes.Clear(ref {RowWriter.At("dxs", channel + (r * g.StrideWidth * dx.PixelStride))}, {columns});");
            }

            return;
        }

        RowWriter.DeclareVectors(writer, Pairs(rows, columns).Select(static pair => ($"s{pair.Row}_{pair.Column}", "Vector512<float>.Zero")));
        writer.Line($"ref float wy = ref {(channel.IsZero ? weight : $"Unsafe.Add(ref {weight}, {Scaled(channel, kernel.RowStride)})")};");
        writer.Line("ref float dyy = ref dys;");
        using (writer.Braces($"for (int ky = 0; ky < {vertical.Count}; ky++)"))
        {
            writer.Line("ref float wk = ref wy;");
            writer.Line("ref float dyk = ref dyy;");
            using (writer.Braces($"for (int kx = 0; kx < {horizontal.Count}; kx++)"))
            {
                int whole = group.IsWhole ? group.OutputVectors : group.OutputVectors - 1;
                if (whole > 2)
                {
                    using (writer.Braces($"for (nuint o = 0; o < {whole * 16}; o += 16)"))
                    {
                        WriteTerm(new Place("o", 0), 16);
                    }
                }
                else
                {
                    foreach (int v in Enumerable.Range(0, whole))
                    {
                        using (writer.Scope(group.OutputVectors > 1))
                        {
                            WriteTerm(v * 16, 16);
                        }
                    }
                }

                if (!group.IsWhole)
                {
                    using (writer.Scope(whole > 0))
                    {
                        WriteTerm(whole * 16, group.OutputLanes(whole));
                    }
                }

                writer.Line($"wk = ref {RowWriter.At("wk", horizontal.Step * group.Inputs * kernel.RowStride)};");
                writer.Line($"dyk = ref {RowWriter.At("dyk", -horizontal.OutputStep * dy.PixelStride)};");
            }

            writer.Line($"wy = ref {RowWriter.At("wy", vertical.Step * g.KernelWidth * group.Inputs * kernel.RowStride)};");
            writer.Line($"dyy = ref {RowWriter.At("dyy", -vertical.OutputStep * dy.LineStride)};");
        }

        foreach (int r in Enumerable.Range(0, rows))
        {
            string[] sums = Enumerable.Range(0, columns).Select(c => $"s{r}_{c}").ToArray();
            string at = RowWriter.At("dxs", channel + (r * g.StrideWidth * dx.PixelStride));
            writer.Line(columns == 1 ? $"{at} = Lanes.Fold({sums[0]});" : $"Lanes.Store({DotProductEmitter.Fold(sums)}, ref {at}, {columns});");
        }

        void WriteTerm(Place place, int lanes)
        {
            // Without groups the lanes behind the last channel are padding: they are masked, and the rows are there to be read.
            bool isExact = g.Groups > 1;
            foreach (int c in Enumerable.Range(0, columns))
            {
                writer.Line($"Vector512<float> w{c} = {Partial("wk", place + (c * kernel.RowStride), lanes, isExact)};");
            }

            foreach (int r in Enumerable.Range(0, rows))
            {
                string value = Partial("dyk", place + (r * dy.PixelStride), lanes, isExact);
                writer.Line(r == 0 ? $"Vector512<float> v = {value};" : $"v = {value};");
                foreach (int c in Enumerable.Range(0, columns))
                {
                    writer.Line($"s{r}_{c} = Vector512.FusedMultiplyAdd(v, w{c}, s{r}_{c});");
                }
            }
        }
    }
}
