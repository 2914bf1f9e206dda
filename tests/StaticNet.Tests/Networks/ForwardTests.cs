using System.Runtime.Intrinsics;
using StaticNet.Kernels;

namespace StaticNet.Tests.Networks;

public sealed class ForwardTests
{
    [Fact]
    public void A_sample_has_the_same_bits_alone_and_in_any_batch()
    {
        AssertSameAlone<Xor>();
        AssertSameAlone<Classifier>();
        AssertSameAlone<Regressor>();
        AssertSameAlone<EveryActivation>();
        AssertSameAlone<Perceptrons>();
        AssertSameAlone<SmallConvolution>();
        AssertSameAlone<KeptApart>();
        AssertSameAlone<Sequence>();
        AssertSameAlone<Transposed>();
        AssertSameAlone<SmallComposition>();
        AssertSameAlone<CrossingPaths>();
        AssertSameAlone<CrossingImages>();
        AssertSameAlone<ImageAndRow>();
        AssertSameAlone<Normalized>();

        static void AssertSameAlone<TNetwork>()
            where TNetwork : class, INetwork<TNetwork>
        {
            // More are shared by threads, which no width decides; where the JIT does not optimise, and without vectors, they take long.
            bool isFew = Configuration.IsDebug || !Vector128.IsHardwareAccelerated;
            int most = isFew ? 66 : 300;
            TNetwork network = TNetwork.Create(3);
            float[] inputs = Inputs(most * TNetwork.InputLength);
            float[] alone = new float[most * TNetwork.OutputLength];
            for (int i = 0; i < most; i++)
            {
                network.Forward(inputs.AsSpan(i * TNetwork.InputLength, TNetwork.InputLength), alone.AsSpan(i * TNetwork.OutputLength, TNetwork.OutputLength));
            }

            foreach (int samples in (int[])[2, 3, 4, 7, 8, 9, 12, 64, .. isFew ? Array.Empty<int>() : [255, 256, 257], most])
            {
                float[] together = new float[samples * TNetwork.OutputLength];
                network.Forward(inputs.AsSpan(0, samples * TNetwork.InputLength), together);
                Assert.Equal(alone.AsSpan(0, together.Length).ToArray(), together);
            }
        }
    }

    [Fact]
    [Trait(Width.Trait, Width.Any)]
    public void Eight_threads_at_once_get_the_serial_answer()
    {
        AssertParallel<Xor>();
        AssertParallel<Classifier>();
        AssertParallel<Regressor>();
        AssertParallel<SmallConvolution>();
        AssertParallel<KeptApart>();
        AssertParallel<Sequence>();
        AssertParallel<Transposed>();
        AssertParallel<SmallComposition>();
        AssertParallel<CrossingPaths>();
        AssertParallel<ImageAndRow>();
        AssertParallel<Normalized>();

        static void AssertParallel<TNetwork>()
            where TNetwork : class, INetwork<TNetwork>
        {
            const int Samples = 37;

            // Without wide vectors, and where the JIT does not optimise, a call takes so long that fewer meet each other as often.
            int repeats = Vector256.IsHardwareAccelerated && !Configuration.IsDebug ? 50 : 3;
            TNetwork network = TNetwork.Create(5);
            float[][] inputs = [.. Enumerable.Range(0, 8).Select(i => Inputs(Samples * TNetwork.InputLength, (ulong)i))];
            float[][] serial = [.. inputs.Select(Run)];

            using var start = new Barrier(8);
            float[][] parallel = new float[8][];
            Thread[] threads = [.. Enumerable.Range(0, 8).Select(i => new Thread(() =>
            {
                start.SignalAndWait();
                for (int repeat = 0; repeat < repeats; repeat++)
                {
                    parallel[i] = Run(inputs[i]);
                    if (!parallel[i].AsSpan().SequenceEqual(serial[i]))
                    {
                        return;
                    }
                }
            }))];
            Array.ForEach(threads, static thread => thread.Start());
            Array.ForEach(threads, static thread => thread.Join());
            Assert.Equal(serial, parallel);

            float[] Run(float[] x)
            {
                float[] y = new float[Samples * TNetwork.OutputLength];
                network.Forward(x, y);
                return y;
            }
        }
    }

    [Fact]
    public void No_samples_are_no_work()
    {
        new Classifier().Forward([], []);
        new Xor().Forward([], []);
    }

    [Fact]
    public void A_flattening_network_copies()
    {
        float[] outputs = new float[12];
        new Identity().Forward([1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12], outputs);
        Assert.Equal([1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12], outputs);
    }

    [Fact]
    public void A_wrong_length_is_named_and_nothing_is_written()
    {
        var network = new Classifier();
        float[] outputs = [.. Enumerable.Repeat(-1f, 20)];

        ArgumentException inputs = Assert.Throws<ArgumentException>(() => network.Forward(new float[66], outputs.AsSpan(0, 10)));
        Assert.Equal("inputs", inputs.ParamName);
        Assert.Contains("67", inputs.Message);
        Assert.Contains("66", inputs.Message);

        ArgumentException others = Assert.Throws<ArgumentException>(() => network.Forward(new float[134], outputs.AsSpan(0, 19)));
        Assert.Equal("outputs", others.ParamName);
        Assert.Contains("Expected 20 outputs for 2 samples (10 each), got 19", others.Message);
        Assert.All(outputs, static output => Assert.Equal(-1f, output));
    }

    [Fact]
    public void Outputs_that_overlap_the_inputs_are_refused()
    {
        float[] memory = new float[3];
        Assert.Equal("outputs", Assert.Throws<ArgumentException>(() => new Xor().Forward(memory.AsSpan(0, 2), memory.AsSpan(1, 1))).ParamName);
    }

    [Fact]
    public void NaN_and_infinities_pass_through()
    {
        var network = new Classifier();
        float[] inputs = Inputs(3 * Classifier.InputLength);
        inputs[5] = float.NaN;
        inputs[Classifier.InputLength + 66] = float.PositiveInfinity;
        float[] outputs = new float[30];
        network.Forward(inputs, outputs);
        Assert.All(outputs.Take(10), static output => Assert.True(float.IsNaN(output)));
        Assert.All(outputs.Skip(20), static output => Assert.True(float.IsFinite(output)));

        ParameterSet gradients = Classifier.CreateParameters();
        Assert.True(float.IsNaN(network.Gradient(inputs, (int[])[1, 2, 3], gradients)));
    }

    [Fact]
    public void Garbage_in_the_padding_of_the_weights_changes_nothing()
    {
        var network = new Regressor();
        float[] inputs = Inputs(9 * Regressor.InputLength);
        float[] before = new float[18];
        network.Forward(inputs, before);

        // Everything that no tensor shows is padding.
        ParameterSet copy = Regressor.CreateParameters();
        copy.CopyFrom(network.Parameters);
        network.Parameters.Flat.Fill(float.NaN);
        foreach (string name in copy.Names)
        {
            copy[name].CopyTo(network.Parameters[name]);
        }

        float[] after = new float[18];
        network.Forward(inputs, after);
        Assert.Equal(before, after);
    }

    private static float[] Inputs(int length, ulong seed = 1)
    {
        var random = new RandomSource(seed);
        float[] inputs = new float[length];
        foreach (ref float input in inputs.AsSpan())
        {
            input = (random.NextSingle() * 2) - 1;
        }

        return inputs;
    }
}
