using System.Runtime.Intrinsics;
using StaticNet.Kernels;

namespace StaticNet.Tests.Kernels;

/// <summary>
/// The masks as random numbers: how many are dropped, and that neighbours know nothing of each other. Nothing here is left to chance: the masks are always
/// the same, and each bound is five standard deviations of what independent draws would have.
/// </summary>
public sealed class DropoutMaskTests
{
    private const int Count = 1 << 18;
    private const double Bound = 5;

    [Theory]
    [InlineData(0.5f)]
    [InlineData(0.1f)]
    [InlineData(0.9f)]
    [InlineData(0.001f)]
    public void The_share_that_is_dropped_is_the_rate(float rate)
    {
        for (int seed = 0; seed < 8; seed++)
        {
            AssertShare(rate, Mask(new DropoutMask(seed, 0), rate).Count(static isKept => !isKept), Count);
        }
    }

    [Fact]
    public void A_rate_of_0_keeps_everything()
    {
        Assert.DoesNotContain(false, Mask(new DropoutMask(1, 1), 0f));
        Assert.DoesNotContain(true, Mask(new DropoutMask(1, 1), MathF.BitDecrement(1f)).Take(1 << 14));
    }

    // Neighbours along channels, lines and pixels, whatever the size of an image.
    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(7)]
    [InlineData(16)]
    [InlineData(28)]
    [InlineData(256)]
    [InlineData(784)]
    [InlineData(1024)]
    [InlineData(65536)]
    public void Elements_know_nothing_of_each_other(int distance)
    {
        bool[] mask = Mask(new DropoutMask(0, 3), 0.5f);
        AssertIndependent(mask.AsSpan(..^distance), mask.AsSpan(distance..));
    }

    [Fact]
    public void Runs_of_eight_elements_take_all_256_forms_equally_often()
    {
        bool[] mask = Mask(new DropoutMask(4, 0), 0.5f);
        int[] counts = new int[256];
        for (int i = 0; i < Count; i += 8)
        {
            counts[Enumerable.Range(i, 8).Aggregate(0, (form, k) => (form * 2) + (mask[k] ? 1 : 0))]++;
        }

        const double Expected = Count / 8 / 256;
        double chiSquare = counts.Sum(static count => (count - Expected) * (count - Expected) / Expected);
        Assert.InRange(chiSquare, 255 - (Bound * Math.Sqrt(2 * 255)), 255 + (Bound * Math.Sqrt(2 * 255)));
    }

    [Fact]
    public void Steps_seeds_layers_and_samples_know_nothing_of_each_other()
    {
        var masks = new Dictionary<string, bool[]>
        {
            ["itself"] = Mask(new DropoutMask(0, 0), 0.5f),
            ["next step"] = Mask(new DropoutMask(0, 1), 0.5f),
            ["a later step"] = Mask(new DropoutMask(0, 1L << 32), 0.5f),
            ["next seed"] = Mask(new DropoutMask(1, 0), 0.5f),
            ["a negative seed"] = Mask(new DropoutMask(-1, 0), 0.5f),
            ["another layer"] = Mask(new DropoutMask(0, 0), 0.5f, layer: 1),
            ["a layer far off"] = Mask(new DropoutMask(0, 0), 0.5f, layer: 0x80000000),
            ["next sample"] = Mask(new DropoutMask(0, 0), 0.5f, sample: 1),
            ["sample after that"] = Mask(new DropoutMask(0, 0), 0.5f, sample: 2),
        };
        foreach ((string name, bool[] mask) in masks)
        {
            foreach ((string other, bool[] otherMask) in masks.Where(pair => string.CompareOrdinal(pair.Key, name) > 0))
            {
                AssertIndependent(mask, otherMask);
            }
        }
    }

    // One element through many steps, and through the samples of a batch.
    [Theory]
    [InlineData(0u)]
    [InlineData(1u)]
    [InlineData(12345u)]
    public void An_element_is_dropped_at_random_from_step_to_step_and_from_sample_to_sample(uint element)
    {
        bool[] steps = [.. Enumerable.Range(0, 1 << 16).Select(step => IsKept(new DropoutMask(0, step).Of(9).OfSample(0), element))];
        bool[] samples = [.. Enumerable.Range(0, 1 << 16).Select(sample => IsKept(new DropoutMask(0, 0).Of(9).OfSample(sample), element))];
        foreach (bool[] draws in (bool[][])[steps, samples])
        {
            AssertShare(0.5, draws.Count(static isKept => isKept), draws.Length);
            AssertIndependent(draws.AsSpan(..^1), draws.AsSpan(1..));
            AssertIndependent(draws.AsSpan(..^64), draws.AsSpan(64..));
        }
    }

    [Fact]
    public void Samples_of_a_part_of_a_batch_are_those_of_the_batch()
    {
        DropoutMask mask = new DropoutMask(6, 2).Of(77);
        Assert.Equal(Mask(mask, 0.5f, layer: 3, sample: 300), Mask(mask.From(200).From(56), 0.5f, layer: 3, sample: 44));
    }

    // Two draws agree half of the time.
    private static void AssertIndependent(ReadOnlySpan<bool> a, ReadOnlySpan<bool> b)
    {
        int same = 0;
        for (int i = 0; i < a.Length; i++)
        {
            same += a[i] == b[i] ? 1 : 0;
        }

        AssertShare(0.5, same, a.Length);
    }

    private static void AssertShare(double expected, int count, int of)
        => Assert.Equal(expected, (double)count / of, Bound * Math.Sqrt(expected * (1 - expected) / of));

    private static bool[] Mask(DropoutMask mask, float rate, uint layer = 0, int sample = 0)
    {
        bool[] kept = new bool[Count];
        SampleMask values = mask.Of(layer).OfSample(sample);
        for (int i = 0; i < Count; i += 16)
        {
            Vector512<float> lanes = Kept(values, DropoutMask.Elements(1) + Vector512.Create((uint)i), rate);
            for (int lane = 0; lane < 16; lane++)
            {
                kept[i + lane] = lanes[lane] != 0;
            }
        }

        return kept;
    }

    private static bool IsKept(SampleMask mask, uint element) => Kept(mask, Vector512.Create(element), 0.5f)[0] != 0;

    private static Vector512<float> Kept(SampleMask mask, Vector512<uint> elements, float rate)
        => mask.Apply(Vector512<float>.One, elements, (uint)(rate * 4294967296.0), 1f);
}
