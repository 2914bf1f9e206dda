using System.Collections.Concurrent;
using System.Runtime.Intrinsics;
using CsCheck;
using StaticNet.Kernels;
using StaticNet.Tests.Networks;

namespace StaticNet.Tests.Kernels;

/// <summary>The kernels of a batch norm beside plain loops over doubles, for any shape, any way its pixels lie, and any number of threads.</summary>
[Collection(Threads.Collection)]
public sealed class BatchNormalizationTests : IDisposable
{
    private const float Epsilon = 1e-3f;
    private const float Momentum = 0.3f;

    // Of a batch that is cut.
    private const int Shard = 8;

    private readonly int _threads = Parallelism.Threads;

    // More than a run of vectors, parts of one, lines of any length.
    private static readonly Gen<Case> Cases =
        from channels in Gen.OneOf(Gen.Int[1, 50], Gen.Int[100, 300])
        from size in Gen.OneOf(Gen.Const((1, 1)), Gen.Select(Gen.Int[1, 4], Gen.Int[1, 11]))
        from samples in Gen.OneOf(Gen.Int[2, 6], Gen.Int[9, 25])
        from borders in Gen.Int[0, 2].Array[3]
        from isPadded in Gen.Bool
        from threads in Gen.Int[1, 3]
        from seed in Gen.ULong
        select new Case(channels, size.Item1, size.Item2, samples, borders, isPadded, threads, seed);

    public void Dispose() => Parallelism.Threads = _threads;

    [Fact]
    public void Means_are_those_of_doubles_and_variances_around_them() => Cases.Sample(static test =>
    {
        var x = new Values(test, 0);
        float[] running = [.. test.Row(2), .. test.Row(3)];
        float[] statistics = test.InParts(part =>
        {
            float[] statistics = test.Statistics(float.NaN, float.NaN);
            BatchNormalization.Statistics(x.View(part), ref statistics[0], test.Norm(running), Momentum, part);
            return statistics;
        });
        (float[] mean, float[] variance) = test.Rows(statistics);
        (float[] runningMean, float[] runningVariance) = test.Rows(running);
        double[] expected = [.. test.Channels().Select(c => test.Places().Average(at => x[at, c]))];
        AssertRow(expected, mean, 1e-6);
        AssertRow([.. expected.Select(static value => ((1 - Momentum) * 2) + (Momentum * value))], runningMean, 1e-6);

        // The running variance moves towards the unbiased one.
        double[] sums = [.. test.Channels().Select(c => test.Places().Sum(at => Math.Pow(x[at, c] - expected[c], 2)))];
        AssertRow([.. sums.Select(sum => sum / test.Count)], variance, 1e-5);
        AssertRow([.. sums.Select(sum => ((1 - Momentum) * 3) + (Momentum * sum / (test.Count - 1)))], runningVariance, 1e-5);
        Assert.All(mean[test.ChannelCount..].Concat(variance[test.ChannelCount..]), static padding => Assert.Equal(0f, padding));
    });

    [Fact]
    public void Gradients_of_weights_and_biases_are_added_to_what_is_there() => Cases.Sample(static test =>
    {
        (Values x, Values dy) = (new Values(test, 0), new Values(test, 1));
        float[] statistics = test.Statistics(0.25f, 0.5f);
        float[] gradients = [.. test.Row(3), .. test.Row(4)];
        test.InParts(part =>
        {
            BatchNormalization.ParameterGradient(x.View(part), dy.View(part), ref statistics[0], test.Norm(gradients), Epsilon, part);
            return statistics;
        });
        (float[] weightGradient, float[] biasGradient) = test.Rows(gradients);
        AssertRow([.. test.Channels().Select(c => 3 + test.Places().Sum(at => dy[at, c] * (x[at, c] - 0.25) / Math.Sqrt(0.5 + Epsilon)))], weightGradient, 1e-4);
        AssertRow([.. test.Channels().Select(c => 4 + test.Places().Sum(at => dy[at, c]))], biasGradient, 1e-4);
        Assert.All(weightGradient[test.ChannelCount..], static padding => Assert.Equal(3f, padding));
        Assert.All(biasGradient[test.ChannelCount..], static padding => Assert.Equal(4f, padding));
    });

