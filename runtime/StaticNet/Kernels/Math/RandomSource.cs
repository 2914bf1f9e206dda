using System.ComponentModel;
using System.Numerics;
using System.Runtime.CompilerServices;

namespace StaticNet.Kernels;

/// <summary>
/// Random numbers that are the same on every machine and in every version of .NET: xoshiro256** by D. Blackman and S. Vigna
/// ("Scrambled linear pseudorandom number generators", ACM TOMS 47(4), 2021), its 256 bits of state filled from the seed by
/// SplitMix64 (G. Steele, D. Lea and C. Flood, "Fast splittable pseudorandom number generators", OOPSLA 2014). Period 2^256 - 1.
/// Not for secrets, and not for several threads at once.
/// </summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public sealed class RandomSource
{
    private ulong _s0;
    private ulong _s1;
    private ulong _s2;
    private ulong _s3;

    /// <summary>Starts the sequence of a seed.</summary>
    /// <param name="seed">Any value; neighbouring seeds give unrelated sequences.</param>
    public RandomSource(ulong seed)
    {
        _s0 = SplitMix64(ref seed);
        _s1 = SplitMix64(ref seed);
        _s2 = SplitMix64(ref seed);
        _s3 = SplitMix64(ref seed);
    }

    /// <summary>Starts the sequence of a seed and a number within it, such as that of an epoch.</summary>
    /// <param name="seed">Any value.</param>
    /// <param name="sequence">Which of the seed's sequences; 0 is that of <c>RandomSource((ulong)(uint)seed)</c>.</param>
    public RandomSource(int seed, int sequence = 0)
        : this(((ulong)(uint)sequence << 32) | (uint)seed)
    {
    }

    /// <summary>64 random bits.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public ulong NextUInt64()
    {
        ulong result = BitOperations.RotateLeft(_s1 * 5, 7) * 9;
        ulong shifted = _s1 << 17;
        _s2 ^= _s0;
        _s3 ^= _s1;
        _s1 ^= _s2;
        _s0 ^= _s3;
        _s2 ^= shifted;
        _s3 = BitOperations.RotateLeft(_s3, 45);
        return result;
    }

    /// <summary>A number in [0, 1): one of the 2^24 multiples of 2^-24, all equally likely and all exact.</summary>
    public float NextSingle() => (NextUInt64() >> 40) * (1f / (1 << 24));

    /// <summary>An integer in [0, bound), all equally likely.</summary>
    /// <param name="bound">The number of possible results, at least 1.</param>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public int NextInt(int bound)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(bound, 1);

        // D. Lemire, "Fast random integer generation in an interval" (2019): the upper half of a 64-bit product is the result;
        // the 2^32 mod bound lowest values of the lower half would make some results likelier, and are drawn again.
        uint range = (uint)bound;
        uint tooLow = (uint)(-bound) % range;
        ulong product;
        do
        {
            product = (NextUInt64() >> 32) * range;
        }
        while ((uint)product < tooLow);
        return (int)(product >> 32);
    }

    /// <summary>Puts the items into random order, all orders equally likely (Fisher and Yates).</summary>
    /// <param name="items">The items.</param>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)] // a shuffle an epoch is too few for tiered compilation to get there
    public void Shuffle<T>(Span<T> items)
    {
        for (int last = items.Length - 1; last > 0; last--)
        {
            int other = NextInt(last + 1);
            (items[last], items[other]) = (items[other], items[last]);
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static ulong SplitMix64(ref ulong state)
    {
        state += 0x9E3779B97F4A7C15;
        ulong mixed = state;
        mixed = (mixed ^ (mixed >> 30)) * 0xBF58476D1CE4E5B9;
        mixed = (mixed ^ (mixed >> 27)) * 0x94D049BB133111EB;
        return mixed ^ (mixed >> 31);
    }
}
