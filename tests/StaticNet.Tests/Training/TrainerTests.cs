using StaticNet.Kernels;

namespace StaticNet.Tests.Training;

public sealed class TrainerTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Training_learns_what_can_be_learnt()
    {
        Dataset data = Separable(200);
        foreach (Optimizer optimizer in new Optimizer[] { new Sgd(0.5, momentum: 0.9), new Adam(0.05), new AdamW(0.05), new RmsProp(0.02) })
        {
            Trainer<SoftmaxRegression> trainer = new(new SoftmaxRegression(1), optimizer);
            double[] losses = trainer.Fit(data, epochs: 20, batchSize: 16);
            Assert.Equal(20, losses.Length);
            Assert.True(losses[^1] < 0.5 * losses[0]);
            Assert.True(Evaluator.Evaluate(trainer.Network, data).Accuracy > 0.95);
        }
    }

    [Fact]
    public void A_step_is_gradient_clipping_and_optimizer()
    {
        Dataset data = Separable(8);
        SoftmaxRegression network = new(1);
        Trainer<SoftmaxRegression> trainer = new(network, new Sgd(0.5))
        {
            GradientClipping = GradientClipping.ByNorm(0.01),
            Schedule = new ConstantRate(0.1),
        };
        SoftmaxRegression twin = new(1);
        ParameterSet gradients = SoftmaxRegression.CreateParameters();
        float loss = twin.Gradient(data.Inputs, data.Labels, gradients);
        trainer.GradientClipping.Apply(gradients);
        Assert.Equal(0.01, GradientClipping.Norm(gradients), 1e-6);

        Assert.Equal(0.05, trainer.LearningRate, 1e-15);
        Assert.Equal(loss, trainer.Step(data.Inputs, data.Labels));
        Assert.True(trainer.Gradients.Flat.SequenceEqual(gradients.Flat));
        for (int i = 0; i < gradients.Flat.Length; i++)
        {
            Assert.Equal(twin.Parameters.Flat[i] - (gradients.Flat[i] * 0.05f), network.Parameters.Flat[i]);
        }
    }

    [Fact]
    public void Labels_and_targets_teach_the_same()
    {
        Dataset data = Separable(8);
        float[] targets = new float[24];
        for (int i = 0; i < 8; i++)
        {
            targets[(i * 3) + data.Labels[i]] = 1;
        }

        Trainer<SoftmaxRegression> one = new(new SoftmaxRegression(1), new Adam());
        Trainer<SoftmaxRegression> other = new(new SoftmaxRegression(1), new Adam());
        Assert.Equal(one.Step(data.Inputs, data.Labels), other.Step(data.Inputs, targets));
        one.Fit(data, 2, 3);
        other.Fit(new Dataset(data.Inputs.ToArray(), 4, targets, 3), 2, 3);
        Assert.True(one.Network.Parameters.Flat.SequenceEqual(other.Network.Parameters.Flat));
    }

    [Fact]
    public void A_network_without_loss_is_refused()
        => Assert.Contains(
            "Echo declares no loss",
            Assert.Throws<ArgumentException>("network", static () => new Trainer<Echo<NoLoss>>(new Echo<NoLoss>(), new Sgd())).Message);

    [Fact]
    public void Steps_allocate_nothing()
    {
        Dataset data = Separable(16);
        Func<Optimizer>[] makers =
        [
            static () => new Sgd(0.1),
            static () => new Sgd(0.1, momentum: 0.9, nesterov: true),
            static () => new Adam(),
            static () => new AdamW(),
            static () => new RmsProp(),
            static () => new RmsProp(momentum: 0.9, centered: true),
        ];
        foreach (Func<Optimizer> make in makers)
        {
            foreach (GradientClipping? clipping in new[] { null, GradientClipping.ByNorm(1), GradientClipping.ByValue(1) })
            {
                Trainer<SoftmaxRegression> trainer = new(new SoftmaxRegression(1), make())
                {
                    GradientClipping = clipping,
                    Schedule = new LinearWarmUp(5, new CosineAnnealing(50)),
                };
                float[] targets = new float[48];
                trainer.Step(data.Inputs, data.Labels);
                trainer.Step(data.Inputs, targets);
                long before = GC.GetAllocatedBytesForCurrentThread();
                for (int i = 0; i < 10; i++)
                {
                    trainer.Step(data.Inputs, data.Labels);
                    trainer.Step(data.Inputs, targets);
                }

                Assert.Equal(0, GC.GetAllocatedBytesForCurrentThread() - before);
            }
        }
    }

    [Fact]
    public void An_epoch_allocates_a_little_once_and_a_batch_nothing()
    {
        Dataset data = Separable(1000);
        Trainer<SoftmaxRegression> trainer = new(new SoftmaxRegression(1), new Adam());
        trainer.Fit(data, 1, 10);
        long before = GC.GetAllocatedBytesForCurrentThread();
        trainer.Fit(data, 1, 10);
        long few = GC.GetAllocatedBytesForCurrentThread() - before;
        trainer.Fit(data, 1, 1);

        // A hundred batches, and a thousand, which are smaller.
        Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before - few, 0, few);
    }

    [Fact]
    public void Every_epoch_sees_every_sample_once_in_another_order()
    {
        Dataset data = Separable(10);
        Trainer<SoftmaxRegression> trainer = Recording();
        trainer.Fit(data, 3, 4);
        Assert.Equal([4, 4, 2, 4, 4, 2, 4, 4, 2], trainer.Network.BatchSizes);
        float[][] epochs = [.. trainer.Network.Seen.Chunk(10)];
        float[] all = [.. Enumerable.Range(0, 10).Select(i => data.Input(i)[0])];
        Assert.All(epochs, epoch => Assert.Equal(all.Order(), epoch.Order()));
        Assert.NotEqual(all, epochs[0]);
        Assert.NotEqual(epochs[0], epochs[1]);
        Assert.NotEqual(epochs[1], epochs[2]);

        Trainer<SoftmaxRegression> same = Recording();
        same.Fit(data, 1, 4);
        same.Fit(data, 2, 4);
        Assert.Equal(trainer.Network.Seen, same.Network.Seen);
        Assert.Equal(3, same.CompletedEpochs);

        Trainer<SoftmaxRegression> otherSeed = Recording();
        otherSeed.ShuffleSeed = 1;
        otherSeed.Fit(data, 1, 4);
        Assert.NotEqual(epochs[0], otherSeed.Network.Seen);

        Trainer<SoftmaxRegression> inOrder = Recording();
        inOrder.ShuffleSeed = null;
        inOrder.Fit(data, 2, 100);
        Assert.Equal([.. all, .. all], inOrder.Network.Seen);
        Assert.Equal([10, 10], inOrder.Network.BatchSizes);
    }

    [Fact]
    public void Inputs_and_labels_stay_together()
    {
        // The input that is 1 says the label: only pairs that stayed together can be learnt to the last one.
        float[] inputs = new float[4 * 9];
        int[] labels = new int[9];
        for (int i = 0; i < 9; i++)
        {
            labels[i] = i % 3;
            inputs[(i * 4) + labels[i]] = 1;
        }

        Trainer<SoftmaxRegression> trainer = new(new SoftmaxRegression(3), new Sgd(1));
        trainer.Fit(new Dataset(inputs, 4, labels), 100, 2);
        Assert.Equal(1, Evaluator.Evaluate(trainer.Network, new Dataset(inputs, 4, labels)).Accuracy);
    }

    [Fact]
    public void Progress_is_told_after_every_batch()
    {
        Dataset data = Separable(10);
        Recorder recorder = new();
        Trainer<SoftmaxRegression> trainer = new(new SoftmaxRegression(1), new Sgd(0.5)) { Schedule = new StepDecay(2, 0.1) };
        double[] losses = trainer.Fit(data, 2, 4, recorder);
        Assert.Equal(
            [(1, 2, 1, 3, 4L), (1, 2, 2, 3, 8L), (1, 2, 3, 3, 10L), (2, 2, 1, 3, 14L), (2, 2, 2, 3, 18L), (2, 2, 3, 3, 20L)],
            recorder.Reports.Select(static report => (report.Epoch, report.Epochs, report.Batch, report.Batches, report.SamplesSeen)));
        Assert.Equal([0.5, 0.5, 0.05, 0.05, 0.005, 0.005], recorder.Reports.Select(static report => Math.Round(report.LearningRate, 12)));
        Assert.Equal(recorder.Reports[0].BatchLoss, recorder.Reports[0].MeanLoss);
        Assert.Equal(
            ((recorder.Reports[0].BatchLoss * 4d) + (recorder.Reports[1].BatchLoss * 4d) + (recorder.Reports[2].BatchLoss * 2d)) / 10,
            recorder.Reports[2].MeanLoss,
            1e-12);
        Assert.Equal<double[]>(losses, [recorder.Reports[2].MeanLoss, recorder.Reports[5].MeanLoss]);
        Assert.Equal(1, recorder.Reports[^1].Fraction, 1e-12);
        Assert.Equal(1 / 6d, recorder.Reports[0].Fraction, 1e-12);
        Assert.True(recorder.Reports.Zip(recorder.Reports.Skip(1)).All(static pair => pair.First.Elapsed <= pair.Second.Elapsed));
        Assert.True(recorder.Reports[0].Elapsed >= TimeSpan.Zero);
    }

    [Fact]
    public void Cancelling_keeps_what_has_been_learnt()
    {
        Dataset data = Separable(20);
        using CancellationTokenSource source = new();
        Recorder recorder = new() { OnReport = report => { if (report.Batch == 3) source.Cancel(); } };
        Trainer<SoftmaxRegression> trainer = new(new SoftmaxRegression(1), new Sgd(0.5));
        Assert.Throws<OperationCanceledException>(() => trainer.Fit(data, 5, 4, recorder, source.Token));
        Assert.Equal(3, trainer.Optimizer.StepCount);
        Assert.Equal(0, trainer.CompletedEpochs);

        // The network is the one of three steps, and can be used and trained on.
        Trainer<SoftmaxRegression> twin = new(new SoftmaxRegression(1), new Sgd(0.5));
        Recorder stop = new() { OnReport = static report => { if (report.Batch == 3) throw new InvalidOperationException(); } };
        Assert.Throws<InvalidOperationException>(() => twin.Fit(data, 1, 4, stop));
        Assert.True(trainer.Network.Parameters.Flat.SequenceEqual(twin.Network.Parameters.Flat));
        trainer.Fit(data, 20, 4);
        Assert.True(Evaluator.Evaluate(trainer.Network, data).Accuracy > 0.9);

        using CancellationTokenSource cancelled = new();
        cancelled.Cancel();
        float[] before = trainer.Network.Parameters.Flat.ToArray();
        Assert.Throws<OperationCanceledException>(() => trainer.Fit(data, cancellationToken: cancelled.Token));
        Assert.Equal(before, trainer.Network.Parameters.Flat);
    }

    [Fact]
    public void Training_from_a_checkpoint_goes_on_to_the_bit()
    {
        Dataset data = Separable(50);
        Trainer<SoftmaxRegression> whole = new(new SoftmaxRegression(1), new Adam(0.01)) { Schedule = new CosineAnnealing(100) };
        whole.Fit(data, 5, 8);

        Trainer<SoftmaxRegression> first = new(new SoftmaxRegression(1), new Adam(0.01)) { Schedule = new CosineAnnealing(100) };
        first.Fit(data, 2, 8);
        first.Network.Save(_folder["weights.safetensors"]);
        first.Optimizer.Save(_folder["optimizer.safetensors"]);

        Trainer<SoftmaxRegression> second = new(SoftmaxRegression.Load(_folder["weights.safetensors"]), new Adam(0.01)) { Schedule = new CosineAnnealing(100) };
        second.Optimizer.Load(_folder["optimizer.safetensors"]);
        second.CompletedEpochs = 2;
        second.Fit(data, 3, 8);
        Assert.True(second.Network.Parameters.Flat.SequenceEqual(whole.Network.Parameters.Flat));
    }

    [Fact]
    public void What_does_not_fit_is_refused_and_nothing_changes()
    {
        SoftmaxRegression network = new(1);
        Trainer<SoftmaxRegression> trainer = new(network, new Adam());
        float[] before = network.Parameters.Flat.ToArray();
        Check("samples have 5 inputs, but SoftmaxRegression takes 4", new Dataset(new float[10], 5, new int[2]));
        Check("samples have 2 targets, but SoftmaxRegression has 3 outputs", new Dataset(new float[8], 4, new float[4], 2));
        Check("label of sample 1 is 3, but SoftmaxRegression tells 3 classes apart: 0 to 2", new Dataset(new float[8], 4, [2, 3]));
        Check("no samples", new Dataset([], 4, Array.Empty<int>()));
        Assert.Throws<ArgumentOutOfRangeException>("epochs", () => trainer.Fit(Separable(4), epochs: 0));
        Assert.Throws<ArgumentOutOfRangeException>("batchSize", () => trainer.Fit(Separable(4), batchSize: 0));
        Assert.ThrowsAny<ArgumentException>(() => trainer.Step(new float[7], new int[2]));
        Assert.Throws<ArgumentOutOfRangeException>(() => trainer.Step(new float[8], [0, 3]));
        trainer.Schedule = new BadSchedule();
        Assert.Contains("NaN at step 0", Assert.Throws<InvalidOperationException>(() => trainer.Fit(Separable(4))).Message);
        Assert.Equal(before, network.Parameters.Flat);
        Assert.Equal(0, trainer.Optimizer.StepCount);

        void Check(string message, Dataset data)
            => Assert.Contains(message, Assert.Throws<ArgumentException>("data", () => trainer.Fit(data)).Message);
    }

    [Fact]
    public void NaN_in_the_data_passes_through_where_that_is_allowed()
    {
        float[] inputs = Separable(8).Inputs.ToArray();
        inputs[5] = float.NaN;
        Trainer<SoftmaxRegression> trainer = new(new SoftmaxRegression(1), new Adam()) { GradientClipping = GradientClipping.ByNorm(1), AllowNonFinite = true };
        double[] losses = trainer.Fit(new Dataset(inputs, 4, new int[8]), 2, 8);
        Assert.True(double.IsNaN(losses[1]));
        Assert.True(float.IsNaN(trainer.Network.Parameters["dense1.weight"][0, 0]));
        Assert.Equal(0, trainer.Network.Parameters.Flat[3]);
    }

    /// <summary>Three classes, told by which of the first three inputs is the largest.</summary>
    internal static Dataset Separable(int count)
    {
        RandomSource random = new(5);
        float[] inputs = new float[count * 4];
        int[] labels = new int[count];
        for (int i = 0; i < count; i++)
        {
            labels[i] = random.NextInt(3);
            for (int j = 0; j < 4; j++)
            {
                inputs[(i * 4) + j] = random.NextSingle() + (j == labels[i] ? 0.8f : 0);
            }
        }

        return new Dataset(inputs, 4, labels);
    }

    private static Trainer<SoftmaxRegression> Recording() => new(new SoftmaxRegression(1) { IsRecording = true }, new Sgd(0.1));

    private sealed class Recorder : IProgress<TrainingProgress>
    {
        public List<TrainingProgress> Reports { get; } = [];

        public Action<TrainingProgress>? OnReport { get; init; }

        public void Report(TrainingProgress value)
        {
            Reports.Add(value);
            OnReport?.Invoke(value);
        }
    }

    private sealed class BadSchedule : LearningRateSchedule
    {
        public override double At(long step) => double.NaN;
    }

    private sealed class NoLoss : IEchoDeclaration
    {
        public static int Length => 2;

        public static LayerAttribute Last => new ReLUAttribute();

        public static NetworkLossAttribute? Loss => null;
    }
}
