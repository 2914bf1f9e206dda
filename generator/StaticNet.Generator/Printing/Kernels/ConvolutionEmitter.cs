using System;
using System.Collections.Generic;
using System.Linq;
using StaticNet.Generator.Ir;
using StaticNet.Generator.Layers;
using StaticNet.Generator.Model;
using StaticNet.Generator.Scheduling;

namespace StaticNet.Generator.Printing;

/// <summary>
/// Writes <see cref="Convolution"/>: a method for a line of sums, register tiles of neighbouring pixels by vectors of channels, which all
/// convolutions of that shape share; and around it the lines and samples, with what is applied to a line while it is in the cache. And
/// <see cref="WeightTranspose"/>.
/// </summary>
internal static class ConvolutionEmitter
{
    // In terms.
    private const int LongSum = 128;

    public static void Write(SourceWriter writer, Convolution kernel, string name, SharedMethods shared)
    {
        if (ConvolutionCost.PrefersPixelLanes(kernel))
        {
            PixelLanesEmitter.Write(writer, kernel, name, shared);
            return;
        }

        kernel = LongLines.Join(kernel);
        (Grid x, Grid y, ConvGeometry g) = (kernel.X, kernel.Y, kernel.Geometry);
        ChannelGroup group = kernel.Group;
        bool hasPhases = kernel.Phases.Count > 0;

        // Groups may begin in the midst of a vector of channels: those are scaled when the line is whole. So are long sums: beside them another load and
        // store are nothing, and the method for a line of them serves training too.
        int terms = g.KernelHeight * g.KernelWidth * group.Inputs;
        bool isApplied = RegisterEpilogue.Takes(kernel.Functions, y)
            && ((g.Groups == 1 && terms < LongSum) || kernel.Functions.All(static function => function is StoreFunction.Activate));
        var sums = new RegisterEpilogue(isApplied ? kernel.Functions : default);
        var lines = new LineWriter(isApplied ? default : kernel.Functions, y, shared);
        string line = LineMethod(kernel, group, sums, name, shared);

        sums.WriteConstants(writer, y.Vectors);
        lines.WriteConstants(writer);
        if (hasPhases)
        {
            WriteTables(writer, kernel.Phases);
        }

        using (writer.Braces("for (; samples > 0; samples--)"))
        {
            writer.Line($"ref float xl = ref {RowWriter.At("x", x.Origin - (g.PadTop * x.LineStride) - (g.PadLeft * x.PixelStride))};");
            lines.WriteStarts(writer);
            if (hasPhases)
            {
                WritePhases(writer, kernel, line);
            }
            else
            {
                using (y.Height > 1 ? writer.Braces($"for (int line = 0; line < {Literal.Of(y.Height)}; line++)") : default)
                {
                    WriteCall(writer, kernel, group, line, sums.Arguments);
                    lines.WriteLine(writer);
                    if (y.Height > 1)
                    {
                        writer.Line($"xl = ref {RowWriter.At("xl", g.StrideHeight * x.LineStride)};");
                        lines.WriteSteps(writer);
                    }
                }
            }

            writer.Line($"x = ref {RowWriter.At("x", x.SampleStride)};");
            lines.WriteAdvance(writer);
        }
    }

    // A line of one group's channels.
    private static void WriteCall(SourceWriter writer, Convolution kernel, ChannelGroup group, string line, string more)
    {
        ConvGeometry g = kernel.Geometry;
        using (g.Groups > 1 ? writer.Braces($"for (int group = 0; group < {Literal.Of(g.Groups)}; group++)") : default)
        {
            string bias = kernel.HasBias ? $"ref {At("bias", group.Outputs)}, " : "";
            writer.Line($"{line}(ref {At("weight", group.Outputs)}, {bias}ref {At("xl", group.Inputs * kernel.X.ChannelStride)}, ref {At("yl", group.Outputs)}{more});");
        }

        string At(string name, int step) => g.Groups > 1 ? $"Unsafe.Add(ref {name}, group * {Literal.Of(step)})" : name;
    }

    // On the stack. A ReadOnlySpan of constants lies in the assembly, but the call that finds it there allocates in a Debug build.
    private static void WriteTables(SourceWriter writer, EquatableArray<ConvolutionPhase> phases)
    {
        Table("kernelHeights", static phase => phase.KernelHeight);
        Table("kernelWidths", static phase => phase.KernelWidth);
        Table("fromX", static phase => phase.X);
        Table("fromY", static phase => phase.Y);
        Table("fromWeight", static phase => phase.Weight);

        void Table(string name, Func<ConvolutionPhase, int> value)
            => writer.Line($"Span<int> {name} = [{string.Join(", ", phases.Select(phase => Literal.Of(value(phase))))}];");
    }

