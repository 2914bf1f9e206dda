using StaticNet.Generator.Ir;

namespace StaticNet.Generator.Printing;

/// <summary>Writes reductions along axes and exchanged axes: calls of the runtime.</summary>
internal static class ReductionEmitter
{
    public static void Write(SourceWriter writer, AxisSum kernel)
        => writer.Line($"Reduction.Sum({GridWriter.View("x", kernel.X)}, {GridWriter.View("y", kernel.Y)}, ReducedAxis.{kernel.Axis}, {Literal.Of(kernel.Factor)}, samples);");

    public static void Write(SourceWriter writer, AxisSumGradient kernel)
        => writer.Line($"Reduction.SumGradient({GridWriter.View("dy", kernel.Dy)}, {GridWriter.View("dx", kernel.Dx)}, ReducedAxis.{kernel.Axis}, {Literal.Of(kernel.Factor)}, samples);");

    public static void Write(SourceWriter writer, AxisLargest kernel)
        => writer.Line($"Reduction.Largest({GridWriter.View("x", kernel.X)}, {GridWriter.View("y", kernel.Y)}, ReducedAxis.{kernel.Axis}, samples);");

    public static void Write(SourceWriter writer, AxisLargestGradient kernel)
    {
        string views = $"{GridWriter.View("x", kernel.X)}, {GridWriter.View("y", kernel.Y)}, {GridWriter.View("dy", kernel.Dy)}, {GridWriter.View("dx", kernel.Dx)}";
        writer.Line($"Reduction.LargestGradient({views}, ReducedAxis.{kernel.Axis}, samples);");
    }

    public static void Write(SourceWriter writer, AxisExchange kernel)
        => writer.Line($"Reduction.Exchange({GridWriter.View("x", kernel.X)}, {GridWriter.View("y", kernel.Y)}, ReducedAxis.{kernel.First}, ReducedAxis.{kernel.Second}, samples);");
}
