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
        => Assert.Equal(Enumerable.Repeat(length, runs), new TensorDescription("t", shape, strides, 0).RunsInRowMajorOrder().Select(static run => run.Length));

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
            Assert.Equal(places, tensor.PlacesInRowMajorOrder());

            float[] flat = [.. Enumerable.Range(0, tensor.Extent + 3).Select(static i => (float)i)];
            float[] copy = new float[flat.Length];
            List<float> values = [];
            foreach (TensorRun run in tensor.RunsInRowMajorOrder())
            {
                float[] part = new float[run.Length];
                run.CopyTo(part, flat);
                values.AddRange(part);
                int half = run.Length / 2;
                run.Slice(0, half).CopyFrom(part, copy);
                run.Slice(half, run.Length - half).CopyFrom(part.AsSpan(half), copy);
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
}
