using CsCheck;

namespace StaticNet.Tests.Parameters;

public sealed class TensorRunTests
{
    [Theory]
    [InlineData(new int[0], new int[0], 1, 1)]
    [InlineData(new[] { 7 }, new[] { 1 }, 1, 7)]
    [InlineData(new[] { 2, 3, 4 }, new[] { 12, 4, 1 }, 1, 24)]
    [InlineData(new[] { 2, 3, 4 }, new[] { 16, 4, 1 }, 2, 12)]
    [InlineData(new[] { 5, 3 }, new[] { 16, 1 }, 5, 3)]
    [InlineData(new[] { 5, 3 }, new[] { 1, 16 }, 5, 3)]
    [InlineData(new[] { 5, 3, 2 }, new[] { 1, 32, 16 }, 5, 6)]
    [InlineData(new[] { 1, 3, 1, 4, 1 }, new[] { 99, 4, 7, 1, 5 }, 1, 12)]
    [InlineData(new[] { 3, 1 }, new[] { 16, 1 }, 1, 3)]
    public void Runs_are_as_long_as_the_strides_allow(int[] shape, int[] strides, int runs, int length)
        => Assert.Equal(Enumerable.Repeat(length, runs), Runs(new TensorDescription("t", shape, strides, 0), int.MaxValue).Select(static run => run.Length));

    [Fact]
    public void A_walk_over_neighbouring_floats_is_a_single_run_or_none()
    {
        TensorRuns five = new(5);
        float[] copy = new float[5];
        five.CopyFrom([1, 2], copy);
        five.CopyFrom([3, 4, 5], copy);
        Assert.Equal([1, 2, 3, 4, 5], copy);
        Assert.False(five.Next(1, out _));
        Assert.False(new TensorRuns(0).Next(1, out _));
    }

    // Dimensions in any order, each stepping over what lies within it and over a gap now and then.
    [Fact]
    public void Runs_are_the_elements_in_row_major_order()
        => Gen.Select(Gen.Int[1, 4].Array[0, 5], Gen.Int[0, 2].Array[5], Gen.Int[0, 999_999]).Sample(static (shape, gaps, seed) =>
        {
            int[] strides = new int[shape.Length];
            int[] order = [.. Enumerable.Range(0, shape.Length)];
            new Random(seed).Shuffle(order);
            int extent = 1;
            foreach (int dimension in order)
            {
                strides[dimension] = extent + gaps[dimension];
                extent += (shape[dimension] - 1) * strides[dimension];
                extent = Math.Max(extent, strides[dimension]);
            }

            TensorDescription tensor = new("t", shape, strides, 3);
            int[] places = [.. Enumerable.Range(0, tensor.Count).Select(Place)];
            foreach (int limit in (int[])[1, 2, 5, int.MaxValue])
            {
                Assert.Equal(places, Runs(tensor, limit).SelectMany(static run => Enumerable.Range(0, run.Length).Select(i => run.Start + (i * run.Stride))));
                Assert.All(Runs(tensor, limit), run => Assert.InRange(run.Length, 1, limit));
            }

            // In pieces that end within runs.
            float[] flat = [.. Enumerable.Range(0, tensor.Extent + 3).Select(static i => (float)i)];
            float[] copy = new float[flat.Length];
            float[] values = new float[tensor.Count];
            TensorRuns read = tensor.Runs();
            TensorRuns written = tensor.Runs();
            int piece = 1 + (seed % 7);
            for (int done = 0; done < values.Length; done += piece)
            {
                Span<float> part = values.AsSpan(done, Math.Min(piece, values.Length - done));
                read.CopyTo(part, flat);
                written.CopyFrom(part, copy);
            }

            Assert.Equal(places.Select(static place => (float)place), values);
            Assert.All(Enumerable.Range(0, copy.Length), i => Assert.Equal(places.Contains(i) ? i : 0, copy[i]));

            int Place(int element)
            {
                int place = 3;
                for (int dimension = shape.Length - 1; dimension >= 0; dimension--)
                {
                    place += element % shape[dimension] * strides[dimension];
                    element /= shape[dimension];
                }

                return place;
            }
        });

    private static List<TensorRun> Runs(TensorDescription tensor, int limit)
    {
        List<TensorRun> runs = [];
        TensorRuns walk = tensor.Runs();
        while (walk.Next(limit, out TensorRun run))
        {
            runs.Add(run);
        }

        return runs;
    }
}
