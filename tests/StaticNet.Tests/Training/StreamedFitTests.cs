namespace StaticNet.Tests.Training;

/// <summary>Training and evaluation on samples that are read block by block.</summary>
public sealed class StreamedFitTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData(1, 1)]
    [InlineData(7, 2)]
    [InlineData(100, 3)]
    public void In_the_order_of_the_file_the_bits_are_those_of_a_data_set_in_memory(int blockLength, int mixedBlocks)
    {
        Dataset data = TrainerTests.Separable(53);
        DatasetFile.Save(_folder["data"], data);
        using DatasetFile opened = DatasetFile.Open(_folder["data"]);
        Blocks streamed = new(opened, blockLength);
        FitOptions options = new() { Epochs = 3, BatchSize = 8, MixedBlocks = mixedBlocks, Validation = streamed };
        Trainer<SoftmaxRegression> expected = new(new SoftmaxRegression(1), new Adam(0.05)) { ShuffleSeed = null };
        expected.Fit(data, new FitOptions { Epochs = 3, BatchSize = 8, Validation = data });
        Trainer<SoftmaxRegression> trainer = new(new SoftmaxRegression(1), new Adam(0.05)) { ShuffleSeed = null };
        trainer.Fit(streamed, options);
        Assert.True(expected.Network.Parameters.Flat.SequenceEqual(trainer.Network.Parameters.Flat));
        Assert.Equal(
            expected.History!.Select(static epoch => epoch with { Elapsed = default }), trainer.History!.Select(static epoch => epoch with { Elapsed = default }));
        Assert.Equal(Evaluator.Evaluate(expected.Network, data).Loss, Evaluator.Evaluate(trainer.Network, streamed).Loss);
    }

    [Theory]
    [InlineData(1, 4)]
    [InlineData(5, 1)]
    [InlineData(5, 3)]
    [InlineData(10, 100)]
    public void Every_epoch_has_all_samples_in_another_order_that_the_seed_decides(int blockLength, int mixedBlocks)
    {
        Dataset data = Numbered(48);
        float[] seen = Seen(seed: 3);
        Assert.Equal(seen, Seen(seed: 3));
        Assert.NotEqual(seen, Seen(seed: 4));
        Assert.NotEqual(seen[..48], seen[48..]);
        foreach (float[] epoch in (float[][])[seen[..48], seen[48..]])
        {
            Assert.Equal(Enumerable.Range(0, 48).Select(static i => (float)i), epoch.Order());

            // The blocks that are in memory together come whole, and the last block may be one of them.
            int together = (mixedBlocks * blockLength) - (48 % blockLength == 0 ? 0 : blockLength - (48 % blockLength));
            if (together < 48)
            {
                Assert.Equal(mixedBlocks, epoch[..together].Select(number => (int)number / blockLength).Distinct().Count());
            }
        }

        float[] Seen(int seed)
        {
            SoftmaxRegression network = new(1) { IsRecording = true };
            new Trainer<SoftmaxRegression>(network, new Sgd()) { ShuffleSeed = seed }.Fit(
                new Blocks(data, blockLength), new FitOptions { Epochs = 2, BatchSize = 7, MixedBlocks = mixedBlocks });
            return [.. network.Seen];
        }
    }

    [Fact]
    public void An_interrupted_run_ends_with_the_same_bits()
    {
        Blocks data = new(TrainerTests.Separable(60), 8);
        Trainer<SoftmaxRegression> whole = new(new SoftmaxRegression(1), new Adam(0.05));
        whole.Fit(data, Options(4));
        Trainer<SoftmaxRegression> first = new(new SoftmaxRegression(1), new Adam(0.05));
        first.Fit(data, Options(2));
        first.SaveCheckpoint(_folder["checkpoint"]);
        Trainer<SoftmaxRegression> second = new(new SoftmaxRegression(9), new Adam(0.05));
        second.LoadCheckpoint(_folder["checkpoint"]);
        second.Fit(data, Options(2));
        Assert.True(whole.Network.Parameters.Flat.SequenceEqual(second.Network.Parameters.Flat));

        static FitOptions Options(int epochs) => new() { Epochs = epochs, BatchSize = 16, MixedBlocks = 3 };
    }

    [Fact]
    public void The_losses_of_the_samples_are_those_of_which_the_loss_is_the_mean()
    {
        Dataset data = TrainerTests.Separable(300);
        SoftmaxRegression network = new(1);
        double[] losses = Evaluator.Losses(network, data);
        Assert.Equal(losses, Evaluator.Losses(network, new Blocks(data, 7)));
        Assert.Equal(Evaluator.Evaluate(network, data).Loss, losses.Sum() / 300, 1e-12);
        for (int i = 0; i < 300; i += 37)
        {
            Assert.Equal(Evaluator.Evaluate(network, data.Slice(i, 1)).Loss, losses[i]);
        }

        Assert.Throws<ArgumentException>(() => Evaluator.Losses(network, data.Slice(0, 0)));
    }

    [Fact]
    public void What_does_not_fit_is_one_error()
    {
        Trainer<SoftmaxRegression> trainer = new(new SoftmaxRegression(1), new Sgd());
        Blocks wrong = new(new Dataset(new float[40], 4, [0, 1, 2, 0, 1, 2, 0, 5, 1, 2]), 3);
        ArgumentException exception = Assert.Throws<ArgumentException>(() => trainer.Fit(wrong, new FitOptions()));
        Assert.StartsWith("The label of sample 7 is 5, but SoftmaxRegression tells 3 classes apart: 0 to 2.", exception.Message, StringComparison.Ordinal);
        exception = Assert.Throws<ArgumentException>(() => Evaluator.Evaluate(trainer.Network, wrong));
        Assert.StartsWith("The label of sample 7 is 5,", exception.Message, StringComparison.Ordinal);
        exception = Assert.Throws<ArgumentException>(() => trainer.Fit(new Blocks(TrainerTests.Separable(10), 2), new FitOptions { ValidationSplit = 0.5 }));
        Assert.StartsWith("ValidationSplit is for a Dataset", exception.Message, StringComparison.Ordinal);
        exception = Assert.Throws<ArgumentException>(() => trainer.Fit(new Blocks(new Dataset(new float[9], 3, [0, 1, 2]), 2), new FitOptions()));
        Assert.StartsWith("The samples have 3 inputs, but SoftmaxRegression takes 4.", exception.Message, StringComparison.Ordinal);
        exception = Assert.Throws<ArgumentException>(() => trainer.Fit(new Blocks(TrainerTests.Separable(10), 0), new FitOptions()));
        Assert.StartsWith("A block has 0 samples; at least 1 is needed.", exception.Message, StringComparison.Ordinal);
        Assert.Throws<ArgumentOutOfRangeException>(() => new FitOptions { MixedBlocks = 0 });
    }

    // The first input of a sample is its number.
    private static Dataset Numbered(int count)
    {
        float[] inputs = new float[count * 4];
        for (int i = 0; i < count; i++)
        {
            inputs[i * 4] = i;
        }

        return new Dataset(inputs, 4, new int[count]);
    }

    private sealed class Blocks(IDataset data, int blockLength) : IDataset
    {
        public int Count => data.Count;

        public int InputLength => data.InputLength;

        public int TargetLength => data.TargetLength;

        public int LabelLength => data.LabelLength;

        public int BlockLength => blockLength;

        public void Read(int first, int count, Span<float> inputs, Span<float> targets, Span<int> labels) => data.Read(first, count, inputs, targets, labels);
    }
}
