using StaticNet.Generator.Ir;


namespace StaticNet.Generator.Printing;

/// <summary>
/// Writes <see cref="BatchMean"/>, <see cref="BatchVariance"/> and <see cref="BatchNormGradient"/>: they wait for memory whatever their code knows, so one
/// that is written once does for all shapes.
/// </summary>
internal static class BatchNormEmitter
{
    public static void Write(SourceWriter writer, BatchMean kernel)
        => writer.Line($"BatchNormalization.Mean({GridWriter.View("x", kernel.X)}, ref mean, ref running, {Literal.Of(kernel.Momentum)}, part);");

    public static void Write(SourceWriter writer, BatchVariance kernel)
        => writer.Line($"BatchNormalization.Variance({GridWriter.View("x", kernel.X)}, ref mean, ref variance, ref running, {Literal.Of(kernel.Momentum)}, part);");

    public static void Write(SourceWriter writer, BatchNormGradient kernel)
    {
        WriteViews(writer, ("x", kernel.X), ("dy", kernel.Dy));
        if (kernel.Dx is { } dx)
        {
            WriteViews(writer, ("dx", dx));
            writer.Line(
                "BatchNormalization.Gradient(xs, dys, dxs, ref weight, ref weightGradient, ref biasGradient, ref mean, ref variance, "
                + $"{Literal.Of(kernel.Epsilon)}, part);");
        }
        else
        {
            writer.Line($"BatchNormalization.ParameterGradient(xs, dys, ref mean, ref variance, ref weightGradient, ref biasGradient, {Literal.Of(kernel.Epsilon)}, part);");
        }
    }

    private static void WriteViews(SourceWriter writer, params (string Name, Grid Grid)[] values)
    {
        foreach ((string name, Grid grid) in values)
        {
            writer.Line($"var {name}s = {GridWriter.View(name, grid)};");
        }
    }
}
