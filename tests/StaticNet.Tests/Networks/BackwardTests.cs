using System.Runtime.InteropServices;
using StaticNet.Kernels;
using StaticNet.Reference;

namespace StaticNet.Tests.Networks;

/// <summary>The product of any gradients of the outputs with the Jacobian: gradients of the parameters, and of the inputs where they are wanted.</summary>
[Collection(Threads.Collection)]
public sealed class BackwardTests : IDisposable
{
    private static readonly Dictionary<string, (Action<int> Agrees, Action<int> SameBits)> Networks = new()
    {
        [nameof(SmallConvolution)] = Checks<SmallConvolution>(),
        [nameof(NormalizedPixels)] = Checks<NormalizedPixels>(),
        [nameof(Dropped)] = Checks<Dropped>(),
        [nameof(Sequence)] = Checks<Sequence>(),
        [nameof(Transposed)] = Checks<Transposed>(),
        [nameof(NormalizedTogether)] = Checks<NormalizedTogether>(),
        [nameof(EveryActivation)] = Checks<EveryActivation>(),
        [nameof(Filtered)] = Checks<Filtered>(),
        [nameof(CrossingPaths)] = Checks<CrossingPaths>(),
        [nameof(CrossingImages)] = Checks<CrossingImages>(),
        [nameof(ActorCritic)] = Checks<ActorCritic>(),
        [nameof(ImageAndRow)] = Checks<ImageAndRow>(),
        [nameof(Tapped)] = Checks<Tapped>(),
        [nameof(Generating)] = Checks<Generating>(),
    };

    private readonly int _threads = Parallelism.Threads;

    public static TheoryData<string> Names => [.. Networks.Keys];

    public void Dispose() => Parallelism.Threads = _threads;

    [Theory]
    [MemberData(nameof(Names))]
    public void It_is_the_reference(string network) => Networks[network].Agrees(5);

    [Theory]
    [Trait(Width.Trait, Width.Any)]
    [MemberData(nameof(Names))]
    public void Any_number_of_threads_has_the_same_bits_and_so_has_a_call_that_does_not_want_the_inputs(string network) => Networks[network].SameBits(37);

    [Fact]
    public void The_gradient_of_a_loss_is_that_of_its_derivative()
    {
        var network = new Tapped(3);
        float[] inputs = Random(5 * 6, 1);
        int[] labels = [2, 0, 1, 1, 2];
        ParameterSet expected = Tapped.CreateParameters(), gradients = Tapped.CreateParameters();
        network.Gradient(inputs, labels, expected);

        // Of half the mean of -log p, p the probability of the label; the features have no part in it.
        float[] outputs = new float[5 * Tapped.OutputLength], outputGradients = new float[outputs.Length];
        network.Forward(inputs, outputs);
        for (int n = 0; n < 5; n++)
        {
            int at = (n * Tapped.OutputLength) + 9 + labels[n];
            outputGradients[at] = -0.5f / (5 * outputs[at]);
        }

        network.Backward(inputs, outputGradients, gradients);
        for (int i = 0; i < gradients.Flat.Length; i++)
        {
            Assert.Equal(expected.Flat[i], gradients.Flat[i], 1e-6);
        }
    }

    [Fact]
    public void Calls_by_name_have_the_bits_of_those_of_joined_samples()
    {
        float[] image = Random(5 * 60, 1), extra = Random(5 * 3, 2);
        float[] tap = Random(5 * 600, 3), code = Random(5 * 20, 4), flags = Random(5 * 2, 5), mask = Random(5 * 30, 6);
        float[] inputs = Join((image, 60), (extra, 3)), inputGradients = new float[inputs.Length];
        ParameterSet expected = ImageAndRow.CreateParameters(), gradients = ImageAndRow.CreateParameters();
        new ImageAndRow(3).Backward(inputs, Join((tap, 600), (code, 20), (flags, 2), (mask, 30)), expected, inputGradients);

        float[] imageGradients = new float[image.Length], extraGradients = new float[extra.Length];
        new ImageAndRow(3).Backward(image, extra, tap, code, flags, mask, gradients, imageGradients, extraGradients);
        Assert.Equal(expected.Flat.ToArray(), gradients.Flat.ToArray());
        Assert.Equal(inputGradients, Join((imageGradients, 60), (extraGradients, 3)));

        float[] alone = new float[extra.Length];
        new ImageAndRow(3).Backward(image, extra, tap, code, flags, mask, gradients, extraGradients: alone);
        Assert.Equal(extraGradients, alone);
        gradients.Flat.Clear();
        new ImageAndRow(3).Backward(image, extra, tap, code, flags, mask, gradients);
        Assert.Equal(expected.Flat.ToArray(), gradients.Flat.ToArray());
        ArgumentException exception = Assert.Throws<ArgumentException>(() => new ImageAndRow(3).Backward(image, extra, tap, code, flags, mask, gradients, extraGradients: alone.AsSpan(1)));
        Assert.Equal("extraGradients", exception.ParamName);

        static float[] Join(params (float[] Values, int Length)[] parts)
            => [.. Enumerable.Range(0, 5).SelectMany(n => parts.SelectMany(part => part.Values.Skip(n * part.Length).Take(part.Length)))];
    }

