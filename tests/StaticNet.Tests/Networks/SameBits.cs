using System.Runtime.InteropServices;
using StaticNet.Kernels;

namespace StaticNet.Tests.Networks;

/// <summary>
/// A network whose outputs, and whose weights after some training steps, have the same bits on every machine: their hash is committed here.
/// The tests compare it, and a program that is compiled by NativeAOT for another architecture.
/// </summary>
/// <param name="Network">The name of the network.</param>
/// <param name="Expected">The hash.</param>
/// <param name="Compute">Computes the hash on this machine.</param>
internal sealed record SameBits(string Network, ulong Expected, Func<ulong> Compute)
{
    private const int Samples = 13;

    /// <summary>All of them.</summary>
    public static IReadOnlyList<SameBits> All { get; } =
    [
        Case<Xor>(static () => new Adam(0.05), 0xd0cf86a6b8218786),
        Case<Classifier>(static () => new Sgd(0.1, momentum: 0.9, nesterov: true), 0xe33b3ae625048eef),
        Case<Regressor>(static () => new AdamW(0.01), 0x3532a173962fb1df),
        Case<EveryActivation>(static () => new RmsProp(0.001), 0xf98f822fd277576b),
        Case<Curved>(static () => new Adam(0.01), 0x055fd986c83c986d),
        Case<SmallConvolution>(static () => new Adam(0.01), 0xe22da4e58517f367),
        Case<KeptApart>(static () => new Adam(0.01), 0x57fc18546c863046),
        Case<Sequence>(static () => new Sgd(0.02, momentum: 0.9), 0xf1da9b359f0f3ef6),
        Case<Transposed>(static () => new Adam(0.01), 0x102bfccf2b7c6af0, steps: 10),
        Case<NormalizedRows>(static () => new Adam(0.01), 0x66a27e1c8c89cc1c),
        Case<NormalizedPixels>(static () => new Adam(0.01), 0x6baf6476bce34f00),
        Case<Normalized>(static () => new Sgd(0.02, momentum: 0.9), 0xc347388b1ed98966),
        Case<NormalizedGroups>(static () => new Adam(0.01), 0x0d33b5831a786b7e),
        Case<NormalizedChannels>(static () => new Adam(0.01), 0xdf629f52e2496363),
        Case<NormalizedSquares>(static () => new Adam(0.01), 0x5aba032dd9569366),
        Case<Dropped>(static () => new Adam(0.01), 0x6724a89890540c56),
        Case<SmallComposition>(static () => new Adam(0.01), 0x56d6655e8b762880),
        Case<CrossingPaths>(static () => new Adam(0.01), 0x4faa984c8fe2849e),
        Case<CrossingImages>(static () => new Adam(0.01), 0x5181b3537a67fe8c),
        Case<Filtered>(static () => new Adam(0.01), 0xa3f6c7dd1e1c03c1),
        Case<ActorCritic>(static () => new Adam(0.01), 0xddf63e5c62c8cc38),
        Case<ImageAndRow>(static () => new Adam(0.01), 0xaff62bafb8ada014, samples: 40),
        Case<Resampled>(static () => new Adam(0.01), 0x8f3cef71c63e2630, steps: 10),
        Case<Segmented>(static () => new Adam(0.01), 0x3df01a9ab542dc8a, steps: 10),
        Case<Siamese>(static () => new Adam(0.01), 0x06da7d43ed5a4bbe, samples: 40, steps: 10),
        Case<Reduced>(static () => new Adam(0.01), 0x0d1c03f0fe8a3fb1, steps: 10),
        Case<GatedImages>(static () => new Adam(0.01), 0x7a3371df0111586a, steps: 10),
        Case<OfFunctions>(static () => new Adam(0.01), 0xa8844e4278a6c02a),

        // Three shards.
        Case<NormalizedTogether>(static () => new Sgd(0.02, momentum: 0.9), 0xbead6d3b9f1f9776, samples: 40, steps: 15),
    ];

    private static SameBits Case<TNetwork>(Func<Optimizer> optimizer, ulong expected, int samples = Samples, int steps = 50)
        where TNetwork : class, INetwork<TNetwork>
        => new(typeof(TNetwork).Name, expected, () => Hash<TNetwork>(optimizer(), samples, steps));

    private static ulong Hash<TNetwork>(Optimizer optimizer, int samples, int steps)
        where TNetwork : class, INetwork<TNetwork>
    {
        TNetwork network = TNetwork.Create(7);
        var random = new RandomSource(11);
        float[] inputs = new float[samples * TNetwork.InputLength];
        foreach (ref float input in inputs.AsSpan())
        {
            input = (random.NextSingle() * 4) - 2;
        }

        int[] labels = new int[samples * TNetwork.Summary.LabelLength];
        foreach (ref int label in labels.AsSpan())
        {
            label = random.NextInt(TNetwork.Summary.LabelLength == 1 ? Math.Max(2, TNetwork.OutputLength) : TNetwork.Summary.ClassCount);
        }

        ulong hash = 14695981039346656037;
        Add(network.Parameters.Flat);
        AddOutputs();

        float[] targets = [];
        if (TNetwork.Summary.Outputs.Length > 1)
        {
            targets = new float[samples * TNetwork.TargetLength];
            foreach (ref float target in targets.AsSpan())
            {
                target = random.NextSingle();
            }
        }

        var trainer = new Trainer<TNetwork>(network, optimizer);
        for (int step = 0; step < steps; step++)
        {
            Add([targets.Length == 0 ? trainer.Step(inputs, labels) : trainer.Step(inputs, (ReadOnlySpan<float>)targets)]);
        }

        Add(network.Parameters.Flat);
        AddOutputs();
        return hash;

        void AddOutputs()
        {
            float[] outputs = new float[samples * TNetwork.OutputLength];
            network.Forward(inputs, outputs);
            if (!outputs.All(float.IsFinite))
            {
                throw new InvalidOperationException($"{typeof(TNetwork).Name} has outputs that are no finite numbers.");
            }

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
