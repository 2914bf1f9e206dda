using CsCheck;
using StaticNet.Kernels;

namespace StaticNet.Tests.Kernels;

public sealed class CrossEntropyOfLabelsTests
{
    private const int GradientStride = 16;
    private const float Guard = -77;

    [Fact]
    public void Losses_and_gradients_are_those_of_the_definition_for_any_number_of_classes_and_samples()
        => Gen.Select(Gen.Int[1, CrossEntropyOfLabels.MostClasses], Gen.Int[1, 50], Gen.Int[0, 5], Gen.Int).Sample((classes, samples, gap, seed) =>
        {
            var random = new Random(seed);
            int stride = classes + gap;

            // The logits end with the last sample's last class: what is read behind it would throw or be NaN.
            float[] y = new float[((samples - 1) * stride) + classes];
            Array.Fill(y, float.NaN);
            int[] labels = new int[samples];
            for (int s = 0; s < samples; s++)
            {
                labels[s] = random.Next(classes);
                for (int c = 0; c < classes; c++)
                {
                    y[(s * stride) + c] = (float)((random.NextDouble() * 40) - 20);
                }
            }

            float[] dy = new float[(samples + 1) * GradientStride];
            Array.Fill(dy, Guard, samples * GradientStride, GradientStride);
            float scale = 1f / samples;
            double loss = CrossEntropyOfLabels.Run(ref y[0], stride, ref labels[0], ref dy[0], GradientStride, classes, samples, scale);

            double expected = 0;
            for (int s = 0; s < samples; s++)
            {
                double[] logits = [.. Enumerable.Range(0, classes).Select(c => (double)y[(s * stride) + c])];
                double largest = logits.Max();
                double sum = logits.Sum(value => Math.Exp(value - largest));
                expected += Math.Log(sum) + largest - logits[labels[s]];
                for (int c = 0; c < classes; c++)
                {
                    double gradient = ((Math.Exp(logits[c] - largest) / sum) - (c == labels[s] ? 1 : 0)) * scale;
                    Assert.Equal(gradient, dy[(s * GradientStride) + c], 1e-6 * scale);
                }
            }

            Assert.Equal(expected, loss, 1e-5 * Math.Max(1, expected));
            Assert.All(dy[(samples * GradientStride)..], static value => Assert.Equal(Guard, value));
        }, iter: 100);

    [Fact]
    public void A_sample_has_the_same_bits_in_any_batch()
    {
        const int classes = 10;
        var random = new Random(3);
        float[] y = [.. Enumerable.Range(0, 40 * classes).Select(_ => (float)random.NextDouble() * 9)];
        int[] labels = [.. Enumerable.Range(0, 40).Select(_ => random.Next(classes))];
        float[] dy = new float[40 * GradientStride], alone = new float[GradientStride];

        CrossEntropyOfLabels.Run(ref y[0], classes, ref labels[0], ref dy[0], GradientStride, classes, 40, 0.5f);
        for (int s = 0; s < 40; s++)
        {
            CrossEntropyOfLabels.Run(ref y[s * classes], classes, ref labels[s], ref alone[0], GradientStride, classes, 1, 0.5f);
            Assert.Equal(dy[(s * GradientStride)..((s * GradientStride) + classes)], alone[..classes]);
        }
    }

    [Fact]
    public void Logits_that_are_not_numbers_make_the_loss_one_neither()
    {
        float[] y = [1, float.NaN, 2], dy = new float[GradientStride];
        int[] labels = [0];

        Assert.True(double.IsNaN(CrossEntropyOfLabels.Run(ref y[0], 3, ref labels[0], ref dy[0], GradientStride, 3, 1, 1f)));
        Assert.All(dy[..3], static value => Assert.True(float.IsNaN(value)));
    }
}
