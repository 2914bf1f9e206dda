using StaticNet.Tests.Networks;

namespace StaticNet.Tests.Training;

/// <summary>Cross-entropy of positions, with weights of classes, smoothed labels and labels that are ignored: what trains, evaluates and predicts agrees about them.</summary>
public sealed class ClassLossTests
{
    private const int Samples = 5;
    private const int Ignored = 1;

    private static readonly int LabelLength = Segmented.Summary.LabelLength;

    [Fact]
    public void Labels_mean_targets_that_are_1_at_the_label_and_0_where_it_is_ignored()
    {
        (float[] inputs, int[] labels) = Draw();
        var network = new Segmented(3);
        ParameterSet ofLabels = Segmented.CreateParameters(), ofTargets = Segmented.CreateParameters();
        float loss = network.Gradient(inputs, labels, ofLabels);
        Assert.Equal(loss, network.Gradient(inputs, OneHot(labels), ofTargets));
        Assert.Equal(ofLabels.Flat, ofTargets.Flat);
    }

    [Fact]
    public void The_evaluator_has_the_loss_of_training()
    {
        (float[] inputs, int[] labels) = Draw();
        var network = new Segmented(3);
        float loss = network.Gradient(inputs, labels, Segmented.CreateParameters());
        var data = Dataset.OfPositions(inputs, Segmented.InputLength, labels, LabelLength, ["sky", "road", "car"], Ignored);
        EvaluationResult result = Evaluator.Evaluate(network, data, [new TopKMetric(2)]);
        Assert.Equal(loss, result.Loss, 1e-6);
        Assert.Equal(labels.Count(static label => label != Ignored), result.ConfusionMatrix!.Total);
        Assert.Equal(0, Enumerable.Range(0, 3).Sum(predicted => result.ConfusionMatrix[Ignored, predicted]));
        Assert.Equal(loss, Evaluator.Evaluate(network, new Dataset(inputs, Segmented.InputLength, OneHot(labels), Segmented.OutputLength)).Loss, 1e-6);

        // What the classes are is what is predicted.
        int[] classes = new int[Samples * LabelLength];
        network.PredictClasses(inputs, classes);
        Assert.Equal(classes.Zip(labels).Count(static pair => pair.First == pair.Second && pair.Second != Ignored) / (double)result.ConfusionMatrix.Total, result.Accuracy);
    }

    [Fact]
    public void What_is_all_ignored_has_no_loss_and_no_gradient()
    {
        (float[] inputs, int[] labels) = Draw();
        Array.Fill(labels, Ignored);
        ParameterSet gradients = Segmented.CreateParameters();
        var network = new Segmented(3);
        Assert.Equal(0, network.Gradient(inputs, labels, gradients));
        Assert.All(gradients.Flat.ToArray(), static value => Assert.Equal(0, value));
        Assert.Equal(0, Evaluator.Evaluate(network, Dataset.OfPositions(inputs, Segmented.InputLength, labels, LabelLength, ignoredLabel: Ignored)).Loss);
    }

    [Fact]
    public void Ignored_positions_count_for_nothing()
    {
        (float[] inputs, int[] labels) = Draw();
        Array.Fill(labels, Ignored, LabelLength, labels.Length - LabelLength);
        ParameterSet ofAll = Segmented.CreateParameters(), ofOne = Segmented.CreateParameters();
        var network = new Segmented(3);
        Assert.Equal(network.Gradient(inputs.AsSpan(0, Segmented.InputLength), labels.AsSpan(0, LabelLength), ofOne), network.Gradient(inputs, labels, ofAll));
        Assert.Equal(ofOne.Flat, ofAll.Flat);
    }

    [Fact]
    public void Probabilities_and_the_likeliest_classes_are_those_of_each_position()
    {
        (float[] inputs, _) = Draw();
        var network = new Segmented(3);
        float[] outputs = new float[Samples * Segmented.OutputLength];
        network.Forward(inputs, outputs);
        float[] probabilities = new float[outputs.Length];
        network.PredictProbabilities(inputs, probabilities);
        var top = new ClassPrediction[Samples * LabelLength * 2];
        network.PredictTop(inputs, top, ["sky", "road", "car"]);
        int[] classes = new int[Samples * LabelLength];
        float[] likeliest = new float[classes.Length];
        network.PredictClasses(inputs, classes, likeliest);
        for (int i = 0; i < classes.Length; i++)
        {
            float[] expected = [.. Enumerable.Range(0, 3).Select(c => outputs[(i / LabelLength * Segmented.OutputLength) + (c * LabelLength) + (i % LabelLength)])];
            Assert.Equal(expected, probabilities[(i * 3)..((i + 1) * 3)]);
            Assert.Equal(expected.Max(), likeliest[i]);
            Assert.Equal((classes[i], likeliest[i]), (top[2 * i].Class, top[2 * i].Probability));
            Assert.Equal(expected.Order().ElementAt(1), top[(2 * i) + 1].Probability);
        }
    }

