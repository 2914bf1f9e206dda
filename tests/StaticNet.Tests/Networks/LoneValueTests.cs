using StaticNet.Kernels;

namespace StaticNet.Tests.Networks;

/// <summary>A norm of a single value gives its bias whatever the value is: the gradient in front of it is 0, to the bit.</summary>
public sealed partial class LoneValueTests
{
    private const int Samples = 7;

    [Fact]
    public void Group_norm_of_a_row() => AssertNoGradient<Row>();

    [Fact]
    public void Group_norm_of_more_channels_than_a_vector_has() => AssertNoGradient<LongRow>();

    [Fact]
    public void Group_norm_of_an_image_of_one_pixel() => AssertNoGradient<Pixel>();

    [Fact]
    public void Layer_norm_of_one_feature() => AssertNoGradient<Feature>();

    [Fact]
    public void Layer_norm_of_one_channel() => AssertNoGradient<Channel>();

    private static void AssertNoGradient<TNetwork>()
        where TNetwork : class, INetwork<TNetwork>
    {
        for (int seed = 0; seed < 20; seed++)
        {
            var random = new RandomSource(seed);
            TNetwork network = TNetwork.Create(seed);
            foreach (TensorDescription tensor in network.Parameters.Layout.Tensors.Where(static tensor => tensor.Shape.Length == 1))
            {
                // Norms start from ones and zeros.
                foreach (ref float value in network.Parameters.Flat.Slice(tensor.Offset, tensor.Count))
                {
                    value += random.NextSingle() - 0.5f;
                }
            }

            float[] inputs = Values(Samples * TNetwork.InputLength, random);
            float[] targets = Values(Samples * TNetwork.OutputLength, random);
            ParameterSet gradients = TNetwork.CreateParameters();
            network.Gradient(inputs, targets, gradients);
            foreach (TensorDescription tensor in gradients.Layout.Tensors)
            {
                float[] gradient = gradients.Flat.Slice(tensor.Offset, tensor.Count).ToArray();
                if (tensor.Name.StartsWith("first.", StringComparison.Ordinal))
                {
                    Assert.All(gradient, value => Assert.True(value == 0, $"{tensor.Name} has the gradient {value:R}, seed {seed}."));
                }
                else if (tensor.Name.EndsWith(".bias", StringComparison.Ordinal))
                {
                    // What comes from the loss reaches the norm.
                    Assert.Contains(gradient, static value => value != 0);
                }
            }
        }
    }

    private static float[] Values(int count, RandomSource random) => [.. Enumerable.Range(0, count).Select(_ => (random.NextSingle() * 4) - 2)];

    [Network(4)]
    [Dense(3, Name = "first"), GroupNorm(3), Dense(2), MeanSquaredError]
    internal sealed partial class Row;

    [Network(4)]
    [Dense(21, Name = "first"), GroupNorm(21), Dense(2), MeanSquaredError]
    internal sealed partial class LongRow;

    [Network(2, 3, 3)]
    [Conv2D(19, 3, Name = "first"), GroupNorm(19), Conv2D(2, 1), Flatten, MeanSquaredError]
    internal sealed partial class Pixel;

    [Network(4)]
    [Dense(1, Name = "first"), LayerNorm, Dense(2), MeanSquaredError]
    internal sealed partial class Feature;

    [Network(2, 5, 4)]
    [Conv2D(1, 3, Name = "first"), LayerNorm, Conv2D(2, 2), Flatten, MeanSquaredError]
    internal sealed partial class Channel;
}
