using System;
using StaticNet.Generator.Functions;
using StaticNet.Generator.Ir;
using StaticNet.Generator.Layers;
using StaticNet.Generator.Model;

namespace StaticNet.Generator.Printing;

/// <summary>
/// Writes <see cref="LossKernel"/>, once for rows of targets and once for labels. <c>scale</c> is 1 over the number that the mean is taken
/// over. The kernel returns the sum of the losses; the samples are added in double precision, one after another. What is compared output by output is
/// compared by one method for both.
/// </summary>
internal static class LossEmitter
{
    /// <summary>Up to so many classes, the runtime has the method for labels: its <c>CrossEntropyOfLabels.MostClasses</c>.</summary>
    public const int FewClasses = 16;

    /// <summary>Whether labels may stand for targets: where it is the loss of all outputs.</summary>
    public static bool TakesLabels(LossKernel kernel) => kernel.Made is null && kernel.TargetStride == kernel.Y.Length;

    /// <summary>Whether there is a method for labels; else <see cref="CallForLabels"/> is called in its place.</summary>
    public static bool WritesLabels(LossKernel kernel)
        => TakesLabels(kernel) && (kernel.Loss is not CrossEntropy || kernel.Y.Length > FewClasses || kernel.Gradient.Stride < FewClasses);

    /// <summary>Whether there is a method for the terms, which <see cref="WriteTerms"/> writes.</summary>
    public static bool HasTerms(LossKernel kernel) => kernel.Loss is not CrossEntropy;

    /// <summary>What says about the method for labels how it differs from that for targets.</summary>
    /// <param name="kernel">The kernel.</param>
    /// <param name="name">The name of the method for targets.</param>
    public static string OfLabels(LossKernel kernel, string name)
        => kernel.Loss is CrossEntropy ? "loss: L = mean of log of the sum of exp(y) - y[label], dy = (softmax(y) - (1 at the label)) / N"
            : kernel.Y.Length == 1 ? $"{name} with the labels as targets"
            : $"{name} with targets that are 1 at the label, and 0 elsewhere";

    /// <summary>The runtime's method for labels, called.</summary>
    public static string CallForLabels(LossKernel kernel, string y, string labels, string dy, string samples, string scale)
        => $"CrossEntropyOfLabels.Run({y}, {kernel.Y.Stride}, {labels}, {dy}, {kernel.Gradient.Stride}, {kernel.Y.Length}, {samples}, {scale})";

    /// <summary>Writes the body of the method for targets, or of that for labels.</summary>
    /// <param name="writer">Where to write.</param>
    /// <param name="kernel">The kernel.</param>
    /// <param name="labels">Which of the two.</param>
    /// <param name="terms">The name of the method for the terms.</param>
    public static void Write(SourceWriter writer, LossKernel kernel, bool labels, string terms)
    {
        if (kernel.Positions > 1)
        {
            string rows = $"ref y, {Literal.Of(kernel.Y.Stride)}, ref targets, {Literal.Of(TargetStride(kernel))}, ref dy, {Literal.Of(kernel.Gradient.Stride)}";
            writer.Line($"return CrossEntropyOfPositions.Run({rows}, {Literal.Of(kernel.Classes)}, {Literal.Of(kernel.Positions)}, samples, scale);");
            return;
        }

        writer.Line("double loss = 0;");
        if (kernel.Loss is not CrossEntropy)
        {
            writer.Line("Vector512<float> scales = Vector512.Create(scale);");
        }

        var targets = new Row(kernel.Y.Length, IsPadded: false); // what lies behind them may be anything
        RowWriter.ForEachSample(
            writer,
            () =>
            {
                if (kernel.Loss is CrossEntropy)
                {
                    WriteCrossEntropy(writer, kernel, targets, labels);
                }
                else
                {
                    WriteElementwise(writer, kernel, targets, labels, terms);
                }
            },
            labels
                ? [("y", kernel.Y.Stride), ("labels", 1), ("dy", kernel.Gradient.Stride)]
                : [("y", kernel.Y.Stride), ("targets", TargetStride(kernel)), ("dy", kernel.Gradient.Stride)]);
        writer.Line();
        writer.Line("return loss;");
    }

    private static int TargetStride(LossKernel kernel) => kernel.Made is { } made ? made.Stride : kernel.TargetStride;

