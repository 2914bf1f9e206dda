using System.ComponentModel;
using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace StaticNet.Kernels;

/// <summary>
/// Which values a dropout keeps: a hash of the network's seed, the step, the layer, the sample's number in the batch and the value's number in the
/// sample, channels first. No sequence of numbers is drawn, so the mask is the same for any vector width, layout and division of the batch,
/// and the backward pass recomputes it instead of storing it.
/// <para>
/// Seed, step, layer and sample are mixed in that order into a key of 64 bits, at first 0: <c>key = mix(key + (number + 1) 0x9E3779B97F4A7C15)</c>,
/// a step of SplitMix64 (G. Steele, D. Lea and C. Flood, "Fast splittable pseudorandom number generators", OOPSLA 2014). Of the two halves of the
/// sample's key and of the element's number, the hash is
/// </para>
/// <code>
/// h = element ^ low
/// h = (h ^ (h >> 16)) 0x7FEB352D
/// h = (h ^ (h >> 15)) + high
/// h = h 0x846CA68B
/// h = h ^ (h >> 16)
/// </code>
/// <para>
/// in 32 bits: the shifts and factors of C. Wellons' <c>lowbias32</c> ("Prospecting for hash functions", 2018), between whose two factors the
/// key's other half is added. A value is kept where <c>h &gt;= rate 2^32</c>.
/// </para>
/// </summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public readonly struct DropoutMask
{
    private readonly ulong _key;
    private readonly int _first;

    /// <summary>The masks of a step.</summary>
    /// <param name="seed">The network's seed.</param>
    /// <param name="step">The number of the call of <c>Gradient</c>, from 0.</param>
    public DropoutMask(int seed, long step)
        : this(Mix(Mix(0, (uint)seed), (ulong)step), 0)
    {
    }

    private DropoutMask(ulong key, int first)
    {
        _key = key;
        _first = first;
    }

    /// <summary>The same masks for the samples of a batch from a given sample on, which becomes number 0.</summary>
    /// <param name="first">The sample.</param>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public DropoutMask From(int first) => new(_key, _first + first);

    /// <summary>The mask of a layer.</summary>
    /// <param name="layer">A hash of the layer's name, which identifies it.</param>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public DropoutMask Of(uint layer) => new(Mix(_key, layer), _first);

    /// <summary>The mask of a sample.</summary>
    /// <param name="sample">The sample's number.</param>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public SampleMask OfSample(int sample) => new(Mix(_key, (uint)(_first + sample)));

    /// <summary>0, 1, ..., 15 times a distance.</summary>
    /// <param name="distance">How far the values of neighbouring lanes are apart, channels first.</param>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<uint> Elements(uint distance)
        => Vector512.Create(0u, 1u, 2u, 3u, 4u, 5u, 6u, 7u, 8u, 9u, 10u, 11u, 12u, 13u, 14u, 15u) * distance;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static ulong Mix(ulong key, ulong number)
    {
        ulong mixed = key + ((number + 1) * 0x9E3779B97F4A7C15);
        mixed = (mixed ^ (mixed >> 30)) * 0xBF58476D1CE4E5B9;
        mixed = (mixed ^ (mixed >> 27)) * 0x94D049BB133111EB;
        return mixed ^ (mixed >> 31);
    }
}
