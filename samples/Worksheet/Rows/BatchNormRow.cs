namespace StaticNet.Samples.Worksheet.Rows;

/// <summary>Row 6: batch normalisation of one feature over five samples.</summary>
internal static partial class BatchNormRow
{
    // With a momentum of 1 the running statistics are those of the last batch alone.
    [Network(1)]
    [BatchNorm(Momentum = 1)]
    [MeanSquaredError]
    internal sealed partial class Feature;

    private static readonly float[] X = [2, 4, 6, 8, 10];
    private static readonly string[] Hand = ["-1.83", "-0.26", "-1", "-2.66", "-3.53"];
    private static readonly string[] Correct = ["-1.530", "-0.265", "1", "2.265", "3.530"];

    public static void Solve(Sheet sheet)
    {
        var feature = new Feature();
        feature.Batchnorm1.Weight.Set(2);
        feature.Batchnorm1.Bias.Set(1);
        ParameterSet gradients = Feature.CreateParameters();
        feature.Gradient(X, new float[5], gradients);
        float mean = feature.Batchnorm1.RunningMean[0];
        float variance = feature.Batchnorm1.RunningVar[0];
        float[] y = new float[5];
        feature.Forward(X, y);

        // The same with n in the denominator, and what a training step makes of the batch: it is that one if its distance is 0.
        feature.Batchnorm1.RunningVar.Set(variance * 4 / 5);
        float[] biased = new float[5];
        feature.Forward(X, biased);
        float distance = feature.Gradient(X, biased, gradients);
        float otherDistance = feature.Gradient(X, y, gradients);

        sheet.Row(6, "Batch normalisation of one feature over five samples", "x = [2, 4, 6, 8, 10], gamma 2, beta 1, variance with n - 1");
        sheet.Figure("mean, after a training step", null, mean, correct: "6.0000");
        sheet.Figure("variance with n - 1, after a training step", null, variance, correct: "10.0000");
        for (int i = 0; i < X.Length; i++)
        {
            sheet.Figure($"y of {X[i]}, in prediction", Hand[i], y[i], Correct[i]);
        }

        sheet.Figure("y of 2 with n, variance 8", null, biased[0], correct: "-1.828");
        sheet.Figure("squared distance of a training step from those with n", null, distance, correct: "0.0000");
        sheet.Figure("squared distance of a training step from those with n - 1", null, otherDistance, correct: "0.0446");
        sheet.Lesson(
            "The first figure found by hand has n in the variance, the second n - 1, and from there on the sign and some digits slipped: y rises with x. "
            + "A training step normalises with n and hands the variance with n - 1 on to prediction, as in PyTorch, so both are right in their place.");
    }
}
