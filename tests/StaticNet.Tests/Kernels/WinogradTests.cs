using CsCheck;
using StaticNet.Kernels;
using StaticNet.Tests.Networks;

namespace StaticNet.Tests.Kernels;

/// <summary>Minimal filtering: its transforms by themselves, and a network with it beside the same one without.</summary>
public sealed class WinogradTests
{
    private const int Channels = 16;

    // One pair of channels: y = Aᵀ ((G g Gᵀ) ∘ (Bᵀ d B)) A + b is the convolution of the patches with the kernel.
    [Fact]
    public void A_product_of_transforms_transformed_back_is_the_convolution()
        => Gen.Select(Gen.Int[1, 5], Gen.Int[1, 4], Gen.Int[0, 3], Gen.Bool, Gen.Int[0, 1_000_000]).Sample(static (across, down, extra, hasBias, seed) =>
        {
            var random = new Random(seed);
            (int width, int height) = ((2 * across) + 2, (2 * down) + 2);
            int lineStride = (width + extra) * Channels;
            float[] x = Values(random, height * lineStride);
            float[] kernel = Values(random, 9 * Channels);
            float[] bias = Values(random, Channels);
            int stride = (across * down * Channels) + Channels;
            float[] weights = new float[Winograd.Positions * Channels];
            float[] patches = new float[Winograd.Positions * stride];
            float[] y = new float[2 * down * lineStride];

            Winograd.TransformWeights(ref kernel[0], ref weights[0], Channels);
            Winograd.TransformInput(ref x[0], lineStride, Channels, across, down, ref patches[0], stride);
            for (int position = 0; position < Winograd.Positions; position++)
            {
                for (int i = 0; i < across * down * Channels; i++)
                {
                    patches[(position * stride) + i] *= weights[(position * Channels) + (i % Channels)];
                }
            }

            if (hasBias)
            {
                Winograd.TransformOutput(ref patches[0], stride, ref bias[0], ref y[0], lineStride, Channels, across, down);
            }
            else
            {
                Winograd.TransformOutput(ref patches[0], stride, ref y[0], lineStride, Channels, across, down);
            }

            for (int line = 0; line < 2 * down; line++)
            {
                for (int i = 0; i < 2 * across * Channels; i++)
                {
                    double expected = hasBias ? bias[i % Channels] : 0;
                    for (int tap = 0; tap < 9; tap++)
                    {
                        expected += (double)x[((line + (tap / 3)) * lineStride) + i + (tap % 3 * Channels)] * kernel[(tap * Channels) + (i % Channels)];
                    }

                    Assert.Equal(expected, y[(line * lineStride) + i], 5e-6);
                }
            }
        }, iter: 200);

    [Fact]
    public void A_network_without_it_predicts_and_learns_the_same_but_for_rounding()
    {
        Filtered filtered = new(3);
        Direct direct = new(3);
        Assert.True(filtered.Parameters.Flat.SequenceEqual(direct.Parameters.Flat));
        float[] inputs = Values(new Random(1), 5 * Filtered.InputLength);
        int[] labels = [0, 1, 2, 3, 4];
        float[] outputs = new float[5 * Filtered.OutputLength];
        float[] expected = new float[outputs.Length];

        filtered.Forward(inputs, outputs);
        direct.Forward(inputs, expected);
        AssertClose(expected, outputs, 1e-6);
        Assert.False(expected.AsSpan().SequenceEqual(outputs));

        ParameterSet gradients = Filtered.CreateParameters();
        ParameterSet expectedGradients = Direct.CreateParameters();
        Assert.Equal(direct.Gradient(inputs, labels, expectedGradients), filtered.Gradient(inputs, labels, gradients), 1e-6);
        AssertClose(expectedGradients.Flat, gradients.Flat, 1e-5);
    }

    // Relative to the largest value.
    private static void AssertClose(ReadOnlySpan<float> expected, ReadOnlySpan<float> actual, double tolerance)
    {
        double largest = 0;
        double error = 0;
        for (int i = 0; i < expected.Length; i++)
        {
            largest = Math.Max(largest, Math.Abs(expected[i]));
            error = Math.Max(error, Math.Abs((double)expected[i] - actual[i]));
        }

        Assert.True(error <= tolerance * largest, $"{error} of {largest}");
    }

    private static float[] Values(Random random, int length)
    {
        float[] values = new float[length];
        foreach (ref float value in values.AsSpan())
        {
            value = (random.NextSingle() * 2) - 1;
        }

        return values;
    }
}
