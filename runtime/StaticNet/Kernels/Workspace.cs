using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace StaticNet.Kernels;

/// <summary>
/// The scratch memory of <c>Forward</c> and <c>Gradient</c>: one buffer a thread, which grows to the largest network that the thread
/// has run and is then used again, so that a steady state allocates nothing and threads do not share.
/// </summary>
public static class Workspace
{
    [ThreadStatic]
    private static float[]? _buffer;

    [ThreadStatic]
    private static int _start;

    /// <summary>
    /// This thread's buffer, aligned to 64 bytes, at least <paramref name="length"/> floats, with whatever it held before. It is good
    /// until the thread asks again.
    /// </summary>
    /// <param name="length">In floats.</param>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static ref float Rent(int length)
    {
        float[]? buffer = _buffer;
        if (buffer is null || buffer.Length - AlignedBuffer.Slack < length)
        {
            buffer = Grow(length);
        }

        return ref Unsafe.Add(ref MemoryMarshal.GetArrayDataReference(buffer), _start);
    }

    /// <summary>This thread's buffer with room for a batch that is worked off at once, and for what its samples share.</summary>
    /// <param name="shared">What the samples share, in floats.</param>
    /// <param name="perSample">A sample, in floats.</param>
    /// <param name="samples">The samples.</param>
    /// <exception cref="ArgumentException">The batch needs more than an array holds.</exception>
    public static ref float Rent(int shared, int perSample, int samples)
    {
        ThrowUnlessHolding(shared, perSample, samples);
        return ref Rent(shared + (perSample * samples));
    }

    /// <summary>Refuses a batch that needs more than an array holds.</summary>
    /// <param name="shared">What the samples share, in floats.</param>
    /// <param name="perSample">A sample, in floats.</param>
    /// <param name="samples">The samples.</param>
    /// <exception cref="ArgumentException">It does.</exception>
    internal static void ThrowUnlessHolding(int shared, int perSample, int samples)
    {
        long length = shared + ((long)perSample * samples);
        if (length > Array.MaxLength - AlignedBuffer.Slack)
        {
            throw new ArgumentException(
                $"Batch statistics need the whole batch at once: {samples} samples take {length} floats of scratch memory, and an array holds {Array.MaxLength}. "
                + $"Pass at most {(Array.MaxLength - AlignedBuffer.Slack - shared) / perSample} samples.",
                "inputs");
        }
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private static float[] Grow(int length) => _buffer = AlignedBuffer.Allocate(length, isCleared: false, out _start);
}
