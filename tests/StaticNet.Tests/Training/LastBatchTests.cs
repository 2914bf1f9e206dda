using StaticNet.Kernels;

namespace StaticNet.Tests.Training;

/// <summary>What <c>Fit</c> does with the samples that do not fill a batch, and with batches that a batch norm cannot take.</summary>
[Trait(Width.Trait, Width.Any)]
public sealed class LastBatchTests
{
    [Theory]
    [InlineData(LastBatch.Keep, 10, 4, "4 4 2")]
    [InlineData(LastBatch.Drop, 10, 4, "4 4")]
    [InlineData(LastBatch.Merge, 10, 4, "4 6")]
    [InlineData(LastBatch.Keep, 8, 4, "4 4")]
    [InlineData(LastBatch.Drop, 8, 4, "4 4")]
    [InlineData(LastBatch.Merge, 8, 4, "4 4")]
    [InlineData(LastBatch.Keep, 3, 4, "3")]
    [InlineData(LastBatch.Merge, 3, 4, "3")]
    [InlineData(LastBatch.Keep, 5, 4, "4 1")]
    [InlineData(LastBatch.Drop, 5, 4, "4")]
    [InlineData(LastBatch.Merge, 5, 4, "5")]
    [InlineData(LastBatch.Keep, 3, 1, "1 1 1")]
    [InlineData(LastBatch.Drop, 3, 1, "1 1 1")]
    [InlineData(LastBatch.Merge, 3, 1, "1 1 1")]
    [InlineData(LastBatch.Keep, 3, int.MaxValue, "3")]
    [InlineData(LastBatch.Merge, 3, int.MaxValue, "3")]
    public void The_rest_is_kept_dropped_or_merged(LastBatch lastBatch, int samples, int batchSize, string expected)
    {
        int[] sizes = [.. expected.Split(' ').Select(int.Parse)];
        Dataset data = TrainerTests.Separable(samples);
        Trainer<SoftmaxRegression> trainer = new(new SoftmaxRegression(1) { IsRecording = true }, new Sgd(0.1)) { LastBatch = lastBatch };
        List<TrainingProgress> reports = [];
        double[] losses = trainer.Fit(data, 2, batchSize, new Reporter(reports.Add));

        Assert.Equal([.. sizes, .. sizes], trainer.Network.BatchSizes);
        Assert.Equal(2 * sizes.Length, trainer.Optimizer.StepCount);
        Assert.All(reports, report => Assert.Equal(sizes.Length, report.Batches));
        Assert.Equal(1, reports[^1].Fraction, 1e-12);
        Assert.Equal(2 * sizes.Sum(), reports[^1].SamplesSeen);

        // The mean over the samples that were seen, each as much as any other.
        for (int epoch = 0; epoch < 2; epoch++)
        {
            Assert.Equal(reports.Skip(epoch * sizes.Length).Zip(sizes, static (report, size) => (double)report.BatchLoss * size).Sum() / sizes.Sum(), losses[epoch], 1e-12);
        }

        // Nothing twice.
        Assert.All(trainer.Network.Seen.Chunk(sizes.Sum()), static epoch => Assert.Equal(epoch.Length, epoch.Distinct().Count()));
    }

    [Fact]
    public void Each_epoch_drops_other_samples()
    {
        Dataset data = TrainerTests.Separable(5);
        Trainer<SoftmaxRegression> trainer = new(new SoftmaxRegression(1) { IsRecording = true }, new Sgd(0.1)) { LastBatch = LastBatch.Drop };
        trainer.Fit(data, 20, 4);
        Assert.Equal(5, trainer.Network.Seen.Distinct().Count());
    }

    [Fact]
    public void Nothing_is_left_of_less_than_a_batch()
    {
        Trainer<SoftmaxRegression> trainer = new(new SoftmaxRegression(1), new Sgd(0.1)) { LastBatch = LastBatch.Drop };
        ArgumentException error = Assert.Throws<ArgumentException>("batchSize", () => trainer.Fit(TrainerTests.Separable(31), 1, 32));
        Assert.Contains("31 samples are less than a batch of 32", error.Message);
        Assert.Equal(0, trainer.Optimizer.StepCount);
    }

    [Fact]
    public void Another_value_is_refused()
        => Assert.Throws<ArgumentOutOfRangeException>(
            "LastBatch", static () => new Trainer<SoftmaxRegression>(new SoftmaxRegression(1), new Sgd(0.1)) { LastBatch = (LastBatch)3 });

    [Fact]
    public void Batch_norms_of_single_values_need_two_samples_wherever_they_are()
    {
        NeedsTwo<FlatNorm>("batchnorm1");
        NeedsTwo<NormOfPixel>("batchnorm1");
        NeedsTwo<NormInResidual>("residual1.batchnorm1");
        NeedsTwo<NormInConcat>("concat1.branch2.apply1.batchnorm1");
        NeedsTwo<NormInRepeat>("repeat1.block1.batchnorm1");
        TakesOne<NormOfPixels>();
        TakesOne<SoftmaxRegression>();
    }

