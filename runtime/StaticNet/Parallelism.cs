using System.Runtime.CompilerServices;
using StaticNet.Kernels;

namespace StaticNet;

/// <summary>How many threads one call may use, and what they keep.</summary>
/// <remarks>
/// <para>All members may be called from any thread at any time, also while calls run.</para>
/// <para>
/// No call of a network returns, or throws, before all threads that help it are done. <see cref="Thread.Interrupt"/> does not end it: its result is whole, and
/// the interrupt ends the next wait of the thread, as with a call on one thread, which waits for nothing.
/// </para>
/// </remarks>
public static class Parallelism
{
    private static int _threads = 1;
    private static int _cores = Environment.ProcessorCount;
    private static int _used = 1;

    /// <summary>
    /// The threads that a call of <c>Forward</c> or <c>Gradient</c> with many samples may use, the caller's own among them: 1 unless it is set. The results
    /// are the same bits for any number. Threads that are needed are started once and wait; while one call uses them, other calls go on alone. Where no more
    /// threads can be started, those that there are do the work.
    /// </summary>
    /// <value>
    /// At least 1. A call uses no more than <see cref="Environment.ProcessorCount"/>, and none that has nothing to do: <c>Gradient</c> at most 8 (see
    /// <see cref="CallMemory.MostShards"/>). A call that runs keeps the number with which it began.
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

    /// <summary>The threads that a call uses at most: as many as it may, and as there are cores.</summary>
    internal static int Used
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        get => Volatile.Read(ref _used);
    }

    /// <summary>The cores; tests say that there are more.</summary>
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
    /// Lets go of what calls have left for the next ones: the scratch memory of all threads, the partial gradients, and the threads that help. The garbage
    /// collector returns the memory to the system when it next collects. The next call takes what it needs anew; calls that run keep what they use, and the threads
    /// that help one end behind it.
    /// </summary>
    public static void Trim()
    {
        Workers.Trim();
        PartialGradients.Trim();
        Workspace.Trim();
    }
}
