using StaticNet.Generator.Ir;

namespace StaticNet.Generator.Printing;

/// <summary>Writes <see cref="Resample"/> and <see cref="ResampleGradient"/>: calls of the runtime.</summary>
internal static class ResamplingEmitter
{
    public static void Write(SourceWriter writer, Resample kernel)
        => writer.Line($"Loops.Resample({Map(kernel.Lines)}, {Map(kernel.Pixels)}, {GridWriter.View("x", kernel.X)}, {GridWriter.View("y", kernel.Y)}, samples);");

    public static void Write(SourceWriter writer, ResampleGradient kernel)
    {
        writer.Line($"Lanes.Clear(ref dx, samples * {Literal.Of(kernel.Dx.SampleStride)}); // each pixel adds what it gives");
        writer.Line($"Loops.ResampleGradient({Map(kernel.Lines)}, {Map(kernel.Pixels)}, {GridWriter.View("dy", kernel.Dy)}, {GridWriter.View("dx", kernel.Dx)}, samples);");
    }

    private static string Map(AxisMap map) => $"AxisMap.{map.Kind}({Literal.Of(map.Number)}, {Literal.Of(map.Length)})";
}