    [Fact]
    public void A_trainer_takes_a_loss_of_the_users_own()
    {
        float[] inputs = Random(32 * 6, 1);
        float[] wanted = [.. Enumerable.Range(0, 32 * 8).Select(i => inputs[(i / 8 * 6) + (i % 6)] / 2)];
        var network = new Generating(3);
        var trainer = new Trainer<Generating>(network, new Adam(0.01));
        float first = trainer.Step(inputs, Loss), last = first;
        for (int step = 0; step < 300; step++)
        {
            last = trainer.Step(inputs, Loss);
        }

        Assert.True(last < first / 20, $"{first} has become {last}");
        OutputLoss loss = Loss;
        trainer.Step(inputs, loss);
        long before = GC.GetAllocatedBytesForCurrentThread();
        trainer.Step(inputs, loss);
        Assert.Equal(before, GC.GetAllocatedBytesForCurrentThread());

        float[] weights = network.Parameters.Flat.ToArray();
        Assert.Throws<NotFiniteNumberException>(() => trainer.Step(inputs, static (_, _) => float.NaN));
        Assert.Throws<ArgumentException>(() => trainer.Step([], Loss));
        Assert.Throws<ArgumentException>(() => trainer.Step(new float[7], Loss));
        Assert.Throws<ArgumentNullException>(() => trainer.Step(inputs, (OutputLoss)null!));
        Assert.Equal(weights, network.Parameters.Flat.ToArray());
        Assert.Contains("'batchnorm1'", Refusal(new Trainer<ImageAndRow>(new ImageAndRow(), new Adam())), StringComparison.Ordinal);
        Assert.Contains("Backward = true", Refusal(new Trainer<Xor>(new Xor(), new Adam())), StringComparison.Ordinal);

        float Loss(ReadOnlySpan<float> outputs, Span<float> gradients)
        {
            float sum = 0;
            for (int i = 0; i < outputs.Length; i++)
            {
                float difference = outputs[i] - wanted[i];
                sum += difference * difference / outputs.Length;
                gradients[i] = 2 * difference / outputs.Length;
            }

            return sum;
        }

        static string Refusal<TNetwork>(Trainer<TNetwork> trainer)
            where TNetwork : class, INetwork<TNetwork>
            => Assert.Throws<NotSupportedException>(() => trainer.Step(new float[TNetwork.InputLength], static (_, _) => 0)).Message;
    }

    [Fact]
    public void Nothing_gives_nothing()
    {
        var network = new Generating(3);
        ParameterSet gradients = Generating.CreateParameters();
        gradients.Flat.Fill(3);
        network.Backward([], [], gradients, []);
        Assert.Equal(-1, gradients.Flat.IndexOfAnyExcept(0f));
    }

    [Fact]
    public void Wrong_spans_are_named_and_nothing_is_written()
    {
        var network = new Generating(3);
        ParameterSet gradients = Generating.CreateParameters();
        gradients.Flat.Fill(3);
        float[] inputs = new float[12], outputGradients = new float[16];
        Assert.Equal("inputs", Name(() => network.Backward(new float[7], outputGradients, gradients)));
        Assert.Equal("outputGradients", Name(() => network.Backward(inputs, new float[15], gradients)));
        Assert.Equal("inputGradients", Name(() => network.Backward(inputs, outputGradients, gradients, new float[6])));
        Assert.Equal("inputGradients", Name(() => network.Backward(inputs, outputGradients, gradients, inputs)));
        Assert.Equal("inputGradients", Name(() => network.Backward(inputs, outputGradients, gradients, outputGradients.AsSpan(4))));
        Assert.Equal("inputGradients", Name(() => network.Backward(inputs, outputGradients, gradients, network.Parameters.Flat[..12])));
        Assert.Equal("inputGradients", Name(() => network.Backward(inputs, outputGradients, gradients, gradients.Flat[..12])));
        Assert.Equal("outputGradients", Name(() => network.Backward(inputs, gradients.Flat[..16], gradients)));
        Assert.Equal("gradients", Name(() => network.Backward(inputs, outputGradients, network.Parameters)));
        Assert.Equal("gradients", Name(() => network.Backward(inputs, outputGradients, Xor.CreateParameters())));
        Assert.Throws<ArgumentNullException>(() => network.Backward(inputs, outputGradients, null!));
        Assert.Equal(-1, gradients.Flat.IndexOfAnyExcept(3f));

        static string? Name(Action call) => Assert.Throws<ArgumentException>(call).ParamName;
    }

