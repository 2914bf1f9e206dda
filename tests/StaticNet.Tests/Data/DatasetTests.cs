namespace StaticNet.Tests.Data;

[Trait(Width.Trait, Width.Any)]
public sealed class DatasetTests
{
    private static readonly Dataset Labelled = new([0, 1, 10, 11, 20, 21, 30, 31], 2, [0, 2, 1, 2]);

    [Fact]
    public void Windows_of_a_series_are_inputs_and_what_follows_them_targets()
    {
        Dataset one = Dataset.OfWindows([0, 1, 2, 3, 4], window: 3);
        Assert.Equal([0f, 1, 2, 1, 2, 3], one.Inputs);
        Assert.Equal([3f, 4], one.Targets);
        Dataset two = Dataset.OfWindows([0, 10, 1, 11, 2, 12, 3, 13], window: 2, horizon: 2, features: 2, target: 1);
        Assert.Equal([0f, 1, 10, 11], two.Inputs);
        Assert.Equal([12f, 13], two.Targets);
        Assert.Equal((4, 2), (two.InputLength, two.TargetLength));
        Assert.StartsWith("The series has 3 steps; a window of 3 and a target of 1 take 4.", Assert.Throws<ArgumentException>(() => Dataset.OfWindows([0, 1, 2], 3)).Message, StringComparison.Ordinal);
        Assert.StartsWith("3 values are not a whole number of steps of 2.", Assert.Throws<ArgumentException>(() => Dataset.OfWindows([0, 1, 2], 1, features: 2)).Message, StringComparison.Ordinal);
        Assert.Throws<ArgumentOutOfRangeException>(() => Dataset.OfWindows([0, 1, 2, 3], 1, features: 2, target: 2));
        Assert.Throws<ArgumentException>(() => Dataset.OfWindows([0, 1, 2, 3], int.MaxValue, int.MaxValue));
    }

    [Fact]
    public void Samples_are_counted_and_reached()
    {
        Assert.Equal(4, Labelled.Count);
        Assert.Equal(3, Labelled.ClassCount);
        Assert.Equal([20f, 21], Labelled.Input(2));
        Assert.Equal([10f, 11, 20, 21], Labelled[1..3].Inputs);
        Assert.Equal([2, 1], Labelled[1..3].Labels);
        Assert.Equal([30f, 31, 0, 1, 30, 31], Labelled.Select([3, 0, 3]).Inputs);
        Assert.Equal("4 samples of 2 inputs and a label of 3 classes", Labelled.ToString());

        Dataset targets = new([1, 2], 1, [3, 4, 5, 6], 2);
        Assert.Equal([5f, 6], targets.Target(1));
        Assert.Equal([5f, 6], targets[1..].Targets);
        Assert.Equal(2, targets.TargetLength);
        Assert.False(targets.HasLabels);
        Assert.Equal("2 samples of 1 inputs and 2 targets", targets.ToString());
    }

    [Fact]
    public void Batches_are_counted_with_the_last()
    {
        Assert.Equal(2, Labelled.BatchCount(3));
        Assert.Equal(2, Labelled.BatchCount(2));
        Assert.Equal(1, Labelled.BatchCount(int.MaxValue));
        Assert.Throws<ArgumentOutOfRangeException>(static () => Labelled.BatchCount(0));
    }

    [Fact]
    public void A_split_deals_every_sample_once()
    {
        Dataset data = Numbered(100, 10);
        (Dataset first, Dataset second) = data.Split(0.8, seed: 3);
        Assert.Equal(80, first.Count);
        Assert.Equal(20, second.Count);
        Assert.Equal(data.Inputs.ToArray(), first.Inputs.ToArray().Concat(second.Inputs.ToArray()).Order());
        Assert.NotEqual(data[..80].Inputs.ToArray(), first.Inputs.ToArray());
        Assert.All(Enumerable.Range(0, 80), i => Assert.Equal((int)first.Input(i)[0] % 10, first.Labels[i]));
        Assert.Equal(first.Inputs.ToArray(), data.Split(0.8, seed: 3).First.Inputs.ToArray());
        Assert.NotEqual(first.Inputs.ToArray(), data.Split(0.8, seed: 4).First.Inputs.ToArray());
        Assert.Throws<ArgumentOutOfRangeException>(() => data.Split(1, 0));
        Assert.Throws<ArgumentOutOfRangeException>(() => data.Split(double.NaN, 0));
    }

    [Fact]
    public void A_split_by_label_keeps_the_classes_shares()
    {
        Dataset data = Numbered(90, 3);
        (Dataset first, Dataset second) = data.SplitByLabel(0.8, seed: 3);
        Assert.Equal([24, 24, 24], Enumerable.Range(0, 3).Select(label => first.Labels.Count(label)));
        Assert.Equal([6, 6, 6], Enumerable.Range(0, 3).Select(label => second.Labels.Count(label)));
        Assert.Equal(data.Inputs.ToArray(), first.Inputs.ToArray().Concat(second.Inputs.ToArray()).Order());
        Assert.All(Enumerable.Range(0, 72), i => Assert.Equal((int)first.Input(i)[0] % 3, first.Labels[i]));
        Assert.NotEqual(first.Labels.ToArray().Order(), first.Labels.ToArray());
        Assert.Throws<InvalidOperationException>(static () => new Dataset([1f], 1, [1f], 1).SplitByLabel(0.5, 0));
    }

