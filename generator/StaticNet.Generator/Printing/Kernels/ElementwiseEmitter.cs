using StaticNet.Generator.Ir;


namespace StaticNet.Generator.Printing;

/// <summary>Writes the kernels that go through values one by one: activations and their gradients.</summary>
internal static class ElementwiseEmitter
{
    public static void Write(SourceWriter writer, Elementwise kernel)
    {
        var epilogue = new Epilogue(kernel.Functions);
        epilogue.WriteConstants(writer);
        RowWriter.ForEachSample(
            writer,
            () => RowWriter.ForEachVector(writer, kernel.X, (place, lanes) =>
            {
                string y = epilogue.Apply(RowWriter.Load(kernel.X, "x", place, lanes));
                writer.Line(RowWriter.Store(kernel.Y, y, "y", place, lanes));
            }),
            ("x", kernel.X.Stride),
            ("y", kernel.Y.Stride));
    }

    public static void Write(SourceWriter writer, ElementwiseGradient kernel)
    {
        bool readsKept = kernel.Kept.Length > 0;
        (string, int)[] rows = readsKept
            ? [("kept", kernel.Kept.Stride), ("dy", kernel.Gradient.Stride), ("dx", kernel.Gradient.Stride)]
            : [("dy", kernel.Gradient.Stride), ("dx", kernel.Gradient.Stride)];
        RowWriter.ForEachSample(
            writer,
            () => RowWriter.ForEachVector(writer, kernel.Gradient, (place, lanes) =>
            {
                string kept = readsKept ? RowWriter.Load(kernel.Kept, "kept", place, lanes) : "";
                string dx = ActivationExpressions.Gradient(kernel.Function, kept, RowWriter.Load(kernel.Gradient, "dy", place, lanes));
                writer.Line(RowWriter.Store(kernel.Gradient, dx, "dx", place, lanes));
            }),
            rows);
    }

    public static void Write(SourceWriter writer, SlopeGradient kernel)
    {
        writer.Line("Vector512<float> slopes = Vector512.Create(slope);");
        writer.Line("Vector512<float> sum = Vector512<float>.Zero;");
        RowWriter.ForEachSample(
            writer,
            () => RowWriter.ForEachVector(writer, kernel.X, (place, lanes) =>
            {
                writer.Line($"Vector512<float> xi = {RowWriter.Load(kernel.X, "x", place, lanes)};");
                writer.Line($"Vector512<float> di = {RowWriter.Load(kernel.Gradient, "dy", place, lanes)};");
                writer.Line($"sum += {RowWriter.Mask("Activation.PReLUSlopeGradient(xi, di)", lanes)};");
                writer.Line(RowWriter.Store(kernel.Gradient, "Activation.PReLUGradient(xi, di, slopes)", "dx", place, lanes));
            }, declares: true),
            ("x", kernel.X.Stride),
            ("dy", kernel.Gradient.Stride),
            ("dx", kernel.Gradient.Stride));
        writer.Line("gradient += Lanes.Fold(sum);");
    }
}
