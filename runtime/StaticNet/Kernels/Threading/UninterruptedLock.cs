namespace StaticNet.Kernels;

/// <summary>Holds a lock for a scope. <see cref="Thread.Interrupt"/> does not prevent taking it, and is delivered at the thread's next wait.</summary>
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

    /// <summary>Releases the lock.</summary>
    public void Dispose()
    {
        _gate.Exit();
        Uninterrupted.Deliver();
    }
}