    // L = sum of t (log(sum of exp(y)) - y), with the largest y subtracted from both.
    private static void WriteCrossEntropy(SourceWriter writer, LossKernel kernel, Row targets, bool labels)
    {
        Row y = kernel.Y;
        if (y.Vectors == 1 && !labels)
        {
            WriteCrossEntropyOfVector(writer, kernel, targets);
            return;
        }

        SoftmaxEmitter.WriteLargest(writer, y, "y");
        writer.Line();
        writer.Line("Vector512<float> sums = Vector512<float>.Zero;");
        if (!labels)
        {
            writer.Line("Vector512<float> targetSums = Vector512<float>.Zero;");
        }

        RowWriter.ForEachVector(writer, y, (place, lanes) =>
        {
            writer.Line($"Vector512<float> e = {RowWriter.Mask($"VectorMath.Exp({RowWriter.Load(y, "y", place, lanes)} - largest)", lanes)};");
            writer.Line("sums += e;");
            if (!labels)
            {
                writer.Line($"targetSums += {RowWriter.Load(targets, "targets", place, lanes)};");
            }

            writer.Line(RowWriter.Store(kernel.Gradient, "e", "dy", place, lanes));
        }, declares: true);
        writer.Line();
        writer.Line("float sum = Lanes.Fold(sums);");
        if (labels)
        {
            writer.Line("loss += VectorMath.Log(sum) - (Unsafe.Add(ref y, labels) - largest.ToScalar());");
            writer.Line("Vector512<float> factor = Vector512.Create(scale / sum);");
            RowWriter.ForEachVector(writer, y, (place, lanes) =>
                writer.Line(RowWriter.Store(kernel.Gradient, $"{RowWriter.Load(kernel.Gradient, "dy", place, lanes)} * factor", "dy", place, lanes)));
            writer.Line("Unsafe.Add(ref dy, labels) -= scale;");
        }
        else
        {
            writer.Line("Vector512<float> logSum = VectorMath.Log(Vector512.Create(sum));");
            writer.Line("Vector512<float> factor = Vector512.Create(Lanes.Fold(targetSums) * scale / sum);");
            writer.Line("Vector512<float> scales = Vector512.Create(scale);");
            writer.Line("Vector512<float> losses = Vector512<float>.Zero;");
            RowWriter.ForEachVector(writer, y, (place, lanes) =>
            {
                writer.Line($"Vector512<float> t = {RowWriter.Load(targets, "targets", place, lanes)};");
                string value = $"t * (logSum - ({RowWriter.Load(y, "y", place, lanes)} - largest))";
                writer.Line($"losses += {RowWriter.Mask(value, lanes)};");
                writer.Line(RowWriter.Store(
                    kernel.Gradient, $"({RowWriter.Load(kernel.Gradient, "dy", place, lanes)} * factor) - (t * scales)", "dy", place, lanes));
            }, declares: true);
            writer.Line("loss += Lanes.Fold(losses);");
        }
    }

    // All of a sample in one vector.
    private static void WriteCrossEntropyOfVector(SourceWriter writer, LossKernel kernel, Row targets)
    {
        Row y = kernel.Y;
        int lanes = y.LastLanes;
        writer.Line($"Vector512<float> yi = {RowWriter.Load(y, "y", 0, lanes)};");
        writer.Line($"Vector512<float> t = {RowWriter.Load(targets, "targets", 0, lanes)};");
        SoftmaxEmitter.WriteLargest(writer, lanes, "yi");
        writer.Line($"Vector512<float> e = {RowWriter.Mask("VectorMath.Exp(yi - largest)", lanes)};");
        writer.Line("float sum = Lanes.Fold(e);");
        writer.Line("Vector512<float> logSum = VectorMath.Log(Vector512.Create(sum));");
        writer.Line("Vector512<float> factor = Vector512.Create(Lanes.Fold(t) * scale / sum);");
        writer.Line(RowWriter.Store(kernel.Gradient, "(e * factor) - (t * Vector512.Create(scale))", "dy", 0, lanes));
        writer.Line($"loss += Lanes.Fold({RowWriter.Mask("t * (logSum - (yi - largest))", lanes)});");
    }

