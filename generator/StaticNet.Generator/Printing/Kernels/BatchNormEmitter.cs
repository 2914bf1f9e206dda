using StaticNet.Generator.Ir;

namespace StaticNet.Generator.Printing;

/// <summary>
/// Writes <see cref="BatchStatistics"/> and <see cref="BatchNormGradient"/>: they wait for memory whatever their code knows, so one that is written once does for all
/// shapes.
/// </summary>
internal static class BatchNormEmitter
{
    public static void Write(SourceWriter writer, BatchStatistics kernel)
        => writer.Line($"BatchNormalization.Statistics({GridWriter.View("x", kernel.X)}, ref statistics, norm, {Literal.Of(kernel.Momentum)}, part);");

    public static void Write(SourceWriter writer, BatchNormGradient kernel)
    {
        string views = $"{GridWriter.View("x", kernel.X)}, {GridWriter.View("dy", kernel.Dy)}";
        string epsilon = Literal.Of(kernel.Epsilon);
        writer.Line(kernel.Dx is { } dx
            ? $"BatchNormalization.Gradient({views}, {GridWriter.View("dx", dx)}, ref weight, gradients, ref statistics, {epsilon}, part);"
            : $"BatchNormalization.ParameterGradient({views}, ref statistics, gradients, {epsilon}, part);");
    }
}