    [Fact]
    public void Shuffling_keeps_inputs_and_labels_together()
    {
        Dataset shuffled = Numbered(50, 7).Shuffle(1);
        Assert.NotEqual(Numbered(50, 7).Inputs.ToArray(), shuffled.Inputs.ToArray());
        Assert.All(Enumerable.Range(0, 50), i => Assert.Equal((int)shuffled.Input(i)[0] % 7, shuffled.Labels[i]));
    }

    [Fact]
    public void Scaling_leaves_the_original_alone()
    {
        Dataset scaled = Labelled.Scale(0.5f, 1);
        Assert.Equal([1f, 1.5f, 6, 6.5f, 11, 11.5f, 16, 16.5f], scaled.Inputs);
        Assert.Equal([0, 2, 1, 2], scaled.Labels);
        Assert.Equal(10f, Labelled.Inputs[2]);
    }

    [Fact]
    public void Standardizing_makes_mean_0_and_deviation_1()
    {
        Dataset data = new([1, 5, 100, 2, 5, 300, 3, 5, 200, 6, 5, 0], 3, [0, 1, 0, 1]);
        FeatureScaling scaling = FeatureScaling.Standardize(data);
        Dataset scaled = scaling.Apply(data);
        foreach (int feature in new[] { 0, 2 })
        {
            double[] values = [.. Enumerable.Range(0, 4).Select(i => (double)scaled.Input(i)[feature])];
            Assert.Equal(0, values.Average(), 1e-6);
            Assert.Equal(1, values.Average(static value => value * value), 1e-6);
        }

        Assert.Equal(0, scaled.Input(2)[1]);
        Assert.Equal(5, data.Input(2)[1]);
        float[] one = [3, 6, 150];
        scaling.Apply(one);
        Assert.Equal([0f, 1, 0], one);
    }

    [Fact]
    public void Min_max_scaling_makes_the_range_0_to_1()
    {
        Dataset data = new([1, 5, 2, 5, 3, 5], 2, [0, 1, 0]);
        Assert.Equal([0f, 0, 0.5f, 0, 1, 0], FeatureScaling.MinMax(data).Apply(data).Inputs);
        Assert.Throws<ArgumentException>(() => FeatureScaling.MinMax(data).Apply(new Dataset([1f], 1, [0])));
        Assert.Throws<ArgumentException>(static () => FeatureScaling.Standardize(new Dataset([], 1, Array.Empty<int>())));
    }

    [Fact]
    public void A_scale_is_found_from_finite_values_only_and_is_finite()
    {
        Dataset broken = new([1, 2, 3, float.NaN], 2, [0, 1]);
        Assert.Contains("Value 1 of the input of sample 1 is NaN", Assert.Throws<ArgumentException>("data", () => FeatureScaling.MinMax(broken)).Message);
        Assert.Contains("Value 1 of the input of sample 1 is NaN", Assert.Throws<ArgumentException>("data", () => FeatureScaling.Standardize(broken)).Message);

        // The inverse of the range is no float.
        Dataset narrow = new([0, float.Epsilon], 1, [0, 1]);
        Assert.All(FeatureScaling.MinMax(narrow).Apply(narrow).Inputs.ToArray(), static value => Assert.Equal(0, value, 1e-40f));
        Assert.All(FeatureScaling.Standardize(narrow).Apply(narrow).Inputs.ToArray(), static value => Assert.Equal(0, value, 1e-40f));
    }

    [Fact]
    public void What_does_not_fit_is_refused()
    {
        Assert.Throws<ArgumentException>(static () => new Dataset(new float[3], 2, new int[1]));
        Assert.Throws<ArgumentException>(static () => new Dataset(new float[4], 2, new int[1]));
        Assert.Throws<ArgumentException>(static () => new Dataset(new float[4], 2, new float[3], 1));
        Assert.Throws<ArgumentOutOfRangeException>(static () => new Dataset(new float[4], 0, new int[1]));
        Assert.Contains("label of sample 1 is -1", Assert.Throws<ArgumentException>(static () => new Dataset(new float[4], 2, [0, -1])).Message);
        Assert.Contains("from 0 to 1", Assert.Throws<ArgumentException>(static () => new Dataset(new float[4], 2, [0, 2], ["a", "b"])).Message);
        Assert.Contains("has to be from 0 to 2147483646", Assert.Throws<ArgumentException>("labels", static () => new Dataset(new float[1], 1, [int.MaxValue])).Message);
        Assert.Throws<ArgumentOutOfRangeException>("index", static () => { Labelled.Input(int.MaxValue); });
        Assert.Throws<ArgumentOutOfRangeException>("index", static () => { Labelled.Target(4); });
        Assert.Throws<ArgumentException>("indices", static () => new Dataset(new float[50_000], 50_000, [0]).Select(new int[50_000]));
        Assert.Throws<ArgumentOutOfRangeException>(static () => Labelled.Select([4]));
        Assert.Throws<ArgumentOutOfRangeException>(static () => Labelled.Slice(3, 2));
    }

    private static Dataset Numbered(int count, int classes)
        => new([.. Enumerable.Range(0, count).Select(static i => (float)i)], 1, [.. Enumerable.Range(0, count).Select(i => i % classes)]);
}
