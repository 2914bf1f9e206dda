using System.ComponentModel;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace StaticNet.Kernels;

/// <summary>
/// The scratch memory of <c>Forward</c> and <c>Gradient</c>: one buffer per thread, which grows to the largest network that the thread
/// has run and is then reused, so that a steady state allocates nothing and threads do not share. <see cref="Parallelism.Trim"/> releases it.
/// </summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public static class Workspace
{
    // All threads' buffers, for Trim; those of threads that have ended go when the list has doubled.
    private static readonly Lock Gate = new();
    private static readonly List<WeakReference<Buffer>> Buffers = [];
    private static int _mostBuffers = 16;

    [ThreadStatic]
    private static Buffer? _buffer;

    /// <summary>
    /// This thread's buffer, aligned to 64 bytes, at least <paramref name="length"/> floats, with its previous contents. It is valid
    /// until the thread requests it again.
    /// </summary>
    /// <param name="length">In floats.</param>
    /// <exception cref="OutOfMemoryException">There is not enough memory; the message says how much is needed.</exception>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static ref float Rent(int length)
    {
        Buffer? buffer = _buffer;
        float[]? values = buffer?.Values;
        if (values is null || values.Length - AlignedBuffer.Slack < length)
        {
            return ref Grow(length);
        }

        return ref Unsafe.Add(ref MemoryMarshal.GetArrayDataReference(values), buffer!.Start);
    }

    /// <summary>This thread's buffer with room for a batch that is processed at once, and for the memory that its samples share.</summary>
    /// <param name="shared">The memory that the samples share, in floats.</param>
    /// <param name="perSample">The memory of a sample, in floats.</param>
    /// <param name="samples">The samples.</param>
    /// <exception cref="ArgumentException">The batch needs more than an array holds.</exception>
    /// <exception cref="OutOfMemoryException">There is not enough memory; the message says how much is needed.</exception>
    public static ref float Rent(int shared, int perSample, int samples)
    {
        ThrowUnlessHolding(shared, perSample, samples);
        return ref Rent(shared + (perSample * samples));
    }

    /// <summary>Refuses a batch that needs more than an array holds.</summary>
    /// <param name="shared">The memory that the samples share, in floats.</param>
    /// <param name="perSample">The memory of a sample, in floats.</param>
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

    /// <summary>Releases the buffers of all threads. A call that uses one keeps it to its end.</summary>
    internal static void Trim()
    {
        using var held = new UninterruptedLock(Gate);
        foreach (WeakReference<Buffer> entry in Buffers)
        {
            if (entry.TryGetTarget(out Buffer? buffer))
            {
                buffer.Values = [];
                buffer.Partials = null;
            }
        }

        RemoveEnded();
    }

    /// <summary>The size of the buffers of all threads, in bytes.</summary>
    internal static long HeldBytes()
    {
        using var held = new UninterruptedLock(Gate);
        return Buffers.Sum(static entry => entry.TryGetTarget(out Buffer? buffer) ? (sizeof(float) * buffer.Values.LongLength) + (buffer.Partials?.Bytes ?? 0) : 0);
    }

    /// <summary>The small partial gradients that the thread's last call has kept; null if it has kept none, or is still running.</summary>
    internal static PartialGradients? TakePartials() => _buffer is { } buffer ? Interlocked.Exchange(ref buffer.Partials, null) : null;

    /// <summary>Keeps small partial gradients for the thread's next call.</summary>
    /// <param name="partials">The partial gradients.</param>
    internal static void KeepPartials(PartialGradients partials) => (_buffer ??= Register()).Partials = partials;

    [MethodImpl(MethodImplOptions.NoInlining)]
    private static ref float Grow(int length)
    {
        float[] values = AlignedBuffer.Allocate(length, isCleared: false, out int start);
        Buffer buffer = _buffer ??= Register();
        (buffer.Start, buffer.Values) = (start, values);
        return ref Unsafe.Add(ref MemoryMarshal.GetArrayDataReference(values), start);
    }

    private static Buffer Register()
    {
        var buffer = new Buffer();
        using var held = new UninterruptedLock(Gate);
        if (Buffers.Count >= _mostBuffers)
        {
            RemoveEnded();
            _mostBuffers = Math.Max(16, 2 * Buffers.Count);
        }

        Buffers.Add(new WeakReference<Buffer>(buffer));
        return buffer;
    }

    private static void RemoveEnded() => Buffers.RemoveAll(static entry => !entry.TryGetTarget(out _));

    // Another thread may replace the values, or remove them; only the thread itself changes the start, so that it fits the values that it sees.
    private sealed class Buffer
    {
        public float[] Values = [];
        public int Start;
        public PartialGradients? Partials;
    }
}
