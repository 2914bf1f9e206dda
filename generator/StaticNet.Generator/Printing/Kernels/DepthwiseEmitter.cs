using System;
using System.Collections.Generic;
using System.Linq;
using StaticNet.Generator.Analysis;
using StaticNet.Generator.Ir;
using StaticNet.Generator.Layers;
using StaticNet.Generator.Model;
using StaticNet.Generator.Scheduling;
using static StaticNet.Generator.Printing.ConvolutionWriter;

namespace StaticNet.Generator.Printing;

/// <summary>
/// Writes <see cref="DepthwiseConvolution"/>: tiles of neighbouring pixels by one vector of channels, in which a vector of x, once loaded, serves every
/// pixel whose window it lies in; and <see cref="DepthwiseWeightGradient"/>: a vector of sums a position of the kernel.
/// </summary>
internal static class DepthwiseEmitter
{
    // Up to this many weights of a line of the kernel are held in registers while x passes by.
    private const int HeldWeights = 7;

    // Pixels of a tile: with the weights in 32 registers; in 16, of which a vector takes two; and there with one weight at a time.
    private const int WidePixels = 8;
    private const int NarrowPixels = 3;
    private const int NarrowPixelsAlone = 6;

    // Up to this many multiply-adds of a tile stand in the code one by one.
    private const int UnrolledOperations = 48;

    // Sums of a gradient that are held in registers.
    private const int WideSums = 16;
    private const int NarrowSums = 6;

    public static void Write(SourceWriter writer, DepthwiseConvolution kernel, string name, SharedMethods shared)
    {
        (Grid x, Grid y) = (kernel.X, kernel.Y);

        bool isApplied = RegisterEpilogue.Takes(kernel.Functions, y);
        var sums = new RegisterEpilogue(isApplied ? kernel.Functions : default);
        var lines = new LineWriter(isApplied ? default : kernel.Functions, y, shared);
        string line = LineMethod(kernel, sums, name, shared);
        sums.WriteConstants(writer, y.Vectors);
        lines.WriteConstants(writer);
        using (writer.Braces("for (; samples > 0; samples--)"))
        {
            writer.Line($"ref float xl = ref {RowWriter.At("x", First(x, kernel.Lines, kernel.Pixels) + (Lowest(kernel) * x.PixelStride))};");
            lines.WriteStarts(writer);
            using (y.Height > 1 ? writer.Braces($"for (int line = 0; line < {Literal.Of(y.Height)}; line++)") : default)
            {
                writer.Line($"{line}(ref weight, {(kernel.HasBias ? "ref bias, " : "")}ref xl, ref yl{sums.Arguments});");
                lines.WriteLine(writer);
                if (y.Height > 1)
                {
                    writer.Line($"xl = ref {RowWriter.At("xl", kernel.Lines.Stride * x.LineStride)};");
                    lines.WriteSteps(writer);
                }
            }

            writer.Line($"x = ref {RowWriter.At("x", x.SampleStride)};");
            lines.WriteAdvance(writer);
        }
    }

    // From a sample's start to what its first pixel meets first.
    private static int First(Grid x, TapAxis lines, TapAxis pixels) => x.Origin + (lines.Start * x.LineStride) + (pixels.Start * x.PixelStride);

    // From the pixel that a tile meets first to the leftmost one of those whose weights are held.
    private static int Lowest(DepthwiseConvolution kernel) => IsHeld(kernel) ? Math.Min(0, (kernel.Pixels.Count - 1) * kernel.Pixels.Step) : 0;

    private static bool IsHeld(DepthwiseConvolution kernel) => kernel.Pixels.Count <= HeldWeights;

    // The method for a line of pixels.
    private static string LineMethod(DepthwiseConvolution kernel, RegisterEpilogue epilogue, string name, SharedMethods shared)
    {
        SourceWriter body = SourceWriter.OfPart();
        TileWriter.ForEachWidth(
            body,
            () => WriteLine(body, kernel, epilogue, WidePixels),
            () => WriteLine(body, kernel, epilogue, IsHeld(kernel) && kernel.Pixels.Count > 1 ? NarrowPixels : NarrowPixelsAlone));
        return shared.NameOf(
            name,
            "Line",
            $"A line of {Literal.Of(kernel.Y.Width)} pixels, {Literal.Of(kernel.Y.Channels)} channels each, channel by channel under a kernel of {Literal.Of(kernel.Lines.Count)} x {Literal.Of(kernel.Pixels.Count)}.",
            $"ref float weight, {(kernel.HasBias ? "ref float bias, " : "")}ref float x, ref float y{epilogue.Parameters}",
            body);
    }

