using System.Runtime.ExceptionServices;

namespace StaticNet.Kernels;

/// <summary>
/// The threads that help a call (<see cref="Parallelism.Threads"/>). What is to be done is cut into shards beforehand, by sizes alone; threads take one
/// after another, and which thread takes which shard makes no difference to the result.
/// </summary>
internal sealed class Workers
{
    // Long enough for the next step of a training loop to find its helpers awake.
    private const int SpinCount = 2000;

    private static readonly Workers Shared = new();

    [ThreadStatic]
    private static bool _isBusy;

    private readonly Lock _gate = new();
    private readonly List<Helper> _helpers = [];
    private readonly Signal _finished = new(SpinCount);
    private readonly Meeting _meeting = new(SpinCount);
    private IShards? _shards;
    private int _count;
    private int _next;
    private int _running;
    private ExceptionDispatchInfo? _failure;

    /// <summary>Some work in parts that do not depend on each other.</summary>
    internal interface IShards
    {
        /// <summary>Does one of them.</summary>
        /// <param name="shard">Which.</param>
        void Run(int shard);
    }

    /// <summary>Whether a call would be helped: more than one thread is allowed, and this one does not help already.</summary>
    public static bool IsAvailable => Parallelism.Threads > 1 && !_isBusy;

    /// <summary>Does all shards, with as many threads as there may be; the caller alone where the others help somebody else.</summary>
    /// <param name="shards">The work.</param>
    /// <param name="count">Its shards.</param>
    public static void Run(IShards shards, int count)
    {
        int helpers = Math.Min(Parallelism.Threads, count) - 1;
        if (helpers > 0 && IsAvailable && Shared._gate.TryEnter())
        {
            try
            {
                Shared.Share(shards, count, helpers);
            }
            finally
            {
                Shared._gate.Exit();
            }

            return;
        }

        // What a shard calls must not ask for help in its turn.
        bool wasBusy = _isBusy;
        _isBusy = true;
        try
        {
            for (int shard = 0; shard < count; shard++)
            {
                shards.Run(shard);
            }
        }
        finally
        {
            _isBusy = wasBusy;
        }
    }

    /// <summary>
    /// Does all shards at once, each on a thread of its own, so that they may <see cref="Meet"/>, and do before they end. The others may help somebody else:
    /// then nothing is done.
    /// </summary>
    /// <param name="shards">The work.</param>
    /// <param name="count">Its shards, no more than <see cref="Parallelism.Threads"/>.</param>
    /// <returns>Whether it is done.</returns>
    public static bool TryRunTogether(IShards shards, int count)
    {
        if (!IsAvailable || !Shared._gate.TryEnter())
        {
            return false;
        }

        try
        {
            // Who has taken a shard waits for the others to take theirs, and takes no second one.
            Shared._meeting.Call(count);
            Shared.Share(shards, count, count - 1);
            return true;
        }
        finally
        {
            Shared._gate.Exit();
        }
    }

    /// <summary>Waits, in a shard, for all others of <see cref="TryRunTogether"/>.</summary>
    /// <exception cref="OperationCanceledException">One of them has failed; it is that failure which reaches the caller.</exception>
    public static void Meet() => Shared._meeting.Wait();

    private void Share(IShards shards, int count, int helpers)
    {
        while (_helpers.Count < helpers)
        {
            _helpers.Add(new Helper(this));
        }

        (_shards, _count, _next, _failure) = (shards, count, 0, null);
        Volatile.Write(ref _running, helpers);
        for (int i = 0; i < helpers; i++)
        {
            _helpers[i].Wake();
        }

        Work();
        _finished.Wait();
        _shards = null;
        _failure?.Throw();
    }

    // Takes shards until there are none; after a failure nobody takes another.
    private void Work()
    {
        _isBusy = true;
        try
        {
            for (int shard = Interlocked.Increment(ref _next) - 1; shard < _count && _failure is null; shard = Interlocked.Increment(ref _next) - 1)
            {
                _shards!.Run(shard);
            }
        }
#pragma warning disable CA1031 // It is thrown again on the caller's thread, once all threads have let go of the memory.
        catch (Exception exception)
#pragma warning restore CA1031
        {
            Interlocked.CompareExchange(ref _failure, ExceptionDispatchInfo.Capture(exception), null);
            _meeting.CallOff();
        }
        finally
        {
            _isBusy = false;
        }
    }

    private void Leave()
    {
        if (Interlocked.Decrement(ref _running) == 0)
        {
            _finished.Set();
        }
    }

    /// <summary>A thread that waits for work.</summary>
    private sealed class Helper
    {
        private readonly Signal _awake = new(SpinCount);

        public Helper(Workers workers)
        {
            var thread = new Thread(() =>
            {
                while (true)
                {
                    _awake.Wait();
                    workers.Work();
                    workers.Leave();
                }
            })
            {
                IsBackground = true,
                Name = "StaticNet helper",
            };
            thread.Start();
        }

        public void Wake() => _awake.Set();
    }
}
