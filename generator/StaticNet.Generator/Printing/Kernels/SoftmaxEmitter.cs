using StaticNet.Generator.Ir;


namespace StaticNet.Generator.Printing;

/// <summary>Writes <see cref="SoftmaxKernel"/> and <see cref="SoftmaxGradient"/>.</summary>
internal static class SoftmaxEmitter
{
    public static void Write(SourceWriter writer, SoftmaxKernel kernel)
    {
        RowWriter.ForEachSample(
            writer,
            () =>
            {
                if (kernel.X.Vectors == 1)
                {
                    WriteVector(writer, kernel);
                    return;
                }

                WriteLargest(writer, kernel.X, "x");
                writer.Line();
                writer.Line("Vector512<float> sums = Vector512<float>.Zero;");
                if (kernel.IsLog)
                {
                    RowWriter.ForEachVector(writer, kernel.X, (place, lanes) =>
                        writer.Line($"sums += {RowWriter.Mask($"VectorMath.Exp({RowWriter.Load(kernel.X, "x", place, lanes)} - largest)", lanes)};"));
                    writer.Line();
                    writer.Line("Vector512<float> logSum = VectorMath.Log(Vector512.Create(Lanes.Fold(sums)));");
                    RowWriter.ForEachVector(writer, kernel.X, (place, lanes) =>
                        writer.Line(RowWriter.Store(kernel.Y, $"{RowWriter.Load(kernel.X, "x", place, lanes)} - largest - logSum", "y", place, lanes)));
                }
                else
                {
                    RowWriter.ForEachVector(writer, kernel.X, (place, lanes) =>
                    {
                        writer.Line($"Vector512<float> e = {RowWriter.Mask($"VectorMath.Exp({RowWriter.Load(kernel.X, "x", place, lanes)} - largest)", lanes)};");
                        writer.Line("sums += e;");
                        writer.Line(RowWriter.Store(kernel.Y, "e", "y", place, lanes));
                    }, declares: true);
                    writer.Line();
                    writer.Line("Vector512<float> sum = Vector512.Create(Lanes.Fold(sums));");
                    RowWriter.ForEachVector(writer, kernel.Y, (place, lanes) =>
                        writer.Line(RowWriter.Store(kernel.Y, $"{RowWriter.Load(kernel.Y, "y", place, lanes)} / sum", "y", place, lanes)));
                }
            },
            ("x", kernel.X.Stride),
            ("y", kernel.Y.Stride));
    }

    // All of a sample in one vector.
    private static void WriteVector(SourceWriter writer, SoftmaxKernel kernel)
    {
        int lanes = kernel.X.LastLanes;
        string exponential = RowWriter.Mask("VectorMath.Exp(xi - largest)", lanes);
        writer.Line($"Vector512<float> xi = {RowWriter.Load(kernel.X, "x", 0, lanes)};");
        WriteLargest(writer, lanes, "xi");
        if (kernel.IsLog)
        {
            writer.Line($"Vector512<float> logSum = VectorMath.Log(Vector512.Create(Lanes.Fold({exponential})));");
            writer.Line(RowWriter.Store(kernel.Y, "xi - largest - logSum", "y", 0, lanes));
        }
        else
        {
            writer.Line($"Vector512<float> e = {exponential};");
            writer.Line(RowWriter.Store(kernel.Y, "e / Vector512.Create(Lanes.Fold(e))", "y", 0, lanes));
        }
    }

    public static void Write(SourceWriter writer, SoftmaxGradient kernel)
    {
        RowWriter.ForEachSample(
            writer,
            () =>
            {
                writer.Line("Vector512<float> sums = Vector512<float>.Zero;");
                RowWriter.ForEachVector(writer, kernel.Gradient, (place, lanes) =>
                {
                    string dy = RowWriter.LoadMasked(kernel.Gradient, "dy", place, lanes);
                    writer.Line(kernel.IsLog
                        ? $"sums += {dy};"
                        : $"sums = Vector512.FusedMultiplyAdd({RowWriter.LoadMasked(kernel.Y, "y", place, lanes)}, {dy}, sums);");
                });
                writer.Line();
                writer.Line("Vector512<float> sum = Vector512.Create(Lanes.Fold(sums));");
                RowWriter.ForEachVector(writer, kernel.Gradient, (place, lanes) =>
                {
                    string y = RowWriter.Load(kernel.Y, "y", place, lanes);
                    string dy = RowWriter.Load(kernel.Gradient, "dy", place, lanes);
                    string dx = kernel.IsLog ? $"{dy} - (VectorMath.Exp({y}) * sum)" : $"{y} * ({dy} - sum)";
                    writer.Line(RowWriter.Store(kernel.Gradient, dx, "dx", place, lanes));
                });
            },
            ("y", kernel.Y.Stride),
            ("dy", kernel.Gradient.Stride),
            ("dx", kernel.Gradient.Stride));
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