    private static void WriteLine(SourceWriter writer, DepthwiseConvolution kernel, RegisterEpilogue epilogue, int pixels)
    {
        (Grid x, Grid y) = (kernel.X, kernel.Y);
        int rows = Rows(y.Width, pixels);
        int tiles = y.Width / rows;
        int rest = y.Width % rows;
        using (RowWriter.OpenVectors(writer, y.Vectors))
        {
            Place column = RowWriter.Channel(y.Vectors);
            writer.Line($"ref float xs = ref {RowWriter.At("x", column)};");
            writer.Line($"ref float ys = ref {RowWriter.At("y", column)};");
            using (tiles > 1 ? writer.Braces($"for (int tile = 0; tile < {Literal.Of(tiles)}; tile++)") : writer.Scope(rest > 0))
            {
                WriteTile(writer, kernel, epilogue, column, rows);
                if (tiles > 1 || rest > 0)
                {
                    writer.Line($"xs = ref {RowWriter.At("xs", rows * kernel.Pixels.Stride * x.PixelStride)};");
                    writer.Line($"ys = ref {RowWriter.At("ys", rows * y.PixelStride)};");
                }
            }

            if (rest > 0)
            {
                using (writer.Braces(null))
                {
                    WriteTile(writer, kernel, epilogue, column, rest);
                }
            }
        }
    }

    // Some pixels by one vector of channels.
    private static void WriteTile(
        SourceWriter writer, DepthwiseConvolution kernel, RegisterEpilogue epilogue, Place column, int rows)
    {
        (Grid x, TapAxis lines, TapAxis pixels) = (kernel.X, kernel.Lines, kernel.Pixels);
        string first = kernel.HasBias ? RowWriter.LoadVector("bias", column) : "Vector512<float>.Zero";
        RowWriter.DeclareVectors(writer, Enumerable.Range(0, rows).Select(r => ($"s{r}", r > 0 && kernel.HasBias ? "s0" : first)));

        int weights = ((lines.WeightStart * kernel.KernelWidth) + pixels.WeightStart) * kernel.RowStride;
        writer.Line($"ref float w = ref {RowWriter.At("weight", column + weights)};");
        (int lineX, int lineWeight) = (lines.Step * x.LineStride, lines.WeightStep * kernel.KernelWidth * kernel.RowStride);
        if (IsHeld(kernel) && lines.Step > 0 && lines.Count * pixels.Count * rows <= UnrolledOperations)
        {
            foreach (int ky in Enumerable.Range(0, lines.Count))
            {
                using (writer.Scope(lines.Count > 1))
                {
                    WriteTaps(writer, kernel, ("xs", ky * lineX), ("w", ky * lineWeight), pixels.Count, rows);
                }
            }
        }
        else
        {
            Loop(writer, "ky", lines.Count, ("xs", lineX), ("w", lineWeight), (xl, wl) =>
            {
                if (IsHeld(kernel))
                {
                    WriteTaps(writer, kernel, (xl, 0), (wl, 0), pixels.Count, rows);
                    return;
                }

                Loop(writer, "kx", pixels.Count, (xl, pixels.Step * x.PixelStride), (wl, pixels.WeightStep * kernel.RowStride), (xp, wp) =>
                    WriteTaps(writer, kernel, (xp, 0), (wp, 0), 1, rows));
            });
        }

        epilogue.WriteColumn(writer, column, 0);
        foreach (int r in Enumerable.Range(0, rows))
        {
            writer.Line(RowWriter.StoreVector(epilogue.Apply($"s{r}", 0), "ys", r * kernel.Y.PixelStride));
        }
    }

    // The taps of a line of the kernel, their weights in registers: vector after vector of x, each multiplied for all pixels that see it. A pixel
    // sees them in the order of the taps.
    private static void WriteTaps(
        SourceWriter writer, DepthwiseConvolution kernel, (string Name, int Offset) x, (string Name, int Offset) weight, int taps, int rows)
    {
        TapAxis pixels = kernel.Pixels;
        foreach (int m in Enumerable.Range(0, taps))
        {
            writer.Line($"Vector512<float> w{m} = {RowWriter.LoadVector(weight.Name, weight.Offset + (m * pixels.WeightStep * kernel.RowStride))};");
        }

        bool isDeclared = false;
        foreach (IGrouping<int, (int Row, int Column)> users in Pairs(rows, taps)
            .GroupBy(pair => (pair.Row * pixels.Stride) + (pair.Column * pixels.Step))
            .OrderBy(users => Math.Sign(pixels.Step) * users.Key))
        {
            string value = RowWriter.LoadVector(x.Name, x.Offset + ((users.Key - Lowest(kernel)) * kernel.X.PixelStride));
            if (users.Skip(1).Any())
            {
                writer.Line($"{(isDeclared ? "" : "Vector512<float> ")}v = {value};");
                (isDeclared, value) = (true, "v");
            }

            foreach ((int r, int m) in users)
            {
                writer.Line($"s{r} = Vector512.FusedMultiplyAdd({value}, w{m}, s{r});");
            }
        }
    }

