using CsCheck;
using StaticNet.Kernels;

namespace StaticNet.Tests.Kernels;

/// <summary>Pools beside plain loops over windows of any size, way and padding.</summary>
public sealed class PoolingTests
{
    private static readonly Gen<Case> Cases =
        from channels in Gen.Int[1, 40]
        from height in Gen.Int[3, 7]
        from width in Gen.Int[3, 7]
        from window in Gen.OneOf(Gen.Const((2, 2, 2, 2, 0, 0)), Gen.Select(Gen.Int[1, 3], Gen.Int[1, 3], Gen.Int[1, 3], Gen.Int[1, 3], Gen.Int[0, 1], Gen.Int[0, 1]))
        from border in Gen.Int[1, 2]
        from seed in Gen.ULong
        let padHeight = Math.Min(window.Item5, window.Item1 / 2)
        let padWidth = Math.Min(window.Item6, window.Item2 / 2)
        select new Case(channels, height, width, window.Item1, window.Item2, window.Item3, window.Item4, padHeight, padWidth, border, seed);

    [Fact]
    public void The_largest_of_each_window_is_found_within_the_image() => Cases.Sample(static test =>
    {
        PixelValues x = test.Inputs(float.NaN), y = test.Outputs(static () => 0);
        Pooling.Largest(test.Windows, x.View, y.View, Case.Samples);
        Assert.All(y.Places(), at => Assert.Equal(test.Window(at).Max(place => x[at.Sample, place.Line, place.Pixel, at.Channel]), y[at.Sample, at.Line, at.Pixel, at.Channel]));
    });

    [Fact]
    public void A_mean_counts_what_is_beyond_the_image_as_zeros() => Cases.Sample(static test =>
    {
        PixelValues x = test.Inputs(float.NaN), y = test.Outputs(static () => 0);
        Pooling.Mean(test.Windows, x.View, y.View, Case.Samples);
        Assert.All(y.Places(), at => Assert.Equal(
            test.Window(at).Sum(place => (double)x[at.Sample, place.Line, place.Pixel, at.Channel]) / (test.KernelHeight * test.KernelWidth), y[at.Sample, at.Line, at.Pixel, at.Channel], 1e-6));
    });

    [Fact]
    public void A_mean_of_values_leaves_out_what_is_beyond_the_image() => Cases.Sample(static test =>
    {
        PixelValues x = test.Inputs(float.NaN), y = test.Outputs(static () => 0);
        Pooling.Mean(test.Windows with { CountsPadding = false }, x.View, y.View, Case.Samples);
        Assert.All(y.Places(), at => Assert.Equal(
            test.Window(at).Average(place => (double)x[at.Sample, place.Line, place.Pixel, at.Channel]), y[at.Sample, at.Line, at.Pixel, at.Channel], 1e-6));
    });

    [Fact]
    public void The_gradient_of_the_largest_goes_to_the_first_of_them() => Cases.Sample(static test =>
    {
        // Few different values, so that several are the largest.
        PixelValues x = test.Inputs(float.NaN, levels: 3), y = test.Outputs(static () => 0), dy = test.Outputs(test.Numbers(1, 0)), dx = test.Gradient();
        Pooling.Largest(test.Windows, x.View, y.View, Case.Samples);
        Pooling.LargestGradient(test.Windows, x.View, y.View, dy.View, dx.View, Case.Samples);
        PixelValues expected = test.Gradient();
        foreach ((int sample, int line, int pixel, int channel) at in y.Places())
        {
            (int line, int pixel) = test.Window(at).First(place => x[at.sample, place.Line, place.Pixel, at.channel] == y[at.sample, at.line, at.pixel, at.channel]);
            expected[at.sample, line, pixel, at.channel] += dy[at.sample, at.line, at.pixel, at.channel];
        }

        AssertSame(expected, dx);
    });

    [Fact]
    public void The_gradient_of_a_mean_goes_to_all_of_a_window() => Cases.Sample(static test =>
    {
        PixelValues dy = test.Outputs(test.Numbers(1, 0)), dx = test.Gradient(), expected = test.Gradient();
        Pooling.MeanGradient(test.Windows, dy.View, dx.View, Case.Samples);
        foreach ((int sample, int line, int pixel, int channel) at in dy.Places())
        {
            foreach ((int line, int pixel) in test.Window(at))
            {
                expected[at.sample, line, pixel, at.channel] += dy[at.sample, at.line, at.pixel, at.channel] / (test.KernelHeight * test.KernelWidth);
            }
        }

        AssertSame(expected, dx);
    });

    private static void AssertSame(PixelValues expected, PixelValues dx)
    {
        Assert.All(expected.Places(), at => Assert.Equal(expected[at.Sample, at.Line, at.Pixel, at.Channel], dx[at.Sample, at.Line, at.Pixel, at.Channel], 1e-5));
        Assert.All(dx.BorderValues(), static value => Assert.Equal(0, value));
    }

    private sealed record Case(
        int Channels, int Height, int Width, int KernelHeight, int KernelWidth, int Down, int Across, int PadHeight, int PadWidth, int Border, ulong Seed)
    {
        public const int Samples = 2;

        public Windows Windows => new(KernelHeight, KernelWidth, Down, Across, PadHeight, PadWidth);

        public PixelValues Inputs(float around, int levels = 0) => new(Channels, Height, Width, Samples, Border, around, Numbers(0, levels));

        public PixelValues Gradient() => new(Channels, Height, Width, Samples, Border, 0, static () => 0);

        public PixelValues Outputs(Func<float> next)
            => new(Channels, ((Height + (2 * PadHeight) - KernelHeight) / Down) + 1, ((Width + (2 * PadWidth) - KernelWidth) / Across) + 1, Samples, 0, 0, next);

        public Func<float> Numbers(ulong index, int levels)
        {
            var random = new RandomSource(Seed + index);
            return () => random.NextSingle() is var value && levels > 0 ? MathF.Floor(value * levels) - 1 : (4 * value) - 2;
        }

        /// <summary>The pixels of the window of an output that are within the image, in order.</summary>
        public IEnumerable<(int Line, int Pixel)> Window((int Sample, int Line, int Pixel, int Channel) at) =>
            from line in Enumerable.Range((at.Line * Down) - PadHeight, KernelHeight)
            from pixel in Enumerable.Range((at.Pixel * Across) - PadWidth, KernelWidth)
            where line >= 0 && line < Height && pixel >= 0 && pixel < Width
            select (line, pixel);
    }
}