    [Fact]
    public void A_network_that_does_not_ask_for_it_says_how()
    {
        NotSupportedException exception = Assert.Throws<NotSupportedException>(static () => Ask(new Xor()));
        Assert.Contains("[Network(..., Backward = true)]", exception.Message, StringComparison.Ordinal);

        static void Ask<TNetwork>(TNetwork network)
            where TNetwork : class, INetwork<TNetwork>
            => network.Backward(new float[TNetwork.InputLength], new float[TNetwork.OutputLength], TNetwork.CreateParameters(), []);
    }

    private static (Action<int>, Action<int>) Checks<TNetwork>()
        where TNetwork : class, INetwork<TNetwork>
        => (AssertAgrees<TNetwork>, AssertSameBits<TNetwork>);

    private static void AssertAgrees<TNetwork>(int samples)
        where TNetwork : class, INetwork<TNetwork>
    {
        TNetwork network = TNetwork.Create(5);
        float[] inputs = Random(samples * TNetwork.InputLength, 1), outputGradients = Random(samples * TNetwork.OutputLength, 2), inputGradients = new float[inputs.Length];
        var reference = new ReferenceNetwork(TNetwork.Summary) { Dropout = { Seed = 5 } };
        Dictionary<string, double[]> expected = reference.Backward(Doubles(inputs), Doubles(outputGradients), ReferenceNetwork.Tensors(network.Parameters));
        ParameterSet gradients = TNetwork.CreateParameters();
        gradients.Flat.Fill(float.NaN);
        network.Backward(inputs, outputGradients, gradients, inputGradients);

        double largest = expected.Values.Max(static values => values.Max(Math.Abs));
        AssertClose("input", expected["input"], Doubles(inputGradients));
        foreach ((string name, double[] found) in ReferenceNetwork.Tensors(gradients))
        {
            AssertClose(name, expected[name], found);
        }

        void AssertClose(string name, double[] wanted, double[] found)
        {
            Assert.Equal(wanted.Length, found.Length);
            for (int i = 0; i < wanted.Length; i++)
            {
                Assert.True(Math.Abs(wanted[i] - found[i]) <= (2e-5 * wanted.Max(Math.Abs)) + (2e-6 * largest), $"{name}[{i}] is {found[i]}, expected {wanted[i]}.");
            }
        }
    }

    private static void AssertSameBits<TNetwork>(int samples)
        where TNetwork : class, INetwork<TNetwork>
    {
        float[] inputs = Random(samples * TNetwork.InputLength, 1), outputGradients = Random(samples * TNetwork.OutputLength, 2);
        Parallelism.Threads = 1;
        (float[] expected, float[] expectedInputs) = Compute(wantsInputs: true);
        foreach ((int threads, bool wantsInputs) in (ReadOnlySpan<(int, bool)>)[(1, false), (3, true), (3, false)])
        {
            Parallelism.Threads = threads;
            (float[] found, float[] foundInputs) = Compute(wantsInputs);
            Assert.True(Bits(expected).SequenceEqual(Bits(found)), $"{threads} threads give other gradients");
            Assert.True(!wantsInputs || Bits(expectedInputs).SequenceEqual(Bits(foundInputs)), $"{threads} threads give other gradients of the inputs");
        }

        (float[] Gradients, float[] InputGradients) Compute(bool wantsInputs)
        {
            ParameterSet gradients = TNetwork.CreateParameters();
            float[] inputGradients = new float[wantsInputs ? inputs.Length : 0];
            TNetwork.Create(5).Backward(inputs, outputGradients, gradients, inputGradients);
            return (gradients.Flat.ToArray(), inputGradients);
        }

        static ReadOnlySpan<byte> Bits(float[] values) => MemoryMarshal.AsBytes<float>(values);
    }

    private static float[] Random(int count, int seed)
    {
        var random = new RandomSource((ulong)seed);
        return [.. Enumerable.Range(0, count).Select(_ => (random.NextSingle() * 2) - 1)];
    }

    private static double[] Doubles(float[] values) => [.. values.Select(static value => (double)value)];
}