    // Phase by phase, each with its own part of the kernel.
    private static void WritePhases(SourceWriter writer, Convolution kernel, string line)
    {
        (Grid x, Grid y, ConvGeometry g) = (kernel.X, kernel.Y, kernel.Geometry);
        using (writer.Braces($"for (int phase = 0; phase < {Literal.Of(kernel.Phases.Count)}; phase++)"))
        {
            writer.Line("ref float xp = ref Unsafe.Add(ref xl, fromX[phase]);");
            writer.Line("ref float yp = ref Unsafe.Add(ref yl, fromY[phase]);");
            using (writer.Braces($"for (int line = 0; line < {Literal.Of(y.Height)}; line++)"))
            {
                writer.Line($"{line}(ref Unsafe.Add(ref weight, fromWeight[phase]), ref xp, ref yp, kernelHeights[phase], kernelWidths[phase]);");
                writer.Line($"xp = ref {RowWriter.At("xp", g.StrideHeight * x.LineStride)};");
                writer.Line($"yp = ref {RowWriter.At("yp", y.LineStride)};");
            }
        }
    }

    // The method for the sums of a line, of one group's channels.
    private static string LineMethod(Convolution kernel, ChannelGroup group, RegisterEpilogue epilogue, string name, SharedMethods shared)
    {
        ConvGeometry g = kernel.Geometry;
        SourceWriter body = SourceWriter.OfPart();
        WriteSums(body, kernel, epilogue, name, shared);
        bool hasPhases = kernel.Phases.Count > 0;
        string kernelSize = hasPhases ? "kernelHeight x kernelWidth" : $"{Literal.Of(g.KernelHeight)} x {Literal.Of(g.KernelWidth)}";
        return shared.NameOf(
            name,
            "Line",
            $"A line of {Literal.Of(kernel.Y.Width)} pixels, {Literal.Of(group.Outputs)} channels each, from {Literal.Of(group.Inputs)} channels under a kernel of {kernelSize}.",
            $"ref float weight, {(kernel.HasBias ? "ref float bias, " : "")}ref float x, ref float y{(hasPhases ? ", int kernelHeight, int kernelWidth" : "")}{epilogue.Parameters}",
            body);
    }

    /// <summary>Writes the sums of a line, of one group's channels: from <c>x</c> and <c>weight</c> to <c>y</c>.</summary>
    /// <param name="writer">Where to write.</param>
    /// <param name="kernel">The convolution.</param>
    /// <param name="epilogue">What is applied to the sums.</param>
    /// <param name="name">The name of the kernel's method.</param>
    /// <param name="shared">The members of the class that kernels share.</param>
    public static void WriteSums(SourceWriter writer, Convolution kernel, RegisterEpilogue epilogue, string name, SharedMethods shared)
    {
        var tiles = new TileWriter(kernel.Sums, epilogue.OfSums(), name, shared);
        TileWriter.ForEachWidth(
            writer,
            Tiling.Pixels(kernel.Y.Width, kernel.Group.OutputVectors),
            tile => tiles.WriteAll(writer, isByColumns: true, tile, "x", "weight", kernel.HasBias ? "bias" : null, "y", kernel.Y.Width));
    }

    /// <summary>Writes the sums of several lines, each with weights of its own: <c>each</c> has the steps.</summary>
    public static void WriteEach(SourceWriter writer, Convolution kernel, string name, SharedMethods shared)
    {
        var tiles = new TileWriter(kernel.Sums, SumFunctions.None, name, shared);
        TileWriter.ForEachWidth(
            writer,
            Tiling.Pixels(kernel.Y.Width, kernel.Group.OutputVectors),
            tile => tiles.WriteEach(writer, tile, "x", "weight", "y", kernel.Y.Width));
    }

    public static void Write(SourceWriter writer, WeightTranspose kernel)
    {
        // A Span for the reason that WriteTables has.
        using (writer.Braces($"foreach (int tap in (Span<int>)[{string.Join(", ", kernel.Taps.Select(Literal.Of))}])"))
        {
            writer.Line($"ref float tapWeight = ref Unsafe.Add(ref weight, tap * {kernel.Inputs * kernel.RowStride});");
            writer.Line($"Lanes.Transpose(ref tapWeight, {kernel.Inputs}, {kernel.Outputs}, {kernel.RowStride}, ref transposed, {kernel.TransposedStride});");
            writer.Line($"transposed = ref Unsafe.Add(ref transposed, {kernel.Outputs * kernel.TransposedStride});");
        }
    }
}
