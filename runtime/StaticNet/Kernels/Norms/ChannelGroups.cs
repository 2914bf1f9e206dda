using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace StaticNet.Kernels;

/// <summary>What generated code does with the groups of a group norm.</summary>
public static class ChannelGroups
{
    /// <summary>
    /// Replaces the sums of the channels of each group by the group's mean. Whole vectors of a group are added lane by lane and folded, then the
    /// remaining channels follow one by one: an order that depends on the size alone.
    /// </summary>
    /// <param name="sums">The sum of each channel; the channels of a group are adjacent.</param>
    /// <param name="groups">The number of groups.</param>
    /// <param name="size">The channels of a group.</param>
    /// <param name="count">The values of a group.</param>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Average(ref float sums, int groups, int size, float count)
    {
        for (int group = 0; group < groups; group++)
        {
            float mean = Total(ref sums, size) / count;
            MemoryMarshal.CreateSpan(ref sums, size).Fill(mean);
            sums = ref Unsafe.Add(ref sums, size);
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static float Total(ref float sums, int size)
    {
        float total = 0;
        int next = 0;
        if (size >= Lanes.Count)
        {
            Vector512<float> lanes = Vector512<float>.Zero;
            for (; next + Lanes.Count <= size; next += Lanes.Count)
            {
                lanes += Vector512.LoadUnsafe(ref sums, (nuint)next);
            }

            total = Lanes.Fold(lanes);
        }

        for (; next < size; next++)
        {
            total += Unsafe.Add(ref sums, next);
        }

        return total;
    }
}
