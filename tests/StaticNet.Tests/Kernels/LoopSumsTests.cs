using CsCheck;
using StaticNet.Kernels;

namespace StaticNet.Tests.Kernels;

/// <summary>Sums and means over pixels and samples, and channels that are put together, beside plain loops.</summary>
public sealed class LoopSumsTests
{
    private static readonly Gen<Case> Cases =
        from channels in Gen.Int[1, 150]
        from height in Gen.Int[1, 4]
        from width in Gen.Int[1, 9]
        from samples in Gen.Int[1, 3]
        from border in Gen.Int[0, 2]
        from seed in Gen.ULong
        select new Case(channels, height, width, samples, border, seed);

    [Fact]
    public void Sums_over_samples_are_added_to_what_is_there() => Cases.Sample(static test =>
    {
        PixelValues dy = (test with { Height = 1, Width = 1 }).Values(0);
        float[] gradient = test.Row(2);
        Loops.SumSamples(dy.View, ref gradient[0], test.Samples);
        test.AssertRow(dy, 2, gradient);
    });

    [Fact]
    public void Sums_over_pixels_are_added_to_what_is_there() => Cases.Sample(static test =>
    {
        foreach (int partials in (ReadOnlySpan<int>)[1, 2, 4])
        {
            PixelValues dy = test.Values(0);
            float[] gradient = test.Row(2);
            Loops.SumPixels(dy.View, ref gradient[0], partials, test.Samples);
            test.AssertRow(dy, 2, gradient);
        }
    });

    [Fact]
    public void Means_and_their_gradients_are_those_of_doubles() => Cases.Sample(static test =>
    {
        int count = test.Height * test.Width;
        PixelValues x = test.Values(0), dx = test.Values(1);
        PixelValues y = (test with { Height = 1, Width = 1, Border = 0 }).Values(2);
        Loops.MeanOfPixels(x.View, y.View, test.Samples);
        foreach (IGrouping<(int Sample, int Channel), (int Sample, int Line, int Pixel, int Channel)> channel in x.Places().GroupBy(static at => (at.Sample, at.Channel)))
        {
            double mean = channel.Sum(at => (double)x[at.Sample, at.Line, at.Pixel, at.Channel]) / count;
            Assert.Equal(mean, y[channel.Key.Sample, 0, 0, channel.Key.Channel], 1e-5);
        }

        Loops.MeanOfPixelsGradient(y.View, dx.View, test.Samples);
        Assert.All(dx.Places(), at => Assert.Equal(y[at.Sample, 0, 0, at.Channel] / count, dx[at.Sample, at.Line, at.Pixel, at.Channel]));
        Assert.All(dx.BorderValues(), static value => Assert.Equal(float.NaN, value));
    });

    [Fact]
    public void Channels_are_put_together_and_taken_apart() => Cases.Sample(static test =>
    {
        int before = (int)(test.Seed % 20), behind = (int)(test.Seed % 7);
        PixelValues x = test.Values(0), between = (test with { Channels = before + test.Channels + behind, Border = 1 }).Values(1), again = test.Values(2);
        Loops.Pad(x.View, between.View, before, test.Samples);
        Assert.All(between.Places(), at => Assert.Equal(
            at.Channel < before || at.Channel >= before + test.Channels ? 0 : x[at.Sample, at.Line, at.Pixel, at.Channel - before], between[at.Sample, at.Line, at.Pixel, at.Channel]));
        Assert.All(between.BorderValues(), static value => Assert.Equal(float.NaN, value));

        Loops.Extract(between.View, again.View, before, test.Samples);
        Assert.All(again.Places(), at => Assert.Equal(x[at.Sample, at.Line, at.Pixel, at.Channel], again[at.Sample, at.Line, at.Pixel, at.Channel]));

        // One behind another, of which the second may begin anywhere in a vector.
        PixelValues both = (test with { Channels = 2 * test.Channels, Border = 0 }).Values(3);
        Loops.Insert(x.View, both.View, 0, test.Samples);
        Loops.Insert(again.View, both.View, test.Channels, test.Samples);
        Assert.All(both.Places(), at => Assert.Equal(x[at.Sample, at.Line, at.Pixel, at.Channel % test.Channels], both[at.Sample, at.Line, at.Pixel, at.Channel]));
    });

    private sealed record Case(int Channels, int Height, int Width, int Samples, int Border, ulong Seed)
    {
        public PixelValues Values(ulong index)
        {
            var random = new RandomSource(Seed + index);
            return new PixelValues(Channels, Height, Width, Samples, Border, float.NaN, () => (random.NextSingle() * 4) - 2);
        }

        public float[] Row(float value)
        {
            float[] row = new float[(Channels + 15) / 16 * 16];
            Array.Fill(row, value, 0, Channels);
            return row;
        }

        public void AssertRow(PixelValues dy, float before, float[] gradient)
        {
            double[] sums = new double[gradient.Length];
            Array.Fill(sums, before, 0, Channels);
            foreach ((int sample, int line, int pixel, int channel) in dy.Places())
            {
                sums[channel] += dy[sample, line, pixel, channel];
            }

            Assert.All(sums.Zip(gradient), static pair => Assert.Equal(pair.First, pair.Second, 1e-4));
        }
    }
}