    private static void WriteElementwise(SourceWriter writer, LossKernel kernel, Row targets, bool labels, string terms)
    {
        bool isOne = kernel.Y.Vectors == 1;
        if (!isOne)
        {
            writer.Line("Vector512<float> losses = Vector512<float>.Zero;");
        }

        if (labels && targets.Length > 1)
        {
            writer.Line("Vector512<float> label = Vector512.Create((float)labels);");
        }

        RowWriter.ForEachVector(writer, kernel.Y, (place, lanes) =>
        {
            string target = !labels ? RowWriter.Load(targets, "targets", place, lanes)
                : targets.Length == 1 ? "Vector512.Create((float)labels)"
                : $"Vector512.ConditionalSelect(Vector512.Equals({Index(place)}, label), Vector512<float>.One, Vector512<float>.Zero)";
            writer.Line($"Vector512<float> t = {target};");
            string value = $"{terms}({RowWriter.Load(kernel.Y, "y", place, lanes)}, t, scales, out Vector512<float> dyi)";
            writer.Line($"{(isOne ? "Vector512<float> losses = " : "losses += ")}{RowWriter.Mask(value, lanes)};");
            writer.Line(RowWriter.Store(kernel.Gradient, "dyi", "dy", place, lanes));
        }, declares: true);
        if (!isOne)
        {
            writer.Line();
        }

        writer.Line("loss += Lanes.Fold(losses);");
    }

    private static string Index(Place place) => place.IsZero ? "Lanes.Indices" : $"(Lanes.Indices + Vector512.Create((float){place}))";

    /// <summary>Writes the method for the losses of up to 16 outputs and their gradients.</summary>
    /// <param name="writer">Where to write.</param>
    /// <param name="kernel">The kernel.</param>
    /// <param name="name">The method's name.</param>
    public static void WriteTerms(SourceWriter writer, LossKernel kernel, string name)
    {
        writer.Line();
        writer.Line("// The losses of up to 16 outputs, and their gradients.");
        writer.Line("[MethodImpl(MethodImplOptions.AggressiveInlining)]");
        using (writer.Braces($"private static Vector512<float> {name}(Vector512<float> y, Vector512<float> t, Vector512<float> scales, out Vector512<float> dy)"))
        {
            (string value, string gradient) = WriteTerms(writer, kernel.Loss);
            writer.Line($"dy = {gradient};");
            writer.Line($"return {value};");
        }
    }

    // The loss of each output and its derivative, from t and y.
    private static (string Loss, string Gradient) WriteTerms(SourceWriter writer, Loss loss)
    {
        switch (loss)
        {
            case MeanSquaredError:
                writer.Line("Vector512<float> d = y - t;");
                return ("d * d", "d * (scales + scales)"); // d + d may be infinite
            case MeanAbsoluteError:
                writer.Line("Vector512<float> d = y - t;");
                WriteSign(writer, "Vector512<float>.One", "Vector512<float>.Zero");
                return ("Vector512.Abs(d)", "slope * scales");
            case Huber huber:
                string delta = Literal.Of(huber.Delta);
                string half = Literal.Of(huber.Delta * 0.5f);
                writer.Line("Vector512<float> d = y - t;");
                writer.Line($"Vector512<float> inside = Vector512.LessThanOrEqual(Vector512.Abs(d), Vector512.Create({delta}));");
                WriteSign(writer, $"Vector512.Create({delta})", "d");
                return (
                    $"Vector512.ConditionalSelect(inside, d * d * 0.5f, (Vector512.Abs(d) - Vector512.Create({half})) * {delta})",
                    "Vector512.ConditionalSelect(inside, d, slope) * scales");
            case BinaryCrossEntropy:
                // Not max(y, 0) - t y: of infinite scores, the wrong ones would be NaN.
                writer.Line("Vector512<float> negative = Vector512.ConditionalSelect(Vector512.LessThan(y, Vector512<float>.Zero), y, Vector512<float>.Zero);");
                return ("((Vector512<float>.One - t) * y) - negative + Activation.Softplus(-Vector512.Abs(y))", "(Activation.Sigmoid(y) - t) * scales");
            case FunctionLoss { Function: { } function }:
                writer.Line($"Vector512<float> loss = {FunctionWriter.LossMethod(function)}(y, t, out Vector512<float> slope);");
                return ("loss", "slope * scales");
            default:
                throw new NotSupportedException($"No terms for {loss.GetType().Name}.");
        }
    }

    // One with the sign of d.
    private static void WriteSign(SourceWriter writer, string one, string otherwise)
    {
        writer.Line($"Vector512<float> slope = Vector512.ConditionalSelect(Vector512.LessThan(d, Vector512<float>.Zero), -{one}, {otherwise});");
        writer.Line($"slope = Vector512.ConditionalSelect(Vector512.GreaterThan(d, Vector512<float>.Zero), {one}, slope);");
    }
}
