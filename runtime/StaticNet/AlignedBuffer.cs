using System.Runtime.InteropServices;

namespace StaticNet;

/// <summary>Arrays whose floats start at a cache line, which is aligned for vectors of any width.</summary>
internal static class AlignedBuffer
{
    /// <summary>In bytes.</summary>
    public const int Alignment = 64;

    /// <summary>The number of floats that an array has in addition to the requested ones.</summary>
    public const int Slack = Alignment / sizeof(float);

    /// <summary>Makes an array with <paramref name="length"/> floats from an aligned index on.</summary>
    /// <param name="length">In floats.</param>
    /// <param name="isCleared">Whether the floats are zero; otherwise they are undefined.</param>
    /// <param name="start">The aligned index.</param>
    /// <exception cref="OutOfMemoryException">There is not enough memory, or an array cannot hold as many floats; the message says how much is needed.</exception>
    public static unsafe float[] Allocate(int length, bool isCleared, out int start)
    {
        if (length > Array.MaxLength - Slack)
        {
            throw new OutOfMemoryException($"A buffer of {length} floats is needed, and an array holds {Array.MaxLength - Slack}.");
        }

        // Pinned, so that the alignment found here holds for good.
        float[] buffer;
        try
        {
            buffer = isCleared
                ? GC.AllocateArray<float>(length + Slack, pinned: true)
                : GC.AllocateUninitializedArray<float>(length + Slack, pinned: true);
        }
        catch (OutOfMemoryException exception)
        {
            throw new OutOfMemoryException($"A buffer of {length} floats, {sizeof(float) * (long)length} bytes, cannot be allocated.", exception);
        }

        nuint address = (nuint)Marshal.UnsafeAddrOfPinnedArrayElement(buffer, 0);
        start = (int)((Alignment - (address % Alignment)) % Alignment / sizeof(float));
        return buffer;
    }
}
