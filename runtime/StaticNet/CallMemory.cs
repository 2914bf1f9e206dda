namespace StaticNet;

/// <summary>
/// The memory that a call of <c>Forward</c> or <c>Gradient</c> takes in addition to its arguments, as planned at build time. It is kept for the next call, until
/// <see cref="Parallelism.Trim"/>.
/// </summary>
public sealed class CallMemory
{
    /// <summary>The scratch memory of each thread that works on the call, in bytes.</summary>
    public long ThreadBytes { get; init; }

    /// <summary>
    /// The scratch memory of each sample, in bytes, where a whole batch is processed at once because its samples are normalized together; 0 where a fixed number of samples is
    /// processed at a time, whose memory is part of <see cref="ThreadBytes"/>.
    /// </summary>
    public long SampleBytes { get; init; }

    /// <summary>The number of samples from which on a call uses several threads; <see cref="int.MaxValue"/> if it never does.</summary>
    public int SharedFrom { get; init; } = int.MaxValue;

    /// <summary>
    /// The minimum number of samples whose gradients form a partial sum of their own; <see cref="int.MaxValue"/> if the whole batch is one sum. It depends on the
    /// network alone, as does <see cref="MostShards"/>: the order of the sums, and so their bits, are the same for any number of threads.
    /// </summary>
    public int LeastShard { get; init; } = int.MaxValue;

    /// <summary>
    /// The maximum number of such sums: 8, or as many as fit into 512 MiB, and at least 2. The first is the gradient itself. A call of <c>Gradient</c> uses no
    /// more threads than that.
    /// </summary>
    public int MostShards { get; init; } = 1;

    /// <summary>The memory of one of these sums, in bytes: the padded size of the weights.</summary>
    public long PartialBytes { get; init; }

    /// <summary>The memory that a call takes at most.</summary>
    /// <param name="samples">Its samples.</param>
    /// <param name="threads">The threads that work on it (<see cref="Parallelism.Threads"/>).</param>
    /// <returns>The bytes.</returns>
    /// <exception cref="ArgumentOutOfRangeException">A number is less than 1.</exception>
    public long Of(int samples, int threads = 1)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(samples, 1);
        ArgumentOutOfRangeException.ThrowIfLessThan(threads, 1);
        int shards = LeastShard == int.MaxValue ? 1 : Kernels.GradientShards.CountOf(samples, Math.Max(1, LeastShard), Math.Max(1, MostShards));
        long members = samples < SharedFrom ? 1 : Math.Min(threads, LeastShard == int.MaxValue ? samples : shards);
        return (members * ThreadBytes) + (samples * SampleBytes) + ((shards - 1) * PartialBytes);
    }
}
