namespace StaticNet.Kernels;

/// <summary>
/// A place where a number of threads wait for each other: awake for a while, since what they do between two meetings takes them about as long, then asleep.
/// An interrupt does not end the wait (<see cref="Uninterrupted"/>). It allocates nothing once it is there.
/// </summary>
/// <param name="spinCount">How often a waiting thread looks before it falls asleep.</param>
internal sealed class Meeting(int spinCount)
{
    // Where there are more threads than cores, whom one waits for may wait for one's core.
    private const int YieldEvery = 64;

    // The state: whether the meeting is off, how many sleep, and how often all have met. Who falls asleep changes it, so that who wakes the others knows of all.
    private const uint Off = 1;
    private const uint Sleeper = 2;
    private const uint Turn = 1 << 16;
    private const uint Sleepers = Turn - Sleeper;

    // For even turns and for odd ones: a thread may sleep in the next turn before all sleepers of the last one have woken. Only hints to look at the state again.
    private readonly Semaphore[] _wake = [new(0, int.MaxValue), new(0, int.MaxValue)];
    private int _members;
    private int _missing;
    private uint _state;

    /// <summary>Says how many threads will meet; none of them waits here yet.</summary>
    /// <param name="members">The threads.</param>
    public void Call(int members)
    {
        (_members, _missing) = (members, members);
        Volatile.Write(ref _state, 0);
    }

    /// <summary>Lets nobody wait any more, now or later: a member will not come.</summary>
    public void CallOff() => Change(isOff: true);

    /// <summary>Waits until all are here. What each wrote before, all can read behind.</summary>
    /// <exception cref="OperationCanceledException">The meeting is off.</exception>
    public void Wait()
    {
        uint turn = Volatile.Read(ref _state) / Turn;
        if (Interlocked.Decrement(ref _missing) == 0)
        {
            Volatile.Write(ref _missing, _members);
            Change(isOff: false);
        }
        else
        {
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

            Sleep(turn);
        }

        if (Volatile.Read(ref _state) / Turn == turn)
        {
            throw new OperationCanceledException("Another thread has failed.");
        }
    }

    // Falls asleep unless the others have come meanwhile, or the meeting is off.
    private void Sleep(uint turn)
    {
        uint state = Volatile.Read(ref _state);
        while (IsOpen(state, turn))
        {
            uint before = Interlocked.CompareExchange(ref _state, state + Sleeper, state);
            if (before != state)
            {
                state = before;
                continue;
            }

            while (IsOpen(turn))
            {
                Uninterrupted.Wait(_wake[turn & 1]);
            }

            return;
        }
    }

    // Ends the turn or the meeting, and wakes those who sleep. A meeting that is off stays so.
    private void Change(bool isOff)
    {
        uint state = Volatile.Read(ref _state);
        while ((state & Off) == 0)
        {
            uint next = isOff ? (state & ~Sleepers) | Off : (state & ~Sleepers) + Turn;
            uint before = Interlocked.CompareExchange(ref _state, next, state);
            if (before == state)
            {
                int sleepers = (int)((state & Sleepers) / Sleeper);
                if (sleepers > 0)
                {
                    _wake[state / Turn & 1].Release(sleepers);
                }

                return;
            }

            state = before;
        }
    }

    private bool IsOpen(uint turn) => IsOpen(Volatile.Read(ref _state), turn);

    private static bool IsOpen(uint state, uint turn) => state / Turn == turn && (state & Off) == 0;
}
