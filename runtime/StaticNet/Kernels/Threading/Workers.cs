using System.Runtime.ExceptionServices;

namespace StaticNet.Kernels;

/// <summary>
/// The threads that help a call (<see cref="Parallelism.Threads"/>). The work is cut into shards beforehand, by sizes alone; threads take one
/// after another, and which thread takes which shard does not affect the result.
/// </summary>
/// <remarks>
/// Helpers work on memory that the caller has pinned. So a call neither returns nor throws before all of them are done: between waking the
/// first and the completion of the last, no statement can throw. An exception of a shard is stored and thrown afterwards, an interrupt of the caller is
/// stored and delivered at its next wait.
/// </remarks>
internal sealed class Workers
{
    // Long enough that the helpers are still spinning at the next step of a training loop.
    private const int SpinCount = 2000;

    private static readonly Workers Shared = new();

    [ThreadStatic]
    private static bool _isBusy;

    private readonly List<Helper> _helpers = [];
    private readonly Signal _finished = new(SpinCount);
    private readonly ThreadBarrier _barrier = new(SpinCount);
    private int _isTaken;
    private int _isTrimming;
    private IShards? _shards;
    private int _count;
    private int _next;
    private int _running;
    private Exception? _failure;

    /// <summary>Work in parts that do not depend on each other.</summary>
    internal interface IShards
    {
        /// <summary>Runs one of them.</summary>
        /// <param name="shard">Which.</param>
        void Run(int shard);
    }

    /// <summary>Whether a call may use helpers: more than one thread is allowed, and this thread does not work on a call already.</summary>
    public static bool IsAvailable => Parallelism.Used > 1 && !_isBusy;

    /// <summary>The number of helpers, waiting or working.</summary>
    internal static int HelperCount => Shared._helpers.Count;

    /// <summary>Starts a thread; tests replace it to make it fail.</summary>
    internal static Action<Thread> Start { get; set; } = static thread => thread.Start();

    /// <summary>Runs all shards, with as many threads as allowed; on the caller alone if the helpers work on another call.</summary>
    /// <param name="shards">The work.</param>
    /// <param name="count">Its shards.</param>
    public static void Run(IShards shards, int count)
    {
        int members = Reserve(Math.Min(Parallelism.Used, count));
        if (members > 1)
        {
            Shared.Share(shards, count, members);
            return;
        }

        // Calls within a shard must not use helpers.
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
    /// Reserves threads for <see cref="RunTogether"/>, which has to be called next. There may be fewer than requested: they may work on another call, or cannot be started.
    /// </summary>
    /// <param name="most">The maximum number of useful threads, the caller's included.</param>
    /// <returns>The number of threads; 1 if it is the caller's alone, and nothing is reserved.</returns>
    public static int Reserve(int most)
    {
        if (most <= 1 || !IsAvailable || !Shared.TryTake())
        {
            return 1;
        }

        int members = 1 + Shared.StartHelpers(most - 1);
        if (members == 1)
        {
            Shared.GiveBack();
            Uninterrupted.Deliver();
        }

        return members;
    }

    /// <summary>Runs all shards at once, each on a thread of its own, so that they can wait for each other (<see cref="Meet"/>), and do so before they end.</summary>
    /// <param name="shards">The work.</param>
    /// <param name="count">Its shards: the result of <see cref="Reserve"/>, more than one.</param>
    public static void RunTogether(IShards shards, int count)
    {
        // A thread that has taken a shard waits for the others to take theirs, and takes no second one.
        Shared._barrier.Start(count);
        Shared.Share(shards, count, count);
    }

    /// <summary>Waits, in a shard, for all others of <see cref="RunTogether"/>.</summary>
    /// <exception cref="OperationCanceledException">One of them has failed; the caller gets that failure.</exception>
    public static void Meet() => Shared._barrier.Wait();

    /// <summary>Ends the helpers, once the call that they help is done.</summary>
    public static void Trim()
    {
        Volatile.Write(ref Shared._isTrimming, 1);
        if (Shared.TryTake())
        {
            Shared.GiveBack();
        }
    }

    private bool TryTake() => Interlocked.CompareExchange(ref _isTaken, 1, 0) == 0;

    // A trim requested while the helpers were taken runs here; one requested in between is run by the thread that takes them next, perhaps this one.
    private void GiveBack()
    {
        do
        {
            if (Interlocked.Exchange(ref _isTrimming, 0) != 0)
            {
                foreach (Helper helper in _helpers)
                {
                    helper.End();
                }

                _helpers.Clear();
                _helpers.TrimExcess();
            }

            Volatile.Write(ref _isTaken, 0);
            Interlocked.MemoryBarrier();
        }
        while (Volatile.Read(ref _isTrimming) != 0 && TryTake());
    }

    // The existing ones, if no more can be started: too little memory, or a limit on threads.
    private int StartHelpers(int wanted)
    {
        while (_helpers.Count < wanted)
        {
            Helper? helper = null;
            try
            {
                _helpers.EnsureCapacity(wanted);
                helper = new Helper(this);
                helper.Start();
            }
            catch (ThreadInterruptedException)
            {
                // The thread may exist or not.
                helper?.End();
                Uninterrupted.Keep();
                continue;
            }
            catch (Exception exception) when (exception is OutOfMemoryException or ThreadStartException or ThreadStateException)
            {
                helper?.End();
                break;
            }

            _helpers.Add(helper);
        }

        return Math.Min(_helpers.Count, wanted);
    }

    private void Share(IShards shards, int count, int members)
    {
        (_shards, _count, _next, _failure) = (shards, count, 0, null);
        Volatile.Write(ref _running, members - 1);
        _isBusy = true;
        for (int i = 0; i < members - 1; i++)
        {
            _helpers[i].Wake();
        }

        Work();
        _finished.Wait();
        _isBusy = false;
        Exception? failure = _failure;
        (_shards, _failure) = (null, null);
        GiveBack();
        Uninterrupted.Deliver();
        if (failure is not null)
        {
            ExceptionDispatchInfo.Throw(failure);
        }
    }

    // Takes shards until there are none; after a failure no thread takes another.
    private void Work()
    {
        try
        {
            for (int shard = Interlocked.Increment(ref _next) - 1; shard < _count && Volatile.Read(ref _failure) is null; shard = Interlocked.Increment(ref _next) - 1)
            {
                _shards!.Run(shard);
            }
        }
#pragma warning disable CA1031 // It is thrown again on the caller's thread, once no thread uses the memory.
        catch (Exception exception)
#pragma warning restore CA1031
        {
            Interlocked.CompareExchange(ref _failure, exception, null);
            _barrier.Cancel();
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
        private readonly Workers _workers;
        private readonly Thread _thread;
        private readonly Signal _awake = new(SpinCount);
        private bool _isEnding;

        public Helper(Workers workers)
        {
            _workers = workers;
            _thread = new Thread(Run)
            {
                IsBackground = true,
                Name = "StaticNet helper",
            };
        }

        public void Start() => Workers.Start(_thread);

        public void Wake() => _awake.Set();

        public void End()
        {
            Volatile.Write(ref _isEnding, true);
            _awake.Set();
        }

        private void Run()
        {
            _isBusy = true;
            for (_awake.Wait(); !Volatile.Read(ref _isEnding); _awake.Wait())
            {
                _workers.Work();
                Uninterrupted.Forget();
                _workers.Leave();
            }
        }
    }
}
