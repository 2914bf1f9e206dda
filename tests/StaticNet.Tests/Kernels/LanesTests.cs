using System.Runtime.Intrinsics;
using StaticNet.Kernels;

namespace StaticNet.Tests.Kernels;

public sealed class LanesTests
{
    [Fact]
    public void Sums_of_several_vectors_have_the_bits_of_each_one_alone()
    {
        var random = new Random(1);
        for (int round = 0; round < 100; round++)
        {
            Vector512<float>[] v = [.. Enumerable.Range(0, 4).Select(_ => Draw(random))];
            float[] alone = [.. v.Select(Lanes.Fold)];

            Assert.Equal(alone, First(Lanes.Fold(v[0], v[1], v[2], v[3]), 4));
            Assert.Equal(alone[..3], First(Lanes.Fold(v[0], v[1], v[2]), 3));
            Assert.Equal(alone[..2], First(Lanes.Fold(v[0], v[1]), 2));
            Assert.Equal(Tree([.. First(v[0])]), alone[0]);
        }
    }

    [Fact]
    public void Every_lane_is_broadcast()
    {
        Vector512<float> value = Draw(new Random(2));
        for (int lane = 0; lane < Lanes.Count; lane++)
        {
            Assert.Equal(Vector512.Create(value[lane]), Lanes.Broadcast(ref value, lane));
        }
    }

    [Fact]
    public void The_larger_of_two_is_NaN_where_either_is_and_the_second_of_two_zeros()
    {
        float[] values = [float.NaN, -float.NaN, 0f, -0f, 1f, -1f, float.PositiveInfinity, float.NegativeInfinity, float.Epsilon];
        foreach (float a in values)
        {
            foreach (float b in values)
            {
                float expected = float.IsNaN(a) || float.IsNaN(b) ? float.NaN : a > b ? a : b;
                float whole = Lanes.Larger(Vector512.Create(a), Vector512.Create(b))[5], half = Lanes.Larger(Vector256.Create(a), Vector256.Create(b))[5];
                Assert.Equal((expected, expected), (whole, half));
                Assert.Equal(float.IsNegative(expected) && !float.IsNaN(expected), float.IsNegative(whole) && !float.IsNaN(whole));
                Assert.Equal(BitConverter.SingleToInt32Bits(whole), BitConverter.SingleToInt32Bits(half));
            }
        }
    }

    [Fact]
    public void Four_matrices_of_four_by_four_are_transposed()
    {
        Vector512<float> Row(int i) => Lanes.Indices + Vector512.Create(100f * i);

        Lanes.TransposeFour(Row(0), Row(1), Row(2), Row(3), out Vector512<float> r0, out Vector512<float> r1, out Vector512<float> r2, out Vector512<float> r3);

        Vector512<float>[] transposed = [r0, r1, r2, r3];
        for (int i = 0; i < 4; i++)
        {
            for (int lane = 0; lane < Lanes.Count; lane++)
            {
                Assert.Equal((100 * (lane % 4)) + (lane / 4 * 4) + i, transposed[i][lane]);
            }
        }
    }

    private static Vector512<float> Draw(Random random)
        => Vector512.Create([.. Enumerable.Range(0, Lanes.Count).Select(_ => (float)((random.NextDouble() * 2) - 1))]);

    private static float[] First(Vector128<float> value, int count) => [.. Enumerable.Range(0, count).Select(i => value[i])];

    private static float[] First(Vector512<float> value) => [.. Enumerable.Range(0, Lanes.Count).Select(i => value[i])];

    private static float Tree(float[] lanes)
        => lanes.Length == 1 ? lanes[0] : Tree([.. Enumerable.Range(0, lanes.Length / 2).Select(i => lanes[i] + lanes[i + (lanes.Length / 2)])]);
}
