using StaticNet.Kernels;

namespace StaticNet.Tests.Training;

/// <summary>Training stops where numbers are not finite any more, says where, and leaves the network as it was.</summary>
public sealed class DivergenceTests
{
    [Fact]
    public void Unscaled_data_stop_training_in_front_of_the_step_that_went_bad()
    {
        // House prices beside areas in square metres: with the learning rate 0.01 the weights grow a thousandfold a step.
        Dataset data = Houses(40);
        Trainer<Divergent> trainer = new(new Divergent(1), new Sgd(0.01, momentum: 0.5)) { ShuffleSeed = null };
        int batches = 0;
        NotFiniteNumberException error = Assert.Throws<NotFiniteNumberException>(() => trainer.Fit(data, 50, 8, new Counter(() => batches++)));

        Assert.InRange(batches, 2, 49);
        Assert.Contains($"in epoch {(batches / 5) + 1}, batch {(batches % 5) + 1}: ", error.Message);
        Assert.Contains("the loss is Infinity", error.Message);
        Assert.Contains("not scaled", error.Message);
        Assert.False(double.IsFinite(error.OffendingNumber));
        Assert.Equal(batches, trainer.Optimizer.StepCount);
        Assert.Equal(batches / 5, trainer.CompletedEpochs);

        // To the bit what as many good steps leave.
        Trainer<Divergent> twin = new(new Divergent(1), new Sgd(0.01, momentum: 0.5));
        for (int i = 0; i < batches; i++)
        {
            Dataset batch = data.Slice(i % 5 * 8, 8);
            twin.Step(batch.Inputs, batch.Targets);
        }

        Assert.Equal(twin.Network.Parameters.Flat, trainer.Network.Parameters.Flat);
        Assert.Equal(twin.Optimizer.State["momentum_buffer"].Flat, trainer.Optimizer.State["momentum_buffer"].Flat);
    }

    [Fact]
    public void It_goes_on_where_that_is_allowed()
    {
        Trainer<Divergent> trainer = new(new Divergent(1), new Sgd(0.01)) { AllowNonFinite = true };
        double[] losses = trainer.Fit(Houses(40), 50, 8);
        Assert.True(double.IsNaN(losses[^1]));
        Assert.Equal(250, trainer.Optimizer.StepCount);
    }

    [Fact]
    public void A_NaN_among_the_data_is_named_and_leaves_the_statistics_alone()
    {
        Dataset data = Houses(6);
        float[] inputs = data.Inputs.ToArray();
        inputs[9] = float.NaN;
        Unharmed(inputs, data.Targets, "Value 1 of the input of the batch's sample 4 is NaN");
        inputs[9] = float.NegativeInfinity;
        Unharmed(inputs, data.Targets, "Value 1 of the input of the batch's sample 4 is -Infinity");
        float[] targets = data.Targets.ToArray();
        targets[3] = float.PositiveInfinity;
        Unharmed(data.Inputs, targets, "Value 0 of the target of the batch's sample 3 is Infinity");

        // Finite, but its square is not.
        inputs[9] = 3e38f;
        Unharmed(inputs, data.Targets, "the loss is");

        static void Unharmed(ReadOnlySpan<float> inputs, ReadOnlySpan<float> targets, string message)
        {
            Trainer<DivergentNorm> trainer = new(new DivergentNorm(1), new Adam());
            trainer.Step(Houses(6).Inputs, Houses(6).Targets);
            float[] before = trainer.Network.Parameters.Flat.ToArray();
            float[] mean = trainer.Optimizer.State["exp_avg"].Flat.ToArray();
            Dataset data = new(inputs.ToArray(), 2, targets.ToArray(), 1);
            NotFiniteNumberException error = Assert.Throws<NotFiniteNumberException>(() => { trainer.Step(data.Inputs, data.Targets); });
            Assert.Contains(message, error.Message);
            Assert.Contains("Training diverged: ", error.Message);
            Assert.Equal(before, trainer.Network.Parameters.Flat);
            Assert.Equal(mean, trainer.Optimizer.State["exp_avg"].Flat);
            Assert.Equal(1, trainer.Optimizer.StepCount);
            Assert.Contains("in epoch 1, batch 1: ", Assert.Throws<NotFiniteNumberException>(() => trainer.Fit(data)).Message);
            Assert.Equal(before, trainer.Network.Parameters.Flat);

            // And it learns on.
            Assert.True(float.IsFinite(trainer.Step(Houses(6).Inputs, Houses(6).Targets)));
        }
    }

