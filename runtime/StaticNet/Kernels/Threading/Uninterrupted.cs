namespace StaticNet.Kernels;

/// <summary>
/// Waits that <see cref="Thread.Interrupt"/> does not end, since other threads work on the caller's memory for as long as the wait lasts. The interrupt is kept,
/// and delivered by <see cref="Deliver"/> when they are done: it interrupts the thread's next wait, as if it had come then.
/// </summary>
internal static class Uninterrupted
{
    [ThreadStatic]
    private static bool _isPending;

    /// <summary>
    /// Waits for a handle. It may return early, so the caller has to check the condition again.
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
#pragma warning disable CA1031 // If a thread cannot wait, for lack of memory for example, it must not go on: the caller of this method checks and waits again.
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

    /// <summary>Makes an interrupt that came during a <see cref="Wait"/>, if any, end the next wait of this thread.</summary>
    public static void Deliver()
    {
        if (_isPending)
        {
            _isPending = false;
            Thread.CurrentThread.Interrupt();
        }
    }

    /// <summary>Discards an interrupt: a helper has no caller to deliver it to.</summary>
    public static void Forget() => _isPending = false;

    /// <summary>Records an interrupt that came outside of <see cref="Wait"/>.</summary>
    public static void Keep() => _isPending = true;
}
