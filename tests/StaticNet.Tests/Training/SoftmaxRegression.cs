using StaticNet.Kernels;

namespace StaticNet.Tests.Training;

/// <summary>
/// What the generator would make of [Network(4)] [Dense(3)] [Softmax] [CrossEntropy], in plain loops: a network that does not depend on
/// the generator.
/// </summary>
internal sealed class SoftmaxRegression : INetwork<SoftmaxRegression>
{
    private static readonly ParameterLayout Layout = new(
        80,
        80,
        new TensorDescription("dense1.weight", [3, 4], [1, 16], 0),
        new TensorDescription("dense1.bias", [3], [1], 64));

    public SoftmaxRegression(int seed)
    {
        InitialWeights initial = new(seed);
        initial.UniformByFanIn(Parameters, 0, 4);
        initial.UniformByFanIn(Parameters, 1, 4);
    }

    public static int InputLength => 4;

    public static int OutputLength => 3;

    public static int ParameterCount => 15;

    public static long MultiplyAdds => 12;

    public static NetworkSummary Summary { get; } = new(
        nameof(SoftmaxRegression),
        [4],
        [
            new LayerSummary("dense1", new DenseAttribute(3), [4], [3], [4], 12, [.. Layout.Tensors]),
            new LayerSummary("softmax1", new SoftmaxAttribute(), [3], [3], [4], 0, []),
        ],
        new CrossEntropyAttribute(),
        12,
        36);

    public ParameterSet Parameters { get; } = new(Layout);

    /// <summary>The first input of every sample that Gradient has seen, in order, and the sizes of the batches.</summary>
    public List<float> Seen { get; } = [];

    public List<int> BatchSizes { get; } = [];

    public bool IsRecording { get; set; }

    public static ParameterSet CreateParameters() => new(Layout);

    public static SoftmaxRegression Create(int seed) => new(seed);

    public static SoftmaxRegression Load(string path)
    {
        SoftmaxRegression network = new(0);
        network.Parameters.Load(path);
        return network;
    }

    public void Save(string path) => Parameters.Save(path);

    public void Forward(ReadOnlySpan<float> inputs, Span<float> outputs)
    {
        for (int sample = 0; sample < inputs.Length / 4; sample++)
        {
            Span<float> output = outputs.Slice(sample * 3, 3);
            float largest = float.NegativeInfinity;
            for (int i = 0; i < 3; i++)
            {
                output[i] = Parameters.Flat[64 + i];
                for (int j = 0; j < 4; j++)
                {
                    output[i] += Parameters.Flat[(j * 16) + i] * inputs[(sample * 4) + j];
                }

                largest = MathF.Max(largest, output[i]);
            }

            float sum = 0;
            foreach (ref float value in output)
            {
                value = MathF.Exp(value - largest);
                sum += value;
            }

            foreach (ref float value in output)
            {
                value /= sum;
            }
        }
    }

    public float Gradient(ReadOnlySpan<float> inputs, ReadOnlySpan<int> labels, ParameterSet gradients)
    {
        Span<float> targets = stackalloc float[labels.Length * 3];
        for (int i = 0; i < labels.Length; i++)
        {
            ArgumentOutOfRangeException.ThrowIfNegative(labels[i], nameof(labels));
            ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual(labels[i], 3, nameof(labels));
            targets[(i * 3) + labels[i]] = 1;
        }

        return Gradient(inputs, targets, gradients);
    }

    public float Gradient(ReadOnlySpan<float> inputs, ReadOnlySpan<float> targets, ParameterSet gradients)
    {
        int samples = inputs.Length / 4;
        if (samples == 0 || inputs.Length % 4 != 0 || targets.Length != samples * 3)
        {
            throw new ArgumentException("The lengths do not fit.", nameof(inputs));
        }

        if (IsRecording)
        {
            BatchSizes.Add(samples);
            for (int i = 0; i < samples; i++)
            {
                Seen.Add(inputs[i * 4]);
            }
        }

        gradients.Clear();
        float loss = 0;
        Span<float> outputs = stackalloc float[samples * 3];
        Forward(inputs, outputs);
        for (int sample = 0; sample < samples; sample++)
        {
            for (int i = 0; i < 3; i++)
            {
                float target = targets[(sample * 3) + i];
                loss -= target == 0 ? 0 : target * MathF.Log(outputs[(sample * 3) + i]);
                float delta = (outputs[(sample * 3) + i] - target) / samples;
                gradients.Flat[64 + i] += delta;
                for (int j = 0; j < 4; j++)
                {
                    gradients.Flat[(j * 16) + i] += delta * inputs[(sample * 4) + j];
                }
            }
        }

        return loss / samples;
    }
}
