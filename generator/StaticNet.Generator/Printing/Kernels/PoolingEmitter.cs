using System.Linq;
using StaticNet.Generator.Ir;
using StaticNet.Generator.Model;

namespace StaticNet.Generator.Printing;

/// <summary>Writes <see cref="Pooling"/>, <see cref="PoolingGradient"/>, and the means over all pixels: calls of the runtime, which waits for memory whatever it knows.</summary>
internal static class PoolingEmitter
{
    public static void Write(SourceWriter writer, Pooling kernel)
        => writer.Line(
            $"Pooling.{(kernel.Mean != PoolMean.None ? "Mean" : "Largest")}({Windows(kernel.Geometry, kernel.Mean)}, {GridWriter.View("x", kernel.X)}, {GridWriter.View("y", kernel.Y)}, samples);");

    public static void Write(SourceWriter writer, PoolingGradient kernel)
    {
        string gradients = $"{GridWriter.View("dy", kernel.Dy)}, {GridWriter.View("dx", kernel.Dx)}";
        writer.Line($"Lanes.Clear(ref dx, samples * {Literal.Of(kernel.Dx.SampleStride)}); // each window adds what it gives");
        writer.Line(kernel.Mean != PoolMean.None
            ? $"Pooling.MeanGradient({Windows(kernel.Geometry, kernel.Mean)}, {gradients}, samples);"
            : $"Pooling.LargestGradient({Windows(kernel.Geometry, kernel.Mean)}, {GridWriter.View("x", kernel.X)}, {GridWriter.View("y", kernel.Y)}, {gradients}, samples);");
    }

    public static void Write(SourceWriter writer, GlobalMean kernel)
        => writer.Line($"Loops.MeanOfPixels({GridWriter.View("x", kernel.X)}, {GridWriter.View("y", kernel.Y with { Length = kernel.X.Channels })}, samples);");

    public static void Write(SourceWriter writer, GlobalMeanGradient kernel)
        => writer.Line($"Loops.MeanOfPixelsGradient({GridWriter.View("dy", kernel.Dy with { Length = kernel.Dx.Channels })}, {GridWriter.View("dx", kernel.Dx)}, samples);");

    public static void Write(SourceWriter writer, GlobalLargest kernel)
        => writer.Line($"Loops.LargestOfPixels({GridWriter.View("x", kernel.X)}, {GridWriter.View("y", kernel.Y with { Length = kernel.X.Channels })}, samples);");

    public static void Write(SourceWriter writer, GlobalLargestGradient kernel)
    {
        (Row y, Row dy) = (kernel.Y with { Length = kernel.X.Channels }, kernel.Dy with { Length = kernel.X.Channels });
        writer.Line($"Loops.LargestOfPixelsGradient({GridWriter.View("x", kernel.X)}, {GridWriter.View("y", y)}, {GridWriter.View("dy", dy)}, {GridWriter.View("dx", kernel.Dx)}, samples);");
    }

    private static string Windows(ConvGeometry g, PoolMean mean)
    {
        int[] sizes = [g.KernelHeight, g.KernelWidth, g.StrideHeight, g.StrideWidth];
        int[] padding = g.PadTop == 0 && g.PadLeft == 0 ? [] : [g.PadTop, g.PadLeft];
        string counted = mean switch
        {
            PoolMean.OfPadded => $" {{ PadBottom = {Literal.Of(g.PadBottom)}, PadRight = {Literal.Of(g.PadRight)} }}",
            PoolMean.OfValues => " { CountsPadding = false }",
            PoolMean.None when g.DilationHeight > 1 || g.DilationWidth > 1 => $" {{ DilationHeight = {Literal.Of(g.DilationHeight)}, DilationWidth = {Literal.Of(g.DilationWidth)} }}",
            _ => "",
        };
        return $"new Windows({string.Join(", ", sizes.Concat(padding).Select(Literal.Of))}){counted}";
    }
}
