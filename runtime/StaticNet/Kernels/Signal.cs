namespace StaticNet.Kernels;

/// <summary>What one thread waits for and another one sets: awake for a while, then asleep. It allocates nothing once it is there.</summary>
/// <param name="spinCount">How often the waiting thread looks before it falls asleep.</param>
internal sealed class Signal(int spinCount)
{
    private readonly object _sleepers = new();
    private int _isSet;

    /// <summary>Wakes the thread that waits, or that will.</summary>
    public void Set()
    {
        lock (_sleepers)
        {
            Volatile.Write(ref _isSet, 1);
            Monitor.Pulse(_sleepers);
        }
    }

    /// <summary>Waits until it is set, and has it unset again.</summary>
    public void Wait()
    {
        for (int i = 0; i < spinCount && Volatile.Read(ref _isSet) == 0; i++)
        {
            Thread.SpinWait(20);
        }

        lock (_sleepers)
        {
            while (_isSet == 0)
            {
                Monitor.Wait(_sleepers);
            }

            _isSet = 0;
        }
    }
}
