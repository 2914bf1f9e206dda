using System.Runtime.InteropServices;

namespace StaticNet.Kernels;

/// <summary>
/// The memory of all shards of a batch except the first. Small ones belong to a thread, so that its calls allocate nothing in the long run, whatever other threads
/// do; large ones are shared by all threads, so that there are as many as there are calls at the same time. <see cref="Parallelism.Trim"/> releases both.
/// </summary>
internal sealed unsafe class PartialGradients
{
    // Of all shards together, in floats: 4 MiB.
    private const long LargestOfThread = 1 << 20;

    private static readonly PartialGradients?[] Idle = new PartialGradients?[64];

    private readonly float[]?[] _values = new float[]?[GradientShards.MostShards];
    private readonly int[] _starts = new int[GradientShards.MostShards];

    private PartialGradients()
    {
    }

    /// <summary>The size, in bytes.</summary>
    public long Bytes => _values.Sum(static values => sizeof(float) * (values?.LongLength ?? 0));

    /// <summary>Memory for a call, empty or with the contents of an earlier call.</summary>
    /// <param name="total">The floats of all shards together.</param>
    public static PartialGradients Take(long total)
    {
        if (total <= LargestOfThread)
        {
            return Workspace.TakePartials() ?? new PartialGradients();
        }

        for (int i = 0; i < Idle.Length; i++)
        {
            if (Volatile.Read(ref Idle[i]) is not null && Interlocked.Exchange(ref Idle[i], null) is { } partials)
            {
                return partials;
            }
        }

        return new PartialGradients();
    }

    /// <summary>Returns the memory for use by another call.</summary>
    /// <param name="partials">The memory.</param>
    /// <param name="total">The number of floats that it was requested for.</param>
    public static void GiveBack(PartialGradients partials, long total)
    {
        if (total <= LargestOfThread)
        {
            Workspace.KeepPartials(partials);
            return;
        }

        for (int i = 0; i < Idle.Length; i++)
        {
            if (Volatile.Read(ref Idle[i]) is null && Interlocked.CompareExchange(ref Idle[i], partials, null) is null)
            {
                return;
            }
        }
    }

    /// <summary>Releases the large ones that no call uses.</summary>
    public static void Trim()
    {
        for (int i = 0; i < Idle.Length; i++)
        {
            Interlocked.Exchange(ref Idle[i], null);
        }
    }

    /// <summary>The size of the large ones that no call uses, in bytes.</summary>
    public static long IdleBytes() => Idle.Sum(static partials => partials?.Bytes ?? 0);

    /// <summary>Where the gradient of a shard begins: in an array of its own, as together they may be more than an array holds.</summary>
    /// <param name="shard">The shard, from 1 on.</param>
    /// <param name="length">Its floats.</param>
    /// <exception cref="OutOfMemoryException">There is not enough memory; the message says how much is needed.</exception>
    public float* At(int shard, int length)
    {
        float[]? values = _values[shard];
        if (values is null || values.Length - AlignedBuffer.Slack < length)
        {
            _values[shard] = null;
            _values[shard] = values = AlignedBuffer.Allocate(length, isCleared: false, out _starts[shard]);
        }

        return (float*)Marshal.UnsafeAddrOfPinnedArrayElement(values, _starts[shard]);
    }
}