    [Fact]
    public void Weights_that_were_not_finite_before_are_named()
    {
        Trainer<Divergent> trainer = new(new Divergent(1), new Adam());
        trainer.Network.Parameters["dense1.bias"][0] = float.NaN;
        NotFiniteNumberException error = Assert.Throws<NotFiniteNumberException>(() => trainer.Fit(Houses(6)));
        Assert.Contains("'dense1.bias' held NaN before the step", error.Message);
    }

    [Fact]
    public void A_step_that_makes_a_weight_infinite_is_noticed_by_the_next_or_when_the_epoch_ends()
    {
        Trainer<Divergent> trainer = new(new Divergent(1), new Sgd(3e38));
        NotFiniteNumberException error = Assert.Throws<NotFiniteNumberException>(() => trainer.Fit(Houses(6), 1, 6));
        Assert.Contains("in epoch 1: a step made a value of 'dense1.weight' ", error.Message);
        Assert.Contains("the previous weights are lost", error.Message);
        Assert.Equal(1, trainer.Optimizer.StepCount);
        Assert.Equal(0, trainer.CompletedEpochs);

        Trainer<Divergent> twice = new(new Divergent(1), new Sgd(3e38));
        error = Assert.Throws<NotFiniteNumberException>(() => twice.Fit(Houses(6), 1, 3));
        Assert.Contains("in epoch 1, batch 2: ", error.Message);
        Assert.Contains("'dense1.weight' held ", error.Message);
        Assert.Equal(1, twice.Optimizer.StepCount);
    }

    [Fact]
    public void A_loss_alone_stops_it()
    {
        // No gradient passes a ReLU that is not active, and the target is too far off for a square.
        Trainer<DeadRectifier> trainer = new(new DeadRectifier(1), new Sgd(0.1));
        trainer.Network.Parameters["dense1.bias"].Fill(-1e9f);
        NotFiniteNumberException error = Assert.Throws<NotFiniteNumberException>(() => { trainer.Step([1f, 1f], [-1e20f]); });
        Assert.Contains("the loss is Infinity. ", error.Message);
        Assert.Equal(double.PositiveInfinity, error.OffendingNumber);
    }

    [Fact]
    public void A_clipping_that_makes_NaN_is_stopped_too()
    {
        Trainer<Divergent> trainer = new(new Divergent(1), new Sgd(0.1)) { GradientClipping = new Spoiling() };
        float[] before = trainer.Network.Parameters.Flat.ToArray();
        Assert.Contains("a gradient of 'dense1.bias' is NaN", Assert.Throws<NotFiniteNumberException>(() => trainer.Fit(Houses(6))).Message);
        Assert.Equal(before, trainer.Network.Parameters.Flat);
    }

    private static Dataset Houses(int count)
    {
        RandomSource random = new(7);
        float[] inputs = new float[count * 2];
        float[] targets = new float[count];
        for (int i = 0; i < count; i++)
        {
            inputs[i * 2] = 40 + (160 * random.NextSingle());
            inputs[(i * 2) + 1] = 1950 + (70 * random.NextSingle());
            targets[i] = 2000 * inputs[i * 2];
        }

        return new Dataset(inputs, 2, targets, 1);
    }

    private sealed class Spoiling : GradientClipping
    {
        public override void Apply(ParameterSet gradients) => gradients["dense1.bias"][0] = float.NaN;
    }

    private sealed class Counter(Action count) : IProgress<TrainingProgress>
    {
        public void Report(TrainingProgress value) => count();
    }
}

[Network(2)]
[Dense(1)]
[MeanSquaredError]
internal sealed partial class Divergent;

[Network(2)]
[Dense(5)]
[BatchNorm]
[Tanh]
[Dense(1)]
[MeanSquaredError]
internal sealed partial class DivergentNorm;

[Network(2)]
[Dense(3)]
[ReLU]
[Dense(1, Bias = false)]
[MeanSquaredError]
internal sealed partial class DeadRectifier;