    public static void Write(SourceWriter writer, DepthwiseWeightGradient kernel)
    {
        (Grid x, Grid dy) = (kernel.X, kernel.Dy);
        using (writer.Braces("for (; samples > 0; samples--)"))
        {
            TileWriter.ForEachWidth(writer, () => WriteSums(writer, kernel, WideSums), () => WriteSums(writer, kernel, NarrowSums));
            writer.Line($"x = ref {RowWriter.At("x", x.SampleStride)};");
            writer.Line($"dy = ref {RowWriter.At("dy", dy.SampleStride)};");
        }

        int lanes = dy.LanesOf(dy.Vectors - 1);
        if (lanes < DenseStorage.Lanes)
        {
            writer.Line("// Behind the last channel is padding, of which there is no gradient.");
            int taps = kernel.Lines.Count * kernel.Pixels.Count;
            using (taps > 1 ? writer.Braces($"for (int tap = 0; tap < {Literal.Of(taps)}; tap++)") : default)
            {
                Place last = (dy.Vectors - 1) * DenseStorage.Lanes;
                writer.Line(RowWriter.StoreVector(RowWriter.Mask(RowWriter.LoadVector("gradient", last), lanes), "gradient", last));
                writer.Line($"gradient = ref {RowWriter.At("gradient", kernel.RowStride)};");
            }
        }
    }

    // The sums of a sample. The whole kernel's are held where the registers take them; else line by line, as many as fit.
    private static void WriteSums(SourceWriter writer, DepthwiseWeightGradient kernel, int held)
    {
        (Grid x, Grid dy, TapAxis lines, TapAxis pixels) = (kernel.X, kernel.Dy, kernel.Lines, kernel.Pixels);
        bool isWhole = lines.Count * pixels.Count <= held;
        bool isUnrolled = isWhole || pixels.Count == 1;
        int lineStep = lines.Step * x.LineStride;
        (int X, int Gradient)[] taps =
        [
            .. from ky in Enumerable.Range(0, isUnrolled ? lines.Count : 1)
               from kx in Enumerable.Range(0, pixels.Count)
               select ((ky * lineStep) + (kx * pixels.Step * x.PixelStride), ((ky * pixels.Count) + kx) * kernel.RowStride),
        ];
        int parts = (taps.Length + held - 1) / held;
        using (RowWriter.OpenVectors(writer, dy.Vectors))
        {
            Place column = RowWriter.Channel(dy.Vectors);
            writer.Line($"ref float xs = ref {RowWriter.At("x", column + First(x, lines, pixels))};");
            writer.Line($"ref float dys = ref {RowWriter.At("dy", column + dy.Origin)};");
            writer.Line($"ref float g = ref {RowWriter.At("gradient", column)};");
            Loop(writer, "ky", isUnrolled ? 1 : lines.Count, ("xs", lineStep), ("g", pixels.Count * kernel.RowStride), (xl, gl) =>
            {
                for (int i = 0; i < parts; i++)
                {
                    (int start, int end) = (i * taps.Length / parts, (i + 1) * taps.Length / parts);
                    using (writer.Scope(parts > 1))
                    {
                        WritePart(writer, kernel, xl, gl, [.. taps.Skip(start).Take(end - start)]);
                    }
                }
            });
        }
    }

    // The sums of some taps over all pixels of a sample.
    private static void WritePart(SourceWriter writer, DepthwiseWeightGradient kernel, string x, string gradient, (int X, int Gradient)[] taps)
    {
        (Grid xs, Grid dy) = (kernel.X, kernel.Dy);
        RowWriter.DeclareVectors(writer, taps.Select((tap, i) => ($"s{i}", RowWriter.LoadVector(gradient, tap.Gradient))));
        Loop(writer, "line", dy.Height, (x, kernel.Lines.Stride * xs.LineStride), ("dys", dy.LineStride), (xl, dyl) =>
            Loop(writer, "pixel", dy.Width, (xl, kernel.Pixels.Stride * xs.PixelStride), (dyl, dy.PixelStride), (xp, dyp) =>
            {
                writer.Line($"Vector512<float> d = {RowWriter.LoadVector(dyp, 0)};");
                for (int i = 0; i < taps.Length; i++)
                {
                    writer.Line($"s{i} = Vector512.FusedMultiplyAdd({RowWriter.LoadVector(xp, taps[i].X)}, d, s{i});");
                }
            }));
        for (int i = 0; i < taps.Length; i++)
        {
            writer.Line(RowWriter.StoreVector($"s{i}", gradient, taps[i].Gradient));
        }
    }

    // A loop through which two references walk; none for a single turn. The body gets their names.
    private static void Loop(
        SourceWriter writer, string variable, int count, (string Name, int Step) a, (string Name, int Step) b, Action<string, string> body)
    {
        if (count == 1)
        {
            body(a.Name, b.Name);
            return;
        }

        (string nameA, string nameB) = ($"{a.Name}_{variable}", $"{b.Name}_{variable}");
        writer.Line($"ref float {nameA} = ref {a.Name};");
        writer.Line($"ref float {nameB} = ref {b.Name};");
        using (writer.Braces($"for (int {variable} = 0; {variable} < {Literal.Of(count)}; {variable}++)"))
        {
            body(nameA, nameB);
            writer.Line($"{nameA} = ref {RowWriter.At(nameA, a.Step)};");
            writer.Line($"{nameB} = ref {RowWriter.At(nameB, b.Step)};");
        }
    }
}
