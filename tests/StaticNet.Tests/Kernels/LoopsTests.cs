using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;
using StaticNet.Generator.Tests.Support;
using StaticNet.Kernels;

namespace StaticNet.Tests.Kernels;

/// <summary>Loops over values compute each of them once, from the values at its place, and touch nothing else: borders keep what they have, and pages around are not touched.</summary>
public sealed class LoopsTests
{
    private const int Samples = 3;

    /// <summary>Channels, height, width, the border of the result and of the second operand, and whether a sample of one pixel has padding.</summary>
    public static TheoryData<int, int, int, int, int, bool> Shapes =>
    [
        (16, 1, 1, 0, 0, true), (10, 1, 1, 0, 0, true), (10, 1, 1, 0, 0, false), (37, 1, 1, 0, 0, false), (3, 4, 5, 0, 0, true), (3, 4, 5, 1, 0, true),
        (20, 4, 5, 0, 1, true), (40, 3, 1, 2, 1, true), (64, 1, 7, 1, 1, true),
    ];

    [Theory]
    [MemberData(nameof(Shapes))]
    public void A_map_computes_each_value_once(int channels, int height, int width, int borderOfY, int borderOfR, bool isPadded)
    {
        foreach (bool hasAffines in (bool[])[false, true])
        {
            using var x = new Values(channels, height, width, 0, isPadded, 1);
            using var r = new Values(channels, height, width, borderOfR, isPadded, 2);
            using var y = new Values(channels, height, width, borderOfY, isPadded, 3);
            float[] before = y.All.ToArray();
            float[] rows = [.. Enumerable.Range(0, 16 * ((channels + 15) / 16)).Select(static i => 1f + (i % 5))];
            var affines = new ChannelAffine[hasAffines ? (channels + 15) / 16 : 0];
            ChannelAffine.Fill(affines, new LayerTensors(ref rows[0], 0, 0, 0, 0), 0f);

            Loops.Map(default(Twice), x.View, r.View, y.View, affines, Samples);

            HashSet<int> places = [];
            foreach ((int sample, int line, int pixel, int channel) in x.Each())
            {
                float weight = rows[channel];
                float scale = weight / MathF.Sqrt(weight);
                float value = x[sample, line, pixel, channel];
                float expected = (2 * (hasAffines ? MathF.FusedMultiplyAdd(value, scale, MathF.FusedMultiplyAdd(-weight, scale, weight)) : value)) - r[sample, line, pixel, channel];
                Assert.Equal(expected, y[sample, line, pixel, channel]);
                places.Add(y.Place(sample, line, pixel, channel));
            }

            for (int i = 0; i < before.Length; i++)
            {
                Assert.True(places.Contains(i) || y.IsPadding(i) || before[i] == y.All[i], $"{i} of {before.Length} is in no pixel");
            }
        }
    }

    [Theory]
    [MemberData(nameof(Shapes))]
    public void A_map_has_up_to_three_operands(int channels, int height, int width, int borderOfY, int borderOfR, bool isPadded)
    {
        using var x = new Values(channels, height, width, borderOfY, isPadded, 1);
        using var r = new Values(channels, height, width, borderOfR, isPadded, 2);
        using var s = new Values(channels, height, width, borderOfY, isPadded, 3);
        float[] before = x.All.ToArray();

        Loops.Map(default(Select), x.View, r.View, s.View, x.View, Samples);

        foreach ((int sample, int line, int pixel, int channel) in x.Each())
        {
            float expected = r[sample, line, pixel, channel] > 0 ? before[x.Place(sample, line, pixel, channel)] : s[sample, line, pixel, channel];
            Assert.Equal(expected, x[sample, line, pixel, channel]);
        }
    }

