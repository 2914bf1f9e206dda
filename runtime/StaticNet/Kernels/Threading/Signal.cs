namespace StaticNet.Kernels;

/// <summary>
/// A signal that one thread waits for and another one sets: the wait spins for a while, then sleeps. An interrupt does not end the wait (<see cref="Uninterrupted"/>). It
/// allocates nothing after its construction.
/// </summary>
/// <param name="spinCount">The number of checks before the waiting thread sleeps.</param>
internal sealed class Signal(int spinCount)
{
    private const int Unset = 0;
    private const int IsSet = 1;
    private const int Asleep = 2;

    // Only a hint to check the state again.
    private readonly AutoResetEvent _changed = new(initialState: false);
    private int _state;

    /// <summary>Wakes the thread that waits, or that will.</summary>
    public void Set()
    {
        if (Interlocked.Exchange(ref _state, IsSet) == Asleep)
        {
            _changed.Set();
        }
    }

    /// <summary>Waits until it is set, and resets it.</summary>
    public void Wait()
    {
        for (int i = 0; i < spinCount && Volatile.Read(ref _state) != IsSet; i++)
        {
            Thread.SpinWait(20);
        }

        if (Interlocked.CompareExchange(ref _state, Asleep, Unset) != IsSet)
        {
            while (Volatile.Read(ref _state) != IsSet)
            {
                Uninterrupted.Wait(_changed);
            }
        }

        Volatile.Write(ref _state, Unset);
    }
}
