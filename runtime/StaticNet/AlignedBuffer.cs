using System.Runtime.InteropServices;

namespace StaticNet;

/// <summary>Arrays that hold floats from a whole cache line on, which is also a whole vector of any width.</summary>
internal static class AlignedBuffer
{
    /// <summary>In bytes.</summary>
    public const int Alignment = 64;

    /// <summary>How many floats more than asked for an array has.</summary>
    public const int Slack = Alignment / sizeof(float);

    /// <summary>Makes an array with <paramref name="length"/> floats from an aligned place on.</summary>
    /// <param name="length">In floats.</param>
    /// <param name="isCleared">Whether the floats are to be zero; otherwise they are anything.</param>
    /// <param name="start">The index of the aligned place.</param>
    /// <exception cref="OutOfMemoryException">There is not as much memory, or an array does not hold as many; the message says how much it is.</exception>
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
