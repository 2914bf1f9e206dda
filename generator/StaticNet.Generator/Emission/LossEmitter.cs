using System;
using StaticNet.Generator.Lowering;
using StaticNet.Generator.Model;

namespace StaticNet.Generator.Emission;

/// <summary>
/// Writes <see cref="LossKernel"/>, once for rows of targets and once for labels. <c>scale</c> is 1 over the number that the mean is taken
/// over. The kernel returns the sum of the losses; the samples are added in double precision, one after another.
/// </summary>
internal static class LossEmitter
{
    // CrossEntropyOfLabels.MostClasses of the runtime.
    private const int FewClasses = 16;

    public static void Write(SourceWriter writer, LossKernel kernel, bool labels)
    {
        if (labels && kernel.Loss is CrossEntropy && kernel.Y.Length <= FewClasses && kernel.Gradient.Stride >= FewClasses)
        {
            writer.Line($"return CrossEntropyOfLabels.Run(ref y, {kernel.Y.Stride}, ref labels, ref dy, {kernel.Gradient.Stride}, {kernel.Y.Length}, samples, scale);");
            return;
        }

        writer.Line("double loss = 0;");
        if (kernel.Loss is not CrossEntropy)
        {
            writer.Line("Vector512<float> scales = Vector512.Create(scale);");
        }

        var targets = new Row(kernel.Y.Length, false);
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
                    WriteElementwise(writer, kernel, targets, labels);
                }
            },
            labels
                ? [("y", kernel.Y.Stride), ("labels", 1), ("dy", kernel.Gradient.Stride)]
                : [("y", kernel.Y.Stride), ("targets", targets.Stride), ("dy", kernel.Gradient.Stride)]);
        writer.Line();
        writer.Line("return loss;");
    }

    // L = sum of t (log(sum of exp(y)) - y), with the largest y subtracted from both.
    private static void WriteCrossEntropy(SourceWriter writer, LossKernel kernel, Row targets, bool labels)
    {
        Row y = kernel.Y;
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

    private static void WriteElementwise(SourceWriter writer, LossKernel kernel, Row targets, bool labels)
    {
        writer.Line("Vector512<float> losses = Vector512<float>.Zero;");
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
            writer.Line($"Vector512<float> yi = {RowWriter.Load(kernel.Y, "y", place, lanes)};");
            (string value, string gradient) = WriteTerms(writer, kernel.Loss);
            writer.Line($"losses += {RowWriter.Mask(value, lanes)};");
            writer.Line(RowWriter.Store(kernel.Gradient, gradient, "dy", place, lanes));
        }, declares: true);
        writer.Line();
        writer.Line("loss += Lanes.Fold(losses);");
    }

    private static string Index(Place place) => place.IsZero ? "Lanes.Indices" : $"(Lanes.Indices + Vector512.Create((float){place}))";

    // The loss of each output and its derivative, from t and yi.
    private static (string Loss, string Gradient) WriteTerms(SourceWriter writer, Loss loss)
    {
        switch (loss)
        {
            case MeanSquaredError:
                writer.Line("Vector512<float> d = yi - t;");
                return ("d * d", "(d + d) * scales");
            case MeanAbsoluteError:
                writer.Line("Vector512<float> d = yi - t;");
                return ("Vector512.Abs(d)", $"{Sign("Vector512<float>.One", "d * Vector512<float>.Zero")} * scales");
            case Huber huber:
                string delta = Literal.Of(huber.Delta);
                string half = Literal.Of(huber.Delta * 0.5f);
                writer.Line("Vector512<float> d = yi - t;");
                writer.Line($"Vector512<float> inside = Vector512.LessThanOrEqual(Vector512.Abs(d), Vector512.Create({delta}));");
                return (
                    $"Vector512.ConditionalSelect(inside, d * d * 0.5f, (Vector512.Abs(d) - Vector512.Create({half})) * {delta})",
                    $"Vector512.ConditionalSelect(inside, d, {Sign($"Vector512.Create({delta})", "d")}) * scales");
            case BinaryCrossEntropy:
                writer.Line("Vector512<float> positive = Vector512.ConditionalSelect(Vector512.GreaterThan(yi, Vector512<float>.Zero), yi, Vector512<float>.Zero);");
                return ("positive - (yi * t) + Activation.Softplus(-Vector512.Abs(yi))", "(Activation.Sigmoid(yi) - t) * scales");
            default:
                throw new NotSupportedException($"No terms for {loss.GetType().Name}.");
        }
    }

    private static string Sign(string one, string otherwise)
        => $"Vector512.ConditionalSelect(Vector512.GreaterThan(d, Vector512<float>.Zero), {one}, "
            + $"Vector512.ConditionalSelect(Vector512.LessThan(d, Vector512<float>.Zero), -{one}, {otherwise}))";
}
