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
    public static void Write(SourceWriter writer, ConvolutionInputGradient kernel, string name, SharedMethods shared)
    {
        (Grid dy, Grid dx, ConvGeometry g) = (kernel.Dy, kernel.Dx, kernel.Geometry);
        ChannelGroup group = kernel.Group;
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
                            WritePhase(writer, kernel, group, py, px, name, shared);
                        }
                    }
                }
            }

            writer.Line($"dy = ref {RowWriter.At("dy", dy.SampleStride)};");
            writer.Line($"dx = ref {RowWriter.At("dx", dx.SampleStride)};");
        }
    }

    // The input pixels py + stride * i, px + stride * i: all of them meet the same positions of the kernel.
    private static void WritePhase(SourceWriter writer, ConvolutionInputGradient kernel, ChannelGroup group, int py, int px, string name, SharedMethods shared)
    {
        (Grid dy, Grid dx, ConvGeometry g) = (kernel.Dy, kernel.Dx, kernel.Geometry);
        ConvTaps vertical = ConvTaps.Of(py, g.KernelHeight, g.StrideHeight, g.PadTop, g.DilationHeight);
        ConvTaps horizontal = ConvTaps.Of(px, g.KernelWidth, g.StrideWidth, g.PadLeft, g.DilationWidth);
        TileWriter? sums = vertical.Count * horizontal.Count > 0 ? new TileWriter(kernel.Sums(vertical, horizontal), SumFunctions.None, name, shared) : null;
        int lines = (dx.Height - py + g.StrideHeight - 1) / g.StrideHeight;
        int pixels = (dx.Width - px + g.StrideWidth - 1) / g.StrideWidth;
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
            if (sums is null)
            {
                using (writer.Braces($"for (int pixel = 0; pixel < {Literal.Of(pixels)}; pixel++)"))
                {
                    writer.Line($"Lanes.Clear(ref Unsafe.Add(ref dxl, pixel * {Literal.Of(g.StrideWidth * dx.PixelStride)}), {Literal.Of(group.Inputs)});");
                }
            }
            else
            {
                TileWriter.ForEachWidth(writer, Tiling.Folded(group.Inputs, partials: 1), tile =>
                    sums.WriteAll(writer, isByColumns: false, tile, "dyl", weight, null, "dxl", pixels));
            }

            writer.Line($"dxl = ref {RowWriter.At("dxl", g.StrideHeight * dx.LineStride)};");
            writer.Line($"dyl = ref {RowWriter.At("dyl", dy.LineStride)};");
        }
    }
}