    [Fact]
    public void A_slope_has_the_sum_over_all_values_and_none_of_the_padding()
    {
        foreach ((int channels, int height, int width, bool isPadded) in ((int, int, int, bool)[])[(3, 4, 5, true), (10, 1, 1, false), (20, 2, 3, true)])
        {
            using var x = new Values(channels, height, width, 1, isPadded, 1);
            using var dy = new Values(channels, height, width, 0, isPadded, 2);
            float gradient = 5f;
            float expected = gradient;
            float[] before = dy.All.ToArray();

            Loops.SlopeGradient(x.View, dy.View, dy.View, 0.5f, ref gradient, Samples);

            foreach ((int sample, int line, int pixel, int channel) in x.Each())
            {
                (float xi, float di) = (x[sample, line, pixel, channel], before[dy.Place(sample, line, pixel, channel)]);
                expected += xi > 0 ? 0 : xi * di;
                Assert.Equal(xi > 0 ? di : 0.5f * di, dy[sample, line, pixel, channel]);
            }

            // Small whole numbers: exact in any order.
            Assert.Equal(expected, gradient);
        }
    }

    [Fact]
    public void Memory_for_many_channels_is_as_long_as_asked_for_and_comes_again()
    {
        Span<ChannelAffine> many = ChannelAffine.Rent(300);
        Assert.Equal(300, many.Length);
        Assert.Equal(200, ChannelAffine.Rent(200).Length);
        long before = GC.GetAllocatedBytesForCurrentThread();
        _ = ChannelAffine.Rent(300);
        Assert.Equal(before, GC.GetAllocatedBytesForCurrentThread());
    }

    private readonly struct Twice : IMap
    {
        public static int Others => 1;

        public Vector512<float> Apply(Vector512<float> x, Vector512<float> r, Vector512<float> s, ChannelAffine affine)
        {
            Vector512<float> value = affine.Apply(Vector512<float>.One) == Vector512<float>.Zero ? x : affine.Apply(x);
            return value + value - r;
        }
    }

    private readonly struct Select : IMap
    {
        public static int Others => 2;

        public Vector512<float> Apply(Vector512<float> x, Vector512<float> r, Vector512<float> s, ChannelAffine affine)
            => Vector512.ConditionalSelect(Vector512.GreaterThan(r, Vector512<float>.Zero), x, s);
    }

    /// <summary>Samples of whole numbers between pages that may not be touched.</summary>
    private sealed class Values : IDisposable
    {
        private readonly int _channels, _height, _width, _pixel, _line, _sample, _origin;
        private readonly GuardedMemory<float> _memory;

        public Values(int channels, int height, int width, int border, bool isPadded, int seed)
        {
            border = isPadded ? border : 0;
            (_channels, _height, _width) = (channels, height, width);
            _pixel = isPadded ? (channels + 15) / 16 * 16 : channels;
            _line = (width + (2 * border)) * _pixel;
            _sample = (height + (2 * border)) * _line;
            _origin = (border * _line) + (border * _pixel);
            _memory = new GuardedMemory<float>(Samples * _sample, GuardedEnd.End);
            var random = new Random(seed);
            foreach (ref float value in _memory.Span)
            {
                value = random.Next(-9, 10);
            }
        }

        public Span<float> All => _memory.Span;

        public PixelView View => new(ref MemoryMarshal.GetReference(All), _channels, _height, _width, _line, _sample, _origin);

        public float this[int sample, int line, int pixel, int channel] => All[Place(sample, line, pixel, channel)];

        public int Place(int sample, int line, int pixel, int channel) => (sample * _sample) + _origin + (line * _line) + (pixel * _pixel) + channel;

        public bool IsPadding(int place) => place % _pixel >= _channels;

        public IEnumerable<(int Sample, int Line, int Pixel, int Channel)> Each()
            => from sample in Enumerable.Range(0, Samples)
               from line in Enumerable.Range(0, _height)
               from pixel in Enumerable.Range(0, _width)
               from channel in Enumerable.Range(0, _channels)
               select (sample, line, pixel, channel);

        public void Dispose() => _memory.Dispose();
    }
}
