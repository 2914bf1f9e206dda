using System.Runtime.CompilerServices;

namespace StaticNet;

/// <summary>How many threads one call may use.</summary>
public static class Parallelism
{
    private static int _threads = 1;

    /// <summary>
    /// The threads that a call of <c>Forward</c> or <c>Gradient</c> with many samples may use, the caller's own among them: 1 unless it is set. The results
    /// are the same bits for any number. Threads that are needed are started once and wait; while one call uses them, other calls go on alone.
    /// </summary>
    /// <value>At least 1; more than the machine has cores is of no use, and slow where batch norms have threads wait for each other.</value>
    /// <exception cref="ArgumentOutOfRangeException">The number is less than 1.</exception>
    public static int Threads
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        get => Volatile.Read(ref _threads);
        set
        {
            ArgumentOutOfRangeException.ThrowIfLessThan(value, 1);
            Volatile.Write(ref _threads, value);
        }
    }
}
