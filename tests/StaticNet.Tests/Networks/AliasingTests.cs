using System.Runtime.InteropServices;

namespace StaticNet.Tests.Networks;

/// <summary>
/// Every pair of what a call is given, in the same memory: what is only read may lie anywhere, and has the results of a copy; what is written shares no memory with
/// anything else of the call, which is refused before anything is written.
/// </summary>
[Trait(Width.Trait, Width.Any)]
public sealed class AliasingTests
{
    private const int Samples = 3;

    [Fact]
    public void Outputs_need_memory_of_their_own()
    {
        Forward<Xor>();
        Forward<Classifier>();
        Forward<Filtered>();
        Forward<NormalizedTogether>();

        static void Forward<TNetwork>()
            where TNetwork : class, INetwork<TNetwork>
        {
            TNetwork network = TNetwork.Create(1);
            int outputLength = TNetwork.OutputLength;
            Span<float> weights = network.Parameters.Flat;
            float[] before = weights.ToArray();
            foreach (int start in (int[])[0, 1, weights.Length - 1, weights.Length - outputLength])
            {
                // The last ones lie partly behind the weights.
                Assert.Equal("outputs", Refused(() => network.Forward(new float[TNetwork.InputLength], MemoryMarshal.CreateSpan(ref network.Parameters.Flat[start], outputLength))));
            }

            float[] shared = [.. Enumerable.Range(0, TNetwork.InputLength + outputLength).Select(static i => i * 0.25f)];
            float[] values = [.. shared];
            foreach (int start in (int[])[0, 1, TNetwork.InputLength - 1])
            {
                Assert.Equal("outputs", Refused(() => network.Forward(shared.AsSpan(0, TNetwork.InputLength), shared.AsSpan(start, outputLength))));
            }

            Assert.Equal("outputs", Refused(() => network.Forward(shared.AsSpan(outputLength - 1, TNetwork.InputLength), shared.AsSpan(0, outputLength))));
            Assert.Equal(values, shared);
            Assert.Equal(before, network.Parameters.Flat);

            // Beside each other, and of no sample at all.
            network.Forward(shared.AsSpan(0, TNetwork.InputLength), shared.AsSpan(TNetwork.InputLength));
            network.Forward([], []);
            network.Forward(weights[..0], weights[..0]);
        }
    }

    [Fact]
    public void Inputs_may_lie_among_the_weights()
    {
        var network = new Filtered(1);
        float[] expected = new float[Filtered.OutputLength];
        float[] outputs = new float[Filtered.OutputLength];
        network.Forward(network.Parameters.Flat.Slice(7, Filtered.InputLength).ToArray(), expected);
        network.Forward(network.Parameters.Flat.Slice(7, Filtered.InputLength), outputs);
        Assert.Equal(expected, outputs);
    }

    [Fact]
    public void What_Gradient_reads_shares_no_memory_with_the_gradients()
    {
        Gradients<Regressor>(hasLabels: false);
        Gradients<Classifier>(hasLabels: true);
        Gradients<Filtered>(hasLabels: true);
        Gradients<NormalizedTogether>(hasLabels: true);
        Gradients<DroppedTogether>(hasLabels: false);

        static void Gradients<TNetwork>(bool hasLabels)
            where TNetwork : class, INetwork<TNetwork>
        {
            TNetwork network = TNetwork.Create(1);
            ParameterSet gradients = TNetwork.CreateParameters();
            gradients.Flat.Fill(3);
            float[] weights = network.Parameters.Flat.ToArray();
            float[] inputs = new float[Samples * TNetwork.InputLength];
            float[] targets = new float[Samples * TNetwork.OutputLength];
            foreach (int start in (int[])[0, 1, gradients.Flat.Length - 1])
            {
                Assert.Equal("inputs", Refused(() => network.Gradient(At(gradients, start, inputs.Length), targets, gradients)));
                Assert.Equal("targets", Refused(() => network.Gradient(inputs, At(gradients, start, targets.Length), gradients)));
                if (hasLabels)
                {
                    Assert.Equal("inputs", Refused(() => network.Gradient(At(gradients, start, inputs.Length), new int[Samples], gradients)));

                    // Labels are looked at before.
                    gradients.Flat.Clear();
                    Assert.Equal("labels", Refused(() => network.Gradient(inputs, MemoryMarshal.Cast<float, int>(gradients.Flat.Slice(0, Samples)), gradients)));
                    gradients.Flat.Fill(3);
                }
            }

            Assert.Equal("gradients", Refused(() => network.Gradient(inputs, targets, network.Parameters)));
            Assert.Equal(-1, gradients.Flat.IndexOfAnyExcept(3f));
            Assert.Equal(weights, network.Parameters.Flat);
        }
    }