    private static void NeedsTwo<TNetwork>(string layer)
        where TNetwork : class, INetwork<TNetwork>
    {
        Assert.Equal(2, TNetwork.Summary.SmallestBatch);
        Refuses<TNetwork>(layer, 33, 32, LastBatch.Keep, "batchSize", "33 samples in batches of 32 leave a last batch of 1: set LastBatch to Merge or Drop");
        Refuses<TNetwork>(layer, 4, 1, LastBatch.Keep, "batchSize", "The batch size is 1");
        Refuses<TNetwork>(layer, 4, 1, LastBatch.Drop, "batchSize", "The batch size is 1");
        Refuses<TNetwork>(layer, 4, 1, LastBatch.Merge, "batchSize", "The batch size is 1");
        Refuses<TNetwork>(layer, 1, 32, LastBatch.Keep, "data", "The data set has 1");
        Refuses<TNetwork>(layer, 1, 32, LastBatch.Merge, "data", "The data set has 1");
        Takes<TNetwork>(33, 32, LastBatch.Drop);
        Takes<TNetwork>(33, 32, LastBatch.Merge);
        Takes<TNetwork>(34, 32, LastBatch.Keep);
        Takes<TNetwork>(3, 2, LastBatch.Merge);

        // A step says the same, and a prediction takes any number.
        Trainer<TNetwork> trainer = New<TNetwork>();
        float[] before = trainer.Network.Parameters.Flat.ToArray();
        ArgumentException error = Assert.Throws<ArgumentException>(
            "inputs", () => { trainer.Step(new float[TNetwork.InputLength], new float[TNetwork.OutputLength]); });
        Assert.Contains($"'{layer}'", error.Message);
        Assert.Equal(before, trainer.Network.Parameters.Flat);
        Evaluator.Evaluate(trainer.Network, Data<TNetwork>(1));
    }

    private static void TakesOne<TNetwork>()
        where TNetwork : class, INetwork<TNetwork>
    {
        Assert.Equal(1, TNetwork.Summary.SmallestBatch);
        Takes<TNetwork>(33, 32, LastBatch.Keep);
        Takes<TNetwork>(2, 1, LastBatch.Keep);
        Takes<TNetwork>(1, 32, LastBatch.Keep);
    }

    private static void Refuses<TNetwork>(string layer, int samples, int batchSize, LastBatch lastBatch, string argument, string message)
        where TNetwork : class, INetwork<TNetwork>
    {
        Trainer<TNetwork> trainer = New<TNetwork>();
        trainer.LastBatch = lastBatch;
        float[] before = trainer.Network.Parameters.Flat.ToArray();
        ArgumentException error = Assert.Throws<ArgumentException>(argument, () => trainer.Fit(Data<TNetwork>(samples), 1, batchSize));
        Assert.Contains($"'{layer}'", error.Message);
        Assert.Contains(message, error.Message);
        Assert.Equal(before, trainer.Network.Parameters.Flat);
        Assert.Equal(0, trainer.Optimizer.StepCount);
        Assert.All(trainer.Optimizer.State.Values, static state => Assert.False(state.Flat.ContainsAnyExcept(0f)));
    }

    private static void Takes<TNetwork>(int samples, int batchSize, LastBatch lastBatch)
        where TNetwork : class, INetwork<TNetwork>
    {
        Trainer<TNetwork> trainer = New<TNetwork>();
        trainer.LastBatch = lastBatch;
        Assert.All(trainer.Fit(Data<TNetwork>(samples), 2, batchSize), static loss => Assert.True(double.IsFinite(loss)));
    }

    private static Trainer<TNetwork> New<TNetwork>()
        where TNetwork : class, INetwork<TNetwork>
        => new(TNetwork.Create(1), new Adam());

    private static Dataset Data<TNetwork>(int samples)
        where TNetwork : class, INetwork<TNetwork>
    {
        RandomSource random = new(3);
        float[] inputs = [.. Enumerable.Range(0, samples * TNetwork.InputLength).Select(_ => random.NextSingle())];
        float[] targets = [.. Enumerable.Range(0, samples * TNetwork.OutputLength).Select(_ => random.NextSingle())];
        return new Dataset(inputs, TNetwork.InputLength, targets, TNetwork.OutputLength);
    }

    private sealed class Reporter(Action<TrainingProgress> report) : IProgress<TrainingProgress>
    {
        public void Report(TrainingProgress value) => report(value);
    }
}

[Network(4)]
[Dense(3)]
[BatchNorm]
[ReLU]
[Dense(2)]
[MeanSquaredError]
internal sealed partial class FlatNorm;

[Network(2, 3, 3)]
[Conv2D(5, 3)]
[BatchNorm]
[ReLU]
[Flatten]
[Dense(2)]
[MeanSquaredError]
internal sealed partial class NormOfPixel;

[Network(2, 3, 3)]
[Conv2D(5, 3, Padding = Padding.Same)]
[BatchNorm]
[ReLU]
[Flatten]
[Dense(2)]
[MeanSquaredError]
internal sealed partial class NormOfPixels;

[Block]
[Dense(6)]
[BatchNorm]
[ReLU]
internal sealed partial class NormedBlock;

[Block]
[Apply<NormedBlock>]
internal sealed partial class NestedNormedBlock;

[Block]
[Dense(3)]
[ReLU]
internal sealed partial class PlainBlock;

[Network(6)]
[Residual<NormedBlock>]
[Dense(2)]
[MeanSquaredError]
internal sealed partial class NormInResidual;

[Network(6)]
[Concat<PlainBlock, NestedNormedBlock>]
[Dense(2)]
[MeanSquaredError]
internal sealed partial class NormInConcat;

[Network(6)]
[Repeat<NormedBlock>(2)]
[Dense(2)]
[MeanSquaredError]
internal sealed partial class NormInRepeat;
