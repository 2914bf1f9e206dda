namespace StaticNet.Kernels;

/// <summary>Holds a lock for a scope. <see cref="Thread.Interrupt"/> does not keep it from being taken, and comes with the thread's next wait.</summary>
internal readonly ref struct UninterruptedLock : IDisposable
{
    private readonly Lock _gate;

    /// <summary>Takes the lock.</summary>
    /// <param name="gate">The lock.</param>
    public UninterruptedLock(Lock gate)
    {
        _gate = gate;
        while (true)
        {
            try
            {
                gate.Enter();
                return;
            }
            catch (ThreadInterruptedException)
            {
                Uninterrupted.Keep();
            }
        }
    }

    /// <summary>Gives the lock back.</summary>
    public void Dispose()
    {
        _gate.Exit();
        Uninterrupted.Deliver();
    }
}
