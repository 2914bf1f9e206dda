using StaticNet.Generator.Analysis;
using StaticNet.Generator.Lowering;

namespace StaticNet.Generator.Emission;

/// <summary>
/// Writes <see cref="BatchMean"/>, <see cref="BatchVariance"/>, <see cref="BatchNormParameterGradient"/> and <see cref="BatchNormInputGradient"/>: they wait
/// for memory whatever their code knows, so one that is written once does for all shapes.
/// </summary>
internal static class BatchNormEmitter
{
    public static void Write(SourceWriter writer, BatchMean kernel)
        => writer.Line($"BatchNormalization.Mean({Pixels("x", kernel.X)}, ref mean, ref running, {Literal.Of(kernel.Momentum)}, samples);");

    public static void Write(SourceWriter writer, BatchVariance kernel)
        => writer.Line($"BatchNormalization.Variance({Pixels("x", kernel.X)}, ref mean, ref variance, ref running, {Literal.Of(kernel.Momentum)}, samples);");

    public static void Write(SourceWriter writer, BatchNormParameterGradient kernel)
    {
        WritePixels(writer, ("x", kernel.X), ("dy", kernel.Dy));
        writer.Line($"BatchNormalization.ParameterGradient(xs, dys, ref mean, ref variance, ref weightGradient, ref biasGradient, {Literal.Of(kernel.Epsilon)}, samples);");
    }

    public static void Write(SourceWriter writer, BatchNormInputGradient kernel)
    {
        WritePixels(writer, ("x", kernel.X), ("dy", kernel.Dy), ("dx", kernel.Dx));
        writer.Line(
            "BatchNormalization.InputGradient(xs, dys, dxs, ref weight, ref weightGradient, ref biasGradient, ref mean, ref variance, "
            + $"{Literal.Of(kernel.Epsilon)}, samples);");
    }

    private static void WritePixels(SourceWriter writer, params (string Name, Grid Grid)[] values)
    {
        foreach ((string name, Grid grid) in values)
        {
            writer.Line($"var {name}s = {Pixels(name, grid)};");
        }
    }

    private static string Pixels(string name, Grid grid)
    {
        int line = grid.Vectors * DenseStorage.Lanes * grid.Width;
        bool isDense = grid.Origin == 0 && grid.SampleStride == line * grid.Height;
        string strides = isDense ? "" : $", line: {Literal.Of(grid.LineStride)}, sample: {Literal.Of(grid.SampleStride)}, origin: {Literal.Of(grid.Origin)}";
        return $"new PixelView(ref {name}, {Literal.Of(grid.Channels)}, {Literal.Of(grid.Height)}, {Literal.Of(grid.Width)}{strides})";
    }
}