    [Fact]
    public void What_Gradient_reads_may_lie_among_the_weights_and_in_the_same_memory()
    {
        Check<Regressor>();
        Check<Classifier>();
        Check<Filtered>();
        Check<NormalizedTogether>();

        static void Check<TNetwork>()
            where TNetwork : class, INetwork<TNetwork>
        {
            // As a float each is too small to matter, as a label it is one; and as many as the largest of them needs.
            int length = Samples * Math.Max(TNetwork.InputLength, TNetwork.OutputLength);
            int[] bits = [.. Enumerable.Range(0, length).Select(static i => i % 2)];
            float[] shared = [.. bits.Select(BitConverter.Int32BitsToSingle)];
            Same<TNetwork>((network, gradients, isCopied) => network.Gradient(
                Copied(shared.AsSpan(0, Samples * TNetwork.InputLength), isCopied), Copied(shared.AsSpan(0, Samples * TNetwork.OutputLength), isCopied), gradients));
            if (TNetwork.Summary.Loss is CrossEntropyAttribute)
            {
                Same<TNetwork>((network, gradients, isCopied) => network.Gradient(
                    Copied(shared.AsSpan(0, Samples * TNetwork.InputLength), isCopied),
                    MemoryMarshal.Cast<float, int>(Copied(shared.AsSpan(1, Samples), isCopied)),
                    gradients));
            }

            if (TNetwork.CreateParameters().Trainable.Length >= length)
            {
                Same<TNetwork>((network, gradients, isCopied) => network.Gradient(
                    Copied(network.Parameters.Trainable[..(Samples * TNetwork.InputLength)], isCopied),
                    Copied(network.Parameters.Trainable[^(Samples * TNetwork.OutputLength)..], isCopied),
                    gradients));
            }
        }

        static void Same<TNetwork>(Func<TNetwork, ParameterSet, bool, float> gradient)
            where TNetwork : class, INetwork<TNetwork>
        {
            (ParameterSet one, ParameterSet other) = (TNetwork.CreateParameters(), TNetwork.CreateParameters());
            other.Flat.Fill(float.NaN);
            float loss = gradient(TNetwork.Create(1), one, true);
            Assert.Equal(loss, gradient(TNetwork.Create(1), other, false));
            Assert.Equal(one.Flat, other.Flat);
        }

        static ReadOnlySpan<float> Copied(ReadOnlySpan<float> values, bool isCopied) => isCopied ? values.ToArray() : values;
    }

    [Fact]
    public void What_Gradient_reads_shares_no_memory_with_running_statistics()
    {
        var network = new NormalizedTogether(1);
        float[] before = network.Parameters.Flat.ToArray();
        int trainable = network.Parameters.Trainable.Length;
        ParameterSet gradients = NormalizedTogether.CreateParameters();
        foreach (int start in (int[])[trainable, trainable + 1, before.Length - 1])
        {
            Assert.Equal("inputs", Refused(() => network.Gradient(
                At(network.Parameters, start, Samples * NormalizedTogether.InputLength), new int[Samples], gradients)));
            Assert.Equal("targets", Refused(() => network.Gradient(
                new float[Samples * NormalizedTogether.InputLength], At(network.Parameters, start, Samples * NormalizedTogether.OutputLength), gradients)));
        }

        Assert.Equal(before, network.Parameters.Flat);
        network.Parameters.Flat[trainable..].Clear();
        Assert.Equal("labels", Refused(() => network.Gradient(
            new float[Samples * NormalizedTogether.InputLength], MemoryMarshal.Cast<float, int>(network.Parameters.Flat.Slice(trainable, Samples)), gradients)));
    }

    [Theory]
    [InlineData(typeof(Sgd))]
    [InlineData(typeof(Adam))]
    [InlineData(typeof(AdamW))]
    [InlineData(typeof(RmsProp))]
    public void The_weights_are_no_gradients_to_an_optimizer(Type type)
    {
        var network = new Classifier(1);
        float[] before = network.Parameters.Flat.ToArray();
        Optimizer optimizer = type == typeof(Sgd) ? new Sgd(0.1) : type == typeof(Adam) ? new Adam() : type == typeof(AdamW) ? new AdamW() : new RmsProp();
        optimizer.Bind(network.Parameters);
        Assert.Equal("gradients", Refused(() => optimizer.Step(network.Parameters)));
        Assert.Equal(0, optimizer.StepCount);
        Assert.Equal(before, network.Parameters.Flat);
    }

    [Fact]
    public void The_state_of_an_optimizer_is_no_gradient()
    {
        var optimizer = new OpenOptimizer();
        var network = new Classifier(1);
        optimizer.Bind(network.Parameters);
        Assert.Contains("state", Assert.Throws<ArgumentException>(() => optimizer.Step(optimizer.Own!)).Message);
    }

    // Some of the values may lie behind the set's, in the memory of the same array or nowhere: they are not touched.
    private static ReadOnlySpan<float> At(ParameterSet set, int start, int length) => MemoryMarshal.CreateReadOnlySpan(ref set.Flat[start], length);

    private static string? Refused(Action call) => Assert.Throws<ArgumentException>(call).ParamName;

    private sealed class OpenOptimizer() : Optimizer(0.1)
    {
        public ParameterSet? Own { get; private set; }

        protected override void OnBound() => Own = AddState("state");

        protected override void Update(ParameterUpdate update) => update.Weights.Clear();
    }
}