    [Fact]
    public void Positions_are_learned()
    {
        // Which of the channels is the largest at a position, as far as a window of 2 by 2 tells.
        var random = new Random(5);
        float[] inputs = [.. Enumerable.Range(0, 64 * Segmented.InputLength).Select(_ => random.NextSingle())];
        int[] labels = [.. Enumerable.Range(0, 64 * LabelLength).Select(i => inputs[(i / LabelLength * Segmented.InputLength) + (i % LabelLength / 8 * 9) + (i % 8)] > 0.5f ? 2 : 0)];
        var data = Dataset.OfPositions(inputs, Segmented.InputLength, labels, LabelLength);
        var network = new Segmented(1);
        TrainingHistory history = new Trainer<Segmented>(network, new Adam(0.01)).Fit(data, new FitOptions { Epochs = 40, BatchSize = 16, Validation = data });
        Assert.True(history[^1].ValidationAccuracy > 0.9, $"{history[^1].ValidationAccuracy}");
    }

    [Fact]
    public void What_does_not_fit_is_named()
    {
        (float[] inputs, int[] labels) = Draw();
        var network = new Segmented(3);
        ParameterSet gradients = Segmented.CreateParameters();
        Assert.Equal(
            $"Expected {Samples * LabelLength} labels for {Samples} samples ({LabelLength} each), got {Samples}. (Parameter 'labels')",
            Assert.Throws<ArgumentException>(() => network.Gradient(inputs, labels.AsSpan(0, Samples), gradients)).Message);
        labels[7] = 3;
        Assert.StartsWith("Label 7 is 3, expected 0 to 2 or 1.", Assert.Throws<ArgumentOutOfRangeException>(() => network.Gradient(inputs, labels, gradients)).Message);
        Assert.StartsWith(
            $"The label of position 7 of sample 0 is 3, but Segmented tells 3 classes apart: 0 to 2.",
            Assert.Throws<ArgumentException>(() => Evaluator.Evaluate(network, Dataset.OfPositions(inputs, Segmented.InputLength, labels, LabelLength))).Message);
        Assert.StartsWith(
            $"The samples have 1 label, but Segmented takes {LabelLength} labels.",
            Assert.Throws<ArgumentException>(() => Evaluator.Evaluate(network, new Dataset(inputs, Segmented.InputLength, [0, 1, 2, 0, 1]))).Message);
        Assert.StartsWith(
            $"There are {Samples} samples but 7 labels; each sample has {LabelLength}.",
            Assert.Throws<ArgumentException>(() => Dataset.OfPositions(inputs, Segmented.InputLength, new int[7], LabelLength)).Message);
        Assert.StartsWith(
            "The label of position 7 of sample 0 is 3; it has to be from 0 to 2.",
            Assert.Throws<ArgumentException>(() => Dataset.OfPositions(inputs, Segmented.InputLength, labels, LabelLength, ["a", "b", "c"], 255)).Message);
        Assert.Equal(
            $"A sample of Segmented has {LabelLength} positions with a class each: PredictClasses has room for them.",
            Assert.Throws<NotSupportedException>(() => network.PredictClass(inputs.AsSpan(0, Segmented.InputLength))).Message);
        Assert.Equal(
            $"Each sample has {LabelLength} labels, not one: use Split.",
            Assert.Throws<InvalidOperationException>(() => Dataset.OfPositions(inputs, Segmented.InputLength, labels, LabelLength).SplitByLabel(0.5, 1)).Message);
    }

    [Fact]
    public void A_declaration_is_shown_as_it_is_written()
        => Assert.Contains("loss CrossEntropy(LabelSmoothing = 0.1, ClassWeights = [1, 0.5, 2], IgnoredLabel = 1)", Segmented.Summary.ToString());

    private static (float[] Inputs, int[] Labels) Draw()
    {
        var random = new Random(11);
        return (
            [.. Enumerable.Range(0, Samples * Segmented.InputLength).Select(_ => (random.NextSingle() * 4) - 2)],
            [.. Enumerable.Range(0, Samples * LabelLength).Select(_ => random.Next(3))]);
    }

    private static float[] OneHot(int[] labels)
    {
        float[] targets = new float[labels.Length * 3];
        for (int i = 0; i < labels.Length; i++)
        {
            if (labels[i] != Ignored)
            {
                targets[(i / LabelLength * Segmented.OutputLength) + (labels[i] * LabelLength) + (i % LabelLength)] = 1;
            }
        }

        return targets;
    }
}
