using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using CsCheck;
using StaticNet.Kernels;

namespace StaticNet.Tests.Kernels;

/// <summary>Norms of the channels of a pixel beside plain loops over doubles, for rows of any kind, and any way the pixels lie.</summary>
public sealed class LayerNormalizationTests
{
    private const float Epsilon = 1e-3f;

    private static readonly Gen<Case> Cases =
        from height in Gen.Int[1, 3]
        from width in Gen.Int[1, 4]
        from samples in Gen.Int[1, 3]
        from border in Gen.Int[0, 1]
        from isPadded in Gen.Bool
        from isInPlace in Gen.Bool
        from seed in Gen.ULong
        select new Case(isPadded ? height : 1, isPadded ? width : 1, samples, isPadded ? border : 0, isPadded, isInPlace, seed);

    // One vector and a part of one, two, three, and what takes loops with each of the possible rests.
    [Fact]
    public void Rows_of_any_length_are_those_of_doubles() => Cases.Sample(static test =>
    {
        Check<C5>(test);
        Check<C16>(test);
        Check<C20>(test);
        Check<C33>(test);
        Check<C48>(test);
        Check<C64>(test);
        Check<C77>(test);
        Check<C100>(test);
        Check<C144>(test);
    });

    private static void Check<TNorm>(Case test)
        where TNorm : struct, ILayerNorm
    {
        int channels = TNorm.Channels;
        int padded = (channels + 15) / 16 * 16;
        (float[] x, float[] dy) = (test.Values(channels, 0), test.Values(channels, 1));
        var random = new RandomSource(test.Seed);
        float[] weight = Row(() => random.NextSingle() + 0.5f), bias = Row(() => random.NextSingle() - 0.5f);
        ref float noBias = ref Unsafe.NullRef<float>();
        float[] y = test.IsInPlace ? [.. x] : new float[x.Length];
        float[] dx = test.IsInPlace ? [.. dy] : new float[x.Length];
        float[] weightGradient = Row(() => 3), biasGradient = Row(() => 4);
        LayerNormalization.Normalize<TNorm, Twice>(
            default,
            test.View(test.IsInPlace ? y : x, channels),
            test.View(y, channels),
            ref weight[0],
            ref TNorm.IsCentered ? ref bias[0] : ref noBias,
            test.Samples);
        LayerNormalization.Gradient<TNorm>(
            test.View(x, channels),
            test.View(test.IsInPlace ? dx : dy, channels),
            test.View(dx, channels),
            ref weight[0],
            ref weightGradient[0],
            ref TNorm.IsCentered ? ref biasGradient[0] : ref noBias,
            test.Samples);

        double[] dweight = new double[channels], dbias = new double[channels];
        foreach (int at in test.Pixels(channels))
        {
            double[] values = [.. x.Skip(at).Take(channels).Select(static value => (double)value)], d = [.. dy.Skip(at).Take(channels).Select(static value => (double)value)];
            double mean = TNorm.IsCentered ? values.Average() : 0;
            double deviation = Math.Sqrt(values.Average(value => (value - mean) * (value - mean)) + Epsilon);
            double[] n = [.. values.Select(value => (value - mean) / deviation)], g = [.. d.Select((value, c) => value * weight[c])];
            double gradientMean = TNorm.IsCentered ? g.Average() : 0, productMean = g.Zip(n, static (a, b) => a * b).Average();
            for (int c = 0; c < channels; c++)
            {
                Assert.Equal(2 * ((n[c] * weight[c]) + (TNorm.IsCentered ? bias[c] : 0)), y[at + c], 1e-4);
                Assert.Equal((g[c] - gradientMean - (n[c] * productMean)) / deviation, dx[at + c], 1e-3);
                dweight[c] += d[c] * n[c];
                dbias[c] += d[c];
            }
        }

        for (int c = 0; c < padded; c++)
        {
            Assert.Equal(c < channels ? 3 + dweight[c] : 3, weightGradient[c], 1e-3);
            Assert.Equal(c < channels && TNorm.IsCentered ? 4 + dbias[c] : 4, biasGradient[c], 1e-3);
        }

        float[] Row(Func<float> value) => [.. Enumerable.Range(0, padded).Select(_ => value())];
    }

    private sealed record Case(int Height, int Width, int Samples, int Border, bool IsPadded, bool IsInPlace, ulong Seed)
    {
        public PixelView View(float[] values, int channels)
        {
            (int pixel, int line, int sample) = Strides(channels);
            return IsPadded && Border == 0
                ? new PixelView(ref values[0], channels, Height, Width)
                : new PixelView(ref values[0], channels, Height, Width, line, sample, Border * (line + pixel));
        }

        /// <summary>Where the pixels begin.</summary>
        public IEnumerable<int> Pixels(int channels)
        {
            (int pixel, int line, int sample) = Strides(channels);
            return
                from s in Enumerable.Range(0, Samples)
                from l in Enumerable.Range(Border, Height)
                from p in Enumerable.Range(Border, Width)
                select (s * sample) + (l * line) + (p * pixel);
        }

        /// <summary>Numbers where there are channels, and NaN around them. Not a float more, so that what reads behind the end reads what is not there.</summary>
        public float[] Values(int channels, int index)
        {
            float[] values = new float[Strides(channels).Sample * Samples];
            Array.Fill(values, float.NaN);
            var random = new RandomSource(Seed + (ulong)index);
            foreach (int at in Pixels(channels))
            {
                for (int c = 0; c < channels; c++)
                {
                    values[at + c] = (random.NextSingle() * 4) - 2;
                }
            }

            return values;
        }

        private (int Pixel, int Line, int Sample) Strides(int channels)
        {
            int pixel = (channels + 15) / 16 * 16;
            int line = (Width + (2 * Border)) * pixel;
            return (pixel, line, IsPadded ? (Height + (2 * Border)) * line : channels);
        }
    }

    private readonly struct Twice : IMap
    {
        public Vector512<float> Apply(Vector512<float> x, Vector512<float> r, Vector512<float> s, ChannelAffine affine) => x + x;
    }

    private readonly struct C5 : ILayerNorm
    {
        public static int Channels => 5;

        public static float Epsilon => LayerNormalizationTests.Epsilon;
    }

    private readonly struct C16 : ILayerNorm
    {
        public static int Channels => 16;

        public static float Epsilon => LayerNormalizationTests.Epsilon;
    }

    private readonly struct C20 : ILayerNorm
    {
        public static int Channels => 20;

        public static float Epsilon => LayerNormalizationTests.Epsilon;

        public static bool IsCentered => false;
    }

    private readonly struct C33 : ILayerNorm
    {
        public static int Channels => 33;

        public static float Epsilon => LayerNormalizationTests.Epsilon;
    }

    private readonly struct C48 : ILayerNorm
    {
        public static int Channels => 48;

        public static float Epsilon => LayerNormalizationTests.Epsilon;
    }

    private readonly struct C64 : ILayerNorm
    {
        public static int Channels => 64;

        public static float Epsilon => LayerNormalizationTests.Epsilon;
    }

    private readonly struct C77 : ILayerNorm
    {
        public static int Channels => 77;

        public static float Epsilon => LayerNormalizationTests.Epsilon;
    }

    private readonly struct C100 : ILayerNorm
    {
        public static int Channels => 100;

        public static float Epsilon => LayerNormalizationTests.Epsilon;

        public static bool IsCentered => false;
    }

    private readonly struct C144 : ILayerNorm
    {
        public static int Channels => 144;

        public static float Epsilon => LayerNormalizationTests.Epsilon;
    }
}
