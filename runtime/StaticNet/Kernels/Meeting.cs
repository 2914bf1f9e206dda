namespace StaticNet.Kernels;

/// <summary>
/// A place where a number of threads wait for each other: awake for a while, since what they do between two meetings takes them about as long, then asleep.
/// It allocates nothing once it is there.
/// </summary>
/// <param name="spinCount">How often a waiting thread looks before it falls asleep.</param>
internal sealed class Meeting(int spinCount)
{
    // Where there are more threads than cores, whom one waits for may wait for one's core.
    private const int YieldEvery = 64;

    private readonly object _sleepers = new();
    private int _members;
    private int _missing;
    private int _turn;
    private bool _isOff;

    /// <summary>Says how many threads will meet; none of them waits here yet.</summary>
    /// <param name="members">The threads.</param>
    public void Call(int members)
    {
        (_members, _missing) = (members, members);
        Volatile.Write(ref _isOff, false);
    }

    /// <summary>Lets nobody wait any more, now or later: a member will not come.</summary>
    public void CallOff()
    {
        lock (_sleepers)
        {
            Volatile.Write(ref _isOff, true);
            Monitor.PulseAll(_sleepers);
        }
    }

    /// <summary>Waits until all are here. What each wrote before, all can read behind.</summary>
    /// <exception cref="OperationCanceledException">The meeting is off.</exception>
    public void Wait()
    {
        int turn = Volatile.Read(ref _turn);
        if (Interlocked.Decrement(ref _missing) == 0)
        {
            Volatile.Write(ref _missing, _members);
            lock (_sleepers)
            {
                Volatile.Write(ref _turn, turn + 1);
                Monitor.PulseAll(_sleepers);
            }

            return;
        }

        for (int i = 0; i < spinCount && IsOpen(turn); i++)
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

        if (IsOpen(turn))
        {
            lock (_sleepers)
            {
                while (IsOpen(turn))
                {
                    Monitor.Wait(_sleepers);
                }
            }
        }

        if (Volatile.Read(ref _turn) == turn)
        {
            throw new OperationCanceledException("Another thread has failed.");
        }
    }

    private bool IsOpen(int turn) => Volatile.Read(ref _turn) == turn && !Volatile.Read(ref _isOff);
}
