namespace StaticNet.Kernels;

/// <summary>
/// A barrier at which a number of threads wait for each other. A wait spins for a while, since the threads take about the same time between two phases, then sleeps.
/// An interrupt does not end the wait (<see cref="Uninterrupted"/>). It allocates nothing after its construction.
/// </summary>
/// <param name="spinCount">The number of checks before a waiting thread sleeps.</param>
internal sealed class ThreadBarrier(int spinCount)
{
    // With more threads than cores, the threads that are waited for may need the core of the one that waits.
    private const int YieldEvery = 64;

    // The state: whether the barrier is cancelled, the number of sleeping threads, and the phase. A thread changes it before it sleeps, so that the one that wakes the others counts all.
    private const uint Cancelled = 1;
    private const uint Sleeper = 2;
    private const uint Phase = 1 << 16;
    private const uint Sleepers = Phase - Sleeper;

    // For even and for odd phases: a thread may sleep in the next phase before all sleepers of the last one have woken. Only hints to check the state again.
    private readonly Semaphore[] _wake = [new(0, int.MaxValue), new(0, int.MaxValue)];
    private int _members;
    private int _missing;
    private uint _state;

    /// <summary>Sets the number of threads; none of them waits yet.</summary>
    /// <param name="members">The number of threads.</param>
    public void Start(int members)
    {
        (_members, _missing) = (members, members);
        Volatile.Write(ref _state, 0);
    }

    /// <summary>Ends all waits, now and later, because a thread has failed.</summary>
    public void Cancel() => Change(isCancelled: true);

    /// <summary>Waits for all threads. Values that any thread wrote before can be read by all of them afterwards.</summary>
    /// <exception cref="OperationCanceledException">The barrier is cancelled.</exception>
    public void Wait()
    {
        uint phase = Volatile.Read(ref _state) / Phase;
        if (Interlocked.Decrement(ref _missing) == 0)
        {
            Volatile.Write(ref _missing, _members);
            Change(isCancelled: false);
        }
        else
        {
            for (int i = 0; i < spinCount && IsOpen(phase); i++)
            {
                if (i % YieldEvery == YieldEvery - 1)
                {
                    Thread.Yield();
                }
                else
                {
                    Thread.SpinWait(20);
                }
            }

            Sleep(phase);
        }

        if (Volatile.Read(ref _state) / Phase == phase)
        {
            throw new OperationCanceledException("Another thread has failed.");
        }
    }

    // Sleeps unless the others have arrived meanwhile, or the barrier is cancelled.
    private void Sleep(uint phase)
    {
        uint state = Volatile.Read(ref _state);
        while (IsOpen(state, phase))
        {
            uint before = Interlocked.CompareExchange(ref _state, state + Sleeper, state);
            if (before != state)
            {
                state = before;
                continue;
            }

            while (IsOpen(phase))
            {
                Uninterrupted.Wait(_wake[phase & 1]);
            }

            return;
        }
    }

    // Ends the phase or cancels the barrier, and wakes the sleeping threads. A cancelled barrier stays cancelled.
    private void Change(bool isCancelled)
    {
        uint state = Volatile.Read(ref _state);
        while ((state & Cancelled) == 0)
        {
            uint next = isCancelled ? (state & ~Sleepers) | Cancelled : (state & ~Sleepers) + Phase;
            uint before = Interlocked.CompareExchange(ref _state, next, state);
            if (before == state)
            {
                int sleepers = (int)((state & Sleepers) / Sleeper);
                if (sleepers > 0)
                {
                    _wake[state / Phase & 1].Release(sleepers);
                }

                return;
            }

            state = before;
        }
    }

    private bool IsOpen(uint phase) => IsOpen(Volatile.Read(ref _state), phase);

    private static bool IsOpen(uint state, uint phase) => state / Phase == phase && (state & Cancelled) == 0;
}
