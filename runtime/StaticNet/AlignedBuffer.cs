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
    /// <exception cref="OverflowException">The length exceeds what an array can have.</exception>
    public static unsafe float[] Allocate(int length, bool isCleared, out int start)
    {
        // Pinned, so that the alignment found here holds for good.
        int withSlack = checked(length + Slack);
        float[] buffer = isCleared
            ? GC.AllocateArray<float>(withSlack, pinned: true)
            : GC.AllocateUninitializedArray<float>(withSlack, pinned: true);
        nuint address = (nuint)Marshal.UnsafeAddrOfPinnedArrayElement(buffer, 0);
        start = (int)((Alignment - (address % Alignment)) % Alignment / sizeof(float));
        return buffer;
    }
}