    [Fact]
    public void Gradients_of_inputs_leave_the_border_alone() => Cases.Sample(static test =>
    {
        (Values x, Values dy, Values dx) = (new Values(test, 0), new Values(test, 1), new Values(test, 2));
        (Values before, double[] weights) = (new Values(test, 2), [.. test.Channels().Select(static c => 1 + (c * 0.01))]);
        float[] weight = [.. weights.Select(static value => (float)value), .. new float[16]];
        float[] statistics = test.Statistics(0.25f, 0.5f);
        double deviation = Math.Sqrt(0.5 + Epsilon);
        double[] sums = [.. test.Channels().Select(c => test.Places().Sum(at => dy[at, c]))];
        double[] products = [.. test.Channels().Select(c => test.Places().Sum(at => dy[at, c] * (x[at, c] - 0.25) / deviation))];
        (float[] weightGradient, float[] biasGradient) = Run(dx);
        AssertRow([.. products.Select(static product => 3 + product)], weightGradient, 1e-4);
        AssertRow([.. sums.Select(static sum => 4 + sum)], biasGradient, 1e-4);
        foreach (int at in test.Places())
        {
            foreach (int c in test.Channels())
            {
                double n = (x[at, c] - 0.25) / deviation;
                double expected = weights[c] / deviation * (dy[at, c] - ((sums[c] + (n * products[c])) / test.Count));
                Assert.Equal(expected, dx[at, c], 1e-4);
            }
        }

        Assert.True(dx.HasBorderOf(before));

        // In dy's own place, too.
        Run(dy);
        Assert.All(test.Places(), at => Assert.All(test.Channels(), c => Assert.Equal(dx[at, c], dy[at, c])));

        (float[] Weight, float[] Bias) Run(Values to)
        {
            float[] gradients = [.. test.Row(3), .. test.Row(4)];
            test.InParts(part =>
            {
                BatchNormalization.Gradient(
                    x.View(part), dy.View(part), to.View(part), ref weight[0], test.Norm(gradients), ref statistics[0], Epsilon, part);
                return statistics;
            });
            return test.Rows(gradients);
        }
    });

    [Fact]
    public void Borders_padding_and_threads_change_no_bit() => Cases.Sample(static test =>
    {
        Case plain = test with { Borders = [0, 0, 0], IsPadded = true, Threads = 1 };
        Assert.Equal(Gradients(plain), Gradients(test));

        static float[] Gradients(Case test)
        {
            (float[] running, float[] gradients) = (test.Statistics(0, 0), test.Statistics(0, 0));
            (Values x, Values dy) = (new Values(test, 0), new Values(test, 1));
            float[] found = test.InParts(part =>
            {
                float[] statistics = test.Statistics(0, 0);
                BatchNormalization.Statistics(x.View(part), ref statistics[0], test.Norm(running), Momentum, part);
                BatchNormalization.ParameterGradient(x.View(part), dy.View(part), ref statistics[0], test.Norm(gradients), Epsilon, part);
                return statistics;
            });
            return [.. found, .. running, .. gradients];
        }
    });

    [Fact]
    public void A_scale_and_a_shift_are_the_equation() => Gen.Float[-3, 3].Array[5 * 32].Sample(static values =>
    {
        // Weight, bias, mean, variance, x.
        foreach (ref float value in values.AsSpan(96, 32))
        {
            value = MathF.Abs(value);
        }

        Span<ChannelAffine> running = stackalloc ChannelAffine[2], ofBatch = stackalloc ChannelAffine[2];
        ChannelAffine.Fill(running, new LayerTensors(ref values[0], 0, 32, 64, 96), Epsilon);
        ChannelAffine.Fill(ofBatch, new LayerTensors(ref values[0], 0, 32), ref values[64], Epsilon);
        for (int start = 0; start < 32; start += 16)
        {
            Vector512<float> y = running[start / 16].Apply(Vector512.LoadUnsafe(ref values[128 + start]));
            Assert.Equal(y, ofBatch[start / 16].Apply(Vector512.LoadUnsafe(ref values[128 + start])));
            for (int i = 0; i < 16; i++)
            {
                int c = start + i;
                double scale = values[c] / Math.Sqrt(values[96 + c] + (double)Epsilon);
                Assert.Equal(((values[128 + c] - (double)values[64 + c]) * scale) + values[32 + c], y[i], 1e-5 * (1 + Math.Abs(scale)));
            }
        }
    });

    private static void AssertRow(double[] expected, float[] actual, double tolerance)
        => Assert.All(expected.Zip(actual), pair => Assert.Equal(pair.First, pair.Second, tolerance * Math.Max(1, Math.Abs(pair.First))));

