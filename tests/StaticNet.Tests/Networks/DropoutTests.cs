using System.Runtime.InteropServices;
using StaticNet.Kernels;
using StaticNet.Reference;

namespace StaticNet.Tests.Networks;

/// <summary>Dropout in generated networks: what it drops, when, and that it drops the same again.</summary>
public sealed class DropoutTests
{
    [Fact]
    public void Prediction_drops_nothing()
    {
        var network = new Dropped(seed: 3);
        var other = new Undropped(seed: 3);
        float[] inputs = Inputs<Dropped>(5);
        Assert.Equal(network.Parameters.Flat, other.Parameters.Flat);
        Assert.Equal(Outputs(other, inputs), Outputs(network, inputs));
    }

    [Fact]
    public void A_batch_of_several_chunks_is_that_of_the_reference()
    {
        const int Samples = 300;
        var network = new DroppedInputs(seed: 5) { DropoutStep = 1L << 40 };
        var reference = new ReferenceNetwork(DroppedInputs.Summary) { Dropout = { Seed = 5, Step = 1L << 40 } };
        float[] inputs = Inputs<DroppedInputs>(Samples);
        ParameterSet gradients = DroppedInputs.CreateParameters();

        float loss = network.Gradient(inputs, new float[Samples], gradients);

        Dictionary<string, double[]> expected = reference.Gradient(
            [.. inputs.Select(static value => (double)value)], new double[Samples], ReferenceNetwork.Tensors(network.Parameters), out double expectedLoss);
        Assert.Equal(expectedLoss, loss, 1e-5);
        foreach ((string name, double[] gradient) in ReferenceNetwork.Tensors(gradients))
        {
            Assert.All(expected[name].Zip(gradient), pair => Assert.Equal(pair.First, pair.Second, 2e-5 * expected[name].Max(Math.Abs)));
        }
    }

    [Fact]
    public void Every_step_drops_other_values_and_a_step_the_same_again()
    {
        var network = new Dropped(seed: 2);
        float[] inputs = Inputs<Dropped>(4);
        int[] labels = Labels(4);
        ParameterSet gradients = Dropped.CreateParameters();
        Assert.Equal(2, network.DropoutSeed);
        Assert.Equal(0, network.DropoutStep);

        float[] losses = [.. Enumerable.Range(0, 10).Select(_ => network.Gradient(inputs, labels, gradients))];
        Assert.Equal(10, losses.Distinct().Count());
        Assert.Equal(10, network.DropoutStep);

        network.DropoutStep = 4;
        Assert.Equal(losses[4], network.Gradient(inputs, labels, gradients));
        Assert.Equal(losses[5], network.Gradient(inputs, labels, gradients));

        network.DropoutStep = 0;
        network.DropoutSeed = 7;
        Assert.NotEqual(losses[0], network.Gradient(inputs, labels, gradients));
    }

    [Fact]
    public void A_refused_call_is_no_step()
    {
        var network = new Dropped();
        Assert.Throws<ArgumentException>(() => network.Gradient(new float[7], new int[1], Dropped.CreateParameters()));
        Assert.Equal(0, network.DropoutStep);
    }

    [Fact]
    public void A_training_run_goes_on_with_the_same_masks()
    {
        float[] inputs = Inputs<Dropped>(6);
        int[] labels = Labels(6);
        var whole = new Dropped(seed: 9);
        Train(whole, 8);

        using var folder = new TemporaryFolder();
        string path = folder["half.safetensors"];
        var half = new Dropped(seed: 9);
        Train(half, 3);
        half.Save(path);
        Dropped rest = Dropped.Load(path);
        Assert.Equal((0, 0L), (rest.DropoutSeed, rest.DropoutStep));
        (rest.DropoutSeed, rest.DropoutStep) = (half.DropoutSeed, half.DropoutStep);
        Train(rest, 5);

        Assert.True(MemoryMarshal.AsBytes(whole.Parameters.Flat).SequenceEqual(MemoryMarshal.AsBytes(rest.Parameters.Flat)));

        void Train(Dropped network, int steps)
        {
            var trainer = new Trainer<Dropped>(network, new Sgd(0.1));
            for (int i = 0; i < steps; i++)
            {
                trainer.Step(inputs, labels);
            }
        }
    }

    // Samples are told apart by their place in the batch, not by what they hold.
    [Fact]
    public void The_expectation_stays()
    {
        const int Samples = 2000;
        var network = new DroppedInputs();
        network.Dense1.Weight.Fill(0.001f);
        float[] ones = new float[Samples * DroppedInputs.InputLength];
        Array.Fill(ones, 1f);
        ParameterSet gradients = DroppedInputs.CreateParameters();

        // The sum of 1000 ones times 0.001 is 1; with r of 1000 dropped it has the variance r / (1 - r) / 1000, which is the loss against 1.
        float[] targets = new float[Samples];
        Array.Fill(targets, 1f);
        const double Expected = 0.3 / 0.7 / 1000;
        Assert.Equal(Expected, network.Gradient(ones, targets, gradients), 5 * Expected * Math.Sqrt(2.0 / Samples));

        // Against 0 it is 1 more.
        network.DropoutStep = 0;
        Assert.Equal(1 + Expected, network.Gradient(ones, new float[Samples], gradients), 5 * 2 * Math.Sqrt(Expected / Samples));
    }

    private static float[] Inputs<TNetwork>(int samples)
        where TNetwork : class, INetwork<TNetwork>
    {
        var random = new RandomSource(21);
        return [.. Enumerable.Range(0, samples * TNetwork.InputLength).Select(_ => (random.NextSingle() * 4) - 2)];
    }

    private static int[] Labels(int samples) => [.. Enumerable.Range(0, samples).Select(static n => n % 3)];

    private static float[] Outputs<TNetwork>(TNetwork network, float[] inputs)
        where TNetwork : class, INetwork<TNetwork>
    {
        float[] outputs = new float[inputs.Length / TNetwork.InputLength * TNetwork.OutputLength];
        network.Forward(inputs, outputs);
        return outputs;
    }
}
