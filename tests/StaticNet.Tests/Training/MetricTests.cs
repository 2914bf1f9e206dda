namespace StaticNet.Tests.Training;

public sealed class MetricTests
{
    [Fact]
    public void Metrics_of_a_yes_or_no_output_have_their_textbook_values()
    {
        // Outputs above 0 are yes: 2 of 3 yes are found, with 1 false one; of 3 x 2 pairs the yes is above in 4, and equal in 1.
        float[] outputs = [2, 1, -1, 1, -2];
        float[] targets = [1, 1, 1, 0, 0];
        Assert.Equal(3d / 5, Of(Metric.Accuracy(), PredictionKind.YesOrNo, 1, outputs, targets));
        Assert.Equal(2d / 3, Of(Metric.Precision(), PredictionKind.YesOrNo, 1, outputs, targets));
        Assert.Equal(2d / 3, Of(Metric.Recall(), PredictionKind.YesOrNo, 1, outputs, targets));
        Assert.Equal(2d / 3, Of(Metric.F1(), PredictionKind.YesOrNo, 1, outputs, targets));
        Assert.Equal(4.5 / 6, Of(Metric.AreaUnderCurve(), PredictionKind.YesOrNo, 1, outputs, targets));
        Assert.Equal(double.NaN, Of(Metric.AreaUnderCurve(), PredictionKind.YesOrNo, 1, outputs, [0, 0, 0, 0, 0]));
        Assert.Equal(0, Of(Metric.F1(), PredictionKind.YesOrNo, 1, outputs, [0, 0, 0, 0, 0]));
    }

    [Fact]
    public void Metrics_of_classes_are_means_over_those_that_occur()
    {
        // Predicted 0 0 1 1, actual 0 1 1 1; class 2 does not occur.
        float[] outputs = [3, 2, 1, 3, 2, 1, 1, 3, 2, 2, 3, 1];
        float[] targets = [1, 0, 0, 0, 1, 0, 0, 1, 0, 0, 1, 0];
        Assert.Equal(0.75, Of(Metric.Accuracy(), PredictionKind.Classes, 3, outputs, targets));
        Assert.Equal((0.5 + 1) / 2, Of(Metric.Precision(), PredictionKind.Classes, 3, outputs, targets));
        Assert.Equal((1 + (2d / 3)) / 2, Of(Metric.Recall(), PredictionKind.Classes, 3, outputs, targets), 1e-15);
        Assert.Equal(((2d / 3) + 0.8) / 2, Of(Metric.F1(), PredictionKind.Classes, 3, outputs, targets), 1e-15);
        Assert.Equal(1, Of(Metric.TopKAccuracy(2), PredictionKind.Classes, 3, outputs, targets));
        Assert.Equal(0.75, Of(Metric.TopKAccuracy(1), PredictionKind.Classes, 3, outputs, targets));

        // Class 0: 3 against 3, 1, 2; class 1: 2, 3, 3 against 2; class 2 has no samples.
        Assert.Equal(((2.5 / 3) + (2.5 / 3)) / 2, Of(Metric.AreaUnderCurve(), PredictionKind.Classes, 3, outputs, targets), 1e-15);
    }

    [Fact]
    public void Several_yes_or_no_outputs_are_averaged()
    {
        float[] outputs = [1, -1, 1, 1];
        float[] targets = [1, 0, 0, 1];
        Assert.Equal(0.75, Of(Metric.Accuracy(), PredictionKind.YesOrNo, 2, outputs, targets));
        Assert.Equal(0.75, Of(Metric.Precision(), PredictionKind.YesOrNo, 2, outputs, targets));
        Assert.Equal(1, Of(Metric.Recall(), PredictionKind.YesOrNo, 2, outputs, targets));
    }

    [Fact]
    public void Errors_of_a_regression()
    {
        float[] outputs = [2.5f, 0, 2, 8];
        float[] targets = [3, -0.5f, 2, 7];
        Assert.Equal(0.5, Of(Metric.MeanAbsoluteError(), PredictionKind.Values, 1, outputs, targets));
        Assert.Equal(Math.Sqrt(0.375), Of(Metric.RootMeanSquaredError(), PredictionKind.Values, 1, outputs, targets));

        // The example of scikit-learn's r2_score.
        Assert.Equal(0.9486081370449679, Of(Metric.RSquared(), PredictionKind.Values, 1, outputs, targets), 1e-14);
        Assert.Equal(1, Of(Metric.RSquared(), PredictionKind.Values, 1, [2, 2], [2, 2]));
        Assert.Equal(0, Of(Metric.RSquared(), PredictionKind.Values, 1, [2, 3], [2, 2]));
        Assert.Equal(double.NaN, Of(Metric.RSquared(), PredictionKind.Values, 1, [2], [2]));

        // The mean over two outputs, far from zero.
        Assert.Equal((1 + 0) / 2d, Of(Metric.RSquared(), PredictionKind.Values, 2, [1e6f, 1, 1e6f + 1, 1], [1e6f, 0, 1e6f + 1, 2]), 1e-9);
        Assert.Throws<ArgumentException>("metrics", static () => Metric.F1().Reset(1, PredictionKind.Values, 0));
        Assert.Throws<ArgumentException>("metrics", static () => Metric.TopKAccuracy().Reset(1, PredictionKind.YesOrNo, 0));
        Assert.Throws<ArgumentOutOfRangeException>("k", static () => Metric.TopKAccuracy(0));
    }

    [Fact]
    public void Evaluation_and_training_have_the_metrics_that_were_asked_for()
    {
        Dataset data = TrainerTests.Separable(60);
        Metric f1 = Metric.F1();
        Trainer<SoftmaxRegression> trainer = new(new SoftmaxRegression(1), new Adam(0.05));
        EarlyStopping stopping = new(3) { Monitor = MonitoredValue.ValidationMetric(f1) };
        TrainingHistory history = trainer.Fit(data, new FitOptions { Epochs = 5, ValidationSplit = 0.5, Metrics = [f1, Metric.AreaUnderCurve()], Callbacks = [stopping] });
        Assert.Equal(history.Max(static epoch => epoch.Metrics["f1"]), stopping.BestValue);
        Assert.Equal(history.Select(static epoch => epoch with { Elapsed = default }), TrainingHistory.Parse(history.ToCsv())!.Select(static epoch => epoch with { Elapsed = default }));
        Assert.Contains(",validation_f1,validation_auc\n", history.ToCsv());

        EvaluationResult result = Evaluator.Evaluate(trainer.Network, data, [Metric.Accuracy(), f1]);
        Assert.Equal(result.Accuracy, result.Metrics["accuracy"]);
        Assert.Equal(Enumerable.Range(0, 3).Average(result.ConfusionMatrix!.F1), result.Metrics["f1"], 1e-14);
        Assert.Contains(", f1 0.", result.ToString());
        Assert.Throws<ArgumentException>("metrics", () => Evaluator.Evaluate(trainer.Network, data, [f1, Metric.F1()]));
        Assert.Contains("FitOptions.Metrics does not have it", Assert.Throws<ArgumentException>("options", () => trainer.Fit(data, new FitOptions { Validation = data, Callbacks = [stopping] })).Message);
    }

    private static double Of(Metric metric, PredictionKind kind, int length, float[] outputs, float[] targets)
    {
        // Twice: Reset forgets the first time.
        foreach (int _ in (int[])[1, 2])
        {
            metric.Reset(length, kind, 0);
            for (int i = 0; i < outputs.Length; i += length)
            {
                metric.Add(outputs.AsSpan(i, length), targets.AsSpan(i, length));
            }
        }

        return metric.Value;
    }
}