    private sealed record Case(int ChannelCount, int Height, int Width, int Samples, int[] Borders, bool IsPadded, int Threads, ulong Seed)
    {
        public int Count => Samples * Height * Width;

        public IEnumerable<int> Channels() => Enumerable.Range(0, ChannelCount);

        // A place is a pixel of a sample.
        public IEnumerable<int> Places() => Enumerable.Range(0, Count);

        // What all parts of the batch have found alike.
        public float[] InParts(Func<BatchPart, float[]> run)
        {
            Parallelism.Threads = Threads;
            ConcurrentBag<float[]> found = [];
            GradientShards.RunTogether(
                (_, _, _, _, _, ref _, _, _, part) => found.Add(run(part)),
                new float[16],
                new float[16],
                new float[Samples],
                [],
                new int[Samples],
                Samples,
                Shard,
                most: 8,
                scratchShared: 16,
                scratchPerSample: 1,
                scale: 1,
                default);
            float[] first = found.First();
            Assert.All(found, other => Assert.Equal(first, other));
            return first;
        }

        // Two rows, one behind the other.
        public float[] Statistics(float mean, float variance) => [.. Row(mean), .. Row(variance)];

        public (float[] First, float[] Second) Rows(float[] both) => (both[..(both.Length / 2)], both[(both.Length / 2)..]);

        // A norm whose weight and bias are two rows, and whose running statistics are the same two.
        public LayerTensors Norm(float[] rows) => new(ref rows[0], 0, rows.Length / 2, 0, rows.Length / 2);

        public float[] Row(float value)
        {
            float[] row = new float[(ChannelCount + 15) / 16 * 16];
            Array.Fill(row, value);
            return row;
        }
    }

    /// <summary>Some numbers, the same for any way they lie, and others around them.</summary>
    private sealed class Values
    {
        private readonly Case _test;
        private readonly float[] _memory;
        private readonly bool[] _isValue;
        private readonly int _pixel;
        private readonly int _line;
        private readonly int _sample;
        private readonly int _origin;

        public Values(Case test, int index)
        {
            _test = test;
            int border = test.Borders[index];
            _pixel = (test.ChannelCount + 15) / 16 * 16;
            _line = (test.Width + (2 * border)) * _pixel;
            _sample = (test.Height + (2 * border)) * _line;
            _origin = border * (_line + _pixel);
            if (test is { IsPadded: false, Height: 1, Width: 1 } && border == 0)
            {
                _sample = test.ChannelCount;
            }

            // Not a float more, so that what reads behind the end reads what is not there.
            _memory = new float[_sample * test.Samples];
            _isValue = new bool[_memory.Length];
            Array.Fill(_memory, float.NaN);
            var random = new RandomSource(test.Seed + (ulong)index);
            foreach (int at in test.Places())
            {
                foreach (int c in test.Channels())
                {
                    _memory[Index(at, c)] = (random.NextSingle() * 4) - 2;
                    _isValue[Index(at, c)] = true;
                }
            }

            // Channels behind the last one hold anything; they are no border.
            if (_pixel > test.ChannelCount && _sample >= _pixel)
            {
                foreach (int at in test.Places())
                {
                    _isValue.AsSpan(Index(at, test.ChannelCount), _pixel - test.ChannelCount).Fill(true);
                }
            }
        }

        public PixelView View(BatchPart part)
        {
            ref float start = ref _memory[part.FirstSample * _sample];
            return _origin == 0 && _sample >= _pixel
                ? new PixelView(ref start, _test.ChannelCount, _test.Height, _test.Width)
                : new PixelView(ref start, _test.ChannelCount, _test.Height, _test.Width, _line, _sample, _origin);
        }

        public float this[int at, int channel] => _memory[Index(at, channel)];

        public bool HasBorderOf(Values other)
            => Enumerable.Range(0, _memory.Length).All(i => _isValue[i] || BitConverter.SingleToInt32Bits(_memory[i]) == BitConverter.SingleToInt32Bits(other._memory[i]));

        private int Index(int at, int channel)
        {
            (int rest, int pixel) = Math.DivRem(at, _test.Width);
            (int sample, int line) = Math.DivRem(rest, _test.Height);
            return (sample * _sample) + _origin + (line * _line) + (pixel * _pixel) + channel;
        }
    }
}
