using System.Runtime.CompilerServices;
using StaticNet.Kernels;

namespace StaticNet;

/// <summary>The number of threads that one call may use, and the memory that they keep.</summary>
/// <remarks>
/// <para>All members may be called from any thread at any time, also while calls run.</para>
/// <para>
/// No call of a network returns, or throws, before all threads that help it are done. <see cref="Thread.Interrupt"/> does not end it: its result is complete, and
/// the interrupt ends the next wait of the thread, as with a call on one thread, which never waits.
/// </para>
/// </remarks>
public static class Parallelism
{
    private static int _threads = 1;
    private static int _cores = Environment.ProcessorCount;
    private static int _used = 1;

    /// <summary>
    /// The threads that a call of <c>Forward</c> or <c>Gradient</c> with many samples may use, the caller's own included: 1 unless it is set. The results
    /// have the same bits for any number. Threads that are needed are started once and wait; while one call uses them, other calls run on their own thread. If no more
    /// threads can be started, the existing ones do the work.
    /// </summary>
    /// <value>
    /// At least 1. A call uses no more than <see cref="Environment.ProcessorCount"/>, and none without work: <c>Gradient</c> at most 8 (see
    /// <see cref="CallMemory.MostShards"/>). A running call keeps the number with which it began.
    /// </value>
    /// <exception cref="ArgumentOutOfRangeException">The number is less than 1.</exception>
    public static int Threads
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        get => Volatile.Read(ref _threads);
        set
        {
            ArgumentOutOfRangeException.ThrowIfLessThan(value, 1);
            Volatile.Write(ref _threads, value);
            Volatile.Write(ref _used, Math.Min(value, Cores));
        }
    }

    /// <summary>The maximum number of threads of a call: the number allowed, and at most the number of cores.</summary>
    internal static int Used
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        get => Volatile.Read(ref _used);
    }

    /// <summary>The number of cores; tests set a larger one.</summary>
    internal static int Cores
    {
        get => Volatile.Read(ref _cores);
        set
        {
            Volatile.Write(ref _cores, value);
            Threads = Threads;
        }
    }

    /// <summary>
    /// Releases what calls keep for later calls: the scratch memory of all threads, the partial gradients, and the helper threads. The garbage
    /// collector returns the memory to the system when it next collects. The next call allocates what it needs; running calls keep what they use, and their helper
    /// threads end after them.
    /// </summary>
    public static void Trim()
    {
        Workers.Trim();
        PartialGradients.Trim();
        Workspace.Trim();
    }
}
