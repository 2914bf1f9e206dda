using System.Runtime.InteropServices;
using StaticNet.Kernels;

namespace StaticNet.Tests.Networks;

/// <summary>
/// The same bits on every machine: outputs, and weights after 50 training steps, are hashed and compared with values that are committed here.
/// The build runs these tests at every vector width (<c>DOTNET_EnableAVX512=0</c>, <c>DOTNET_EnableAVX2=0</c>, <c>DOTNET_EnableHWIntrinsic=0</c>), and the
/// values are the same.
/// </summary>
public sealed class SameBitsTests
{
    private const int Samples = 13;

    [Fact]
    public void Xor_has_these_bits() => AssertBits<Xor>(new Adam(0.05), 0xd0cf86a6b8218786);

    [Fact]
    public void Classifier_has_these_bits() => AssertBits<Classifier>(new Sgd(0.1, momentum: 0.9, nesterov: true), 0xe33b3ae625048eef);

    [Fact]
    public void Regressor_has_these_bits() => AssertBits<Regressor>(new AdamW(0.01), 0x3532a173962fb1df);

    [Fact]
    public void Every_activation_has_these_bits() => AssertBits<EveryActivation>(new RmsProp(0.001), 0xf98f822fd277576b);

    [Fact]
    public void Curved_has_these_bits() => AssertBits<Curved>(new Adam(0.01), 0x055fd986c83c986d);

    [Fact]
    public void Small_convolution_has_these_bits() => AssertBits<SmallConvolution>(new Adam(0.01), 0xf2eeaae7b5d6898b);

    [Fact]
    public void Kept_apart_has_these_bits() => AssertBits<KeptApart>(new Adam(0.01), 0xbfc21bd5aba8c1f7);

    [Fact]
    public void Sequence_has_these_bits() => AssertBits<Sequence>(new Sgd(0.02, momentum: 0.9), 0xf1da9b359f0f3ef6);

    [Fact]
    public void Transposed_has_these_bits() => AssertBits<Transposed>(new Adam(0.01), 0xe1d6ff89658d2ce3);

    [Fact]
    public void Normalized_rows_have_these_bits() => AssertBits<NormalizedRows>(new Adam(0.01), 0x66a27e1c8c89cc1c);

    [Fact]
    public void Normalized_pixels_have_these_bits() => AssertBits<NormalizedPixels>(new Adam(0.01), 0x0ef0e9edcfe486c3);

    [Fact]
    public void Normalized_has_these_bits() => AssertBits<Normalized>(new Sgd(0.02, momentum: 0.9), 0xc347388b1ed98966);

    [Fact]
    public void Normalized_groups_have_these_bits() => AssertBits<NormalizedGroups>(new Adam(0.01), 0x0d33b5831a786b7e);

    [Fact]
    public void Normalized_channels_have_these_bits() => AssertBits<NormalizedChannels>(new Adam(0.01), 0xdf629f52e2496363);

    [Fact]
    public void Normalized_squares_have_these_bits() => AssertBits<NormalizedSquares>(new Adam(0.01), 0x5aba032dd9569366);

    [Fact]
    public void Dropped_has_these_bits() => AssertBits<Dropped>(new Adam(0.01), 0x6724a89890540c56);

    [Fact]
    public void Small_composition_has_these_bits() => AssertBits<SmallComposition>(new Adam(0.01), 0xf352e1501058313a);

    [Fact]
    public void Filtered_has_these_bits() => AssertBits<Filtered>(new Adam(0.01), 0xa3f6c7dd1e1c03c1);

    // Three shards.
    [Fact]
    public void Normalized_together_has_these_bits() => AssertBits<NormalizedTogether>(new Sgd(0.02, momentum: 0.9), 0x86d88bd87fd06d9d, samples: 40, steps: 15);

    private static void AssertBits<TNetwork>(Optimizer optimizer, ulong expected, int samples = Samples, int steps = 50)
        where TNetwork : class, INetwork<TNetwork>
    {
        TNetwork network = TNetwork.Create(7);
        var random = new RandomSource(11);
        float[] inputs = new float[samples * TNetwork.InputLength];
        foreach (ref float input in inputs.AsSpan())
        {
            input = (random.NextSingle() * 4) - 2;
        }

        int[] labels = new int[samples];
        foreach (ref int label in labels.AsSpan())
        {
            label = random.NextInt(Math.Max(2, TNetwork.OutputLength));
        }

        ulong hash = 14695981039346656037;
        Add(network.Parameters.Flat);
        AddOutputs();

        var trainer = new Trainer<TNetwork>(network, optimizer);
        for (int step = 0; step < steps; step++)
        {
            Add([trainer.Step(inputs, labels)]);
        }

        Add(network.Parameters.Flat);
        AddOutputs();
        Assert.True(hash == expected, $"Expected 0x{expected:x16}, got 0x{hash:x16}.");

        void AddOutputs()
        {
            float[] outputs = new float[samples * TNetwork.OutputLength];
            network.Forward(inputs, outputs);
            Assert.All(outputs, static output => Assert.True(float.IsFinite(output)));
            Add(outputs);
        }

        // FNV-1a over the bits.
        void Add(ReadOnlySpan<float> values)
        {
            foreach (byte part in MemoryMarshal.AsBytes(values))
            {
                hash = (hash ^ part) * 1099511628211;
            }
        }
    }
}
