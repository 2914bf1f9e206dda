namespace StaticNet.Kernels;

/// <summary>
/// Waits that <see cref="Thread.Interrupt"/> does not end, since other threads work on the caller's memory for as long as the wait lasts. The interrupt is kept,
/// and delivered by <see cref="Deliver"/> when they are done: the thread's next wait ends by it, as if it had come then.
/// </summary>
internal static class Uninterrupted
{
    [ThreadStatic]
    private static bool _isPending;

    /// <summary>
    /// Waits for a handle. It may come back early, so that what is waited for has to be looked at again.
    /// </summary>
    /// <param name="handle">The handle.</param>
    public static void Wait(WaitHandle handle)
    {
        // A context, such as that of a user interface, would run other code of this thread within the wait.
        SynchronizationContext? context = SynchronizationContext.Current;
        if (context is not null)
        {
            SynchronizationContext.SetSynchronizationContext(null);
        }

        try
        {
            handle.WaitOne();
        }
        catch (ThreadInterruptedException)
        {
            _isPending = true;
        }
#pragma warning disable CA1031 // Whatever keeps a thread from waiting, such as too little memory, it must not go on: the caller of this method looks and waits again.
        catch (Exception)
#pragma warning restore CA1031
        {
            Thread.Yield();
        }

        if (context is not null)
        {
            SynchronizationContext.SetSynchronizationContext(context);
        }
    }

    /// <summary>Has the next wait of this thread end by the interrupt that came during a <see cref="Wait"/>, if one did.</summary>
    public static void Deliver()
    {
        if (_isPending)
        {
            _isPending = false;
            Thread.CurrentThread.Interrupt();
        }
    }

    /// <summary>Forgets an interrupt: a helper has nobody to tell.</summary>
    public static void Forget() => _isPending = false;

    /// <summary>Says that an interrupt came, where something else than <see cref="Wait"/> met it.</summary>
    public static void Keep() => _isPending = true;
}
