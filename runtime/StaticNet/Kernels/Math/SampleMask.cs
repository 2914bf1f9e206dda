using System.ComponentModel;
using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace StaticNet.Kernels;

/// <summary>Which values of one sample a dropout keeps: see <see cref="DropoutMask"/>.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public readonly struct SampleMask
{
    private readonly Vector512<uint> _low;
    private readonly Vector512<uint> _high;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal SampleMask(ulong key)
    {
        _low = Vector512.Create((uint)key);
        _high = Vector512.Create((uint)(key >> 32));
    }

    /// <summary><c>x scale</c> where a value is kept, else 0.</summary>
    /// <param name="x">The values.</param>
    /// <param name="elements">Their numbers in the sample, channels first.</param>
    /// <param name="threshold">The hashes below it are dropped: the rate times 2^32.</param>
    /// <param name="scale">1 over the share that is kept.</param>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public Vector512<float> Apply(Vector512<float> x, Vector512<uint> elements, uint threshold, float scale)
    {
        Vector512<uint> h = elements ^ _low;
        h = (h ^ (h >>> 16)) * 0x7FEB352Du;
        h = (h ^ (h >>> 15)) + _high;
        h *= 0x846CA68Bu;
        h ^= h >>> 16;
        return Vector512.ConditionalSelect(
            Vector512.GreaterThanOrEqual(h, Vector512.Create(threshold)).AsSingle(), x * scale, Vector512<float>.Zero);
    }
}
