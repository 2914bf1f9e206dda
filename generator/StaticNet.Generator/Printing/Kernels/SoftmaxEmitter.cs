using StaticNet.Generator.Ir;

namespace StaticNet.Generator.Printing;

/// <summary>Writes <see cref="SoftmaxKernel"/> and <see cref="SoftmaxGradient"/>: calls of the runtime; and what losses have of them.</summary>
internal static class SoftmaxEmitter
{
    public static void Write(SourceWriter writer, SoftmaxKernel kernel)
        => writer.Line($"Loops.{(kernel.IsLog ? "LogSoftmax" : "Softmax")}({GridWriter.View("x", kernel.X)}, {GridWriter.View("y", kernel.Y)}, samples);");

    public static void Write(SourceWriter writer, SoftmaxGradient kernel)
    {
        string views = $"{GridWriter.View("y", kernel.Y)}, {GridWriter.View("dy", kernel.Dy)}, {GridWriter.View("dx", kernel.Dx)}";
        writer.Line($"Loops.{(kernel.IsLog ? "LogSoftmaxGradient" : "SoftmaxGradient")}({views}, samples);");
    }

    /// <summary>
    /// Writes <c>largest</c>, the largest value of a row in every lane. It is only subtracted before an exponential, which is NaN where a value
    /// is: the instruction of the machine will do, which differ in what they make of a NaN.
    /// </summary>
    public static void WriteLargest(SourceWriter writer, Row row, string name)
    {
        writer.Line("Vector512<float> largest = Vector512.Create(float.NegativeInfinity);");
        RowWriter.ForEachVector(writer, row, (place, lanes) =>
            writer.Line($"largest = Vector512.MaxNative(largest, {RowWriter.LoadMasked(row, name, place, lanes, "float.NegativeInfinity")});"));
        writer.Line("largest = Vector512.Create(Lanes.FoldMax(largest));");
    }

    /// <summary>The same for a row that is one vector, which has a name.</summary>
    public static void WriteLargest(SourceWriter writer, int lanes, string name)
        => writer.Line($"Vector512<float> largest = Vector512.Create(Lanes.FoldMax({RowWriter.Mask(name, lanes, "float.NegativeInfinity")}));");
}
