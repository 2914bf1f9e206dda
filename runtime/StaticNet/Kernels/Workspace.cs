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

    [MethodImpl(MethodImplOptions.NoInlining)]
    private static float[] Grow(int length) => _buffer = AlignedBuffer.Allocate(length, isCleared: false, out _start);
}
