using System.Runtime.ExceptionServices;

namespace StaticNet.Kernels;

/// <summary>
/// The threads that help a call (<see cref="Parallelism.Threads"/>). What is to be done is cut into shards beforehand, by sizes alone; threads take one
/// after another, and which thread takes which shard makes no difference to the result.
/// </summary>
/// <remarks>
/// Helpers work on memory that the caller has pinned. So nothing leaves a call, no result and no exception, before all of them are done: between waking the
/// first and having heard from the last, no statement can throw. A failure of a shard is kept and thrown behind that, an interrupt of the caller is
/// kept and comes with its next wait.
/// </remarks>
internal sealed class Workers
{
    // Long enough for the next step of a training loop to find its helpers awake.
    private const int SpinCount = 2000;

    private static readonly Workers Shared = new();

    [ThreadStatic]
    private static bool _isBusy;

    private readonly List<Helper> _helpers = [];
    private readonly Signal _finished = new(SpinCount);
    private readonly Meeting _meeting = new(SpinCount);
    private int _isTaken;
    private int _isTrimming;
    private IShards? _shards;
    private int _count;
    private int _next;
    private int _running;
    private Exception? _failure;

    /// <summary>Some work in parts that do not depend on each other.</summary>
    internal interface IShards
    {
        /// <summary>Does one of them.</summary>
        /// <param name="shard">Which.</param>
        void Run(int shard);
    }

    /// <summary>Whether a call would be helped: more than one thread is allowed, and this one does not help already.</summary>
    public static bool IsAvailable => Parallelism.Used > 1 && !_isBusy;

    /// <summary>The helpers that wait for work or do some.</summary>
    internal static int HelperCount => Shared._helpers.Count;

    /// <summary>How a thread is started; tests have it fail.</summary>
    internal static Action<Thread> Start { get; set; } = static thread => thread.Start();

    /// <summary>Does all shards, with as many threads as there may be; the caller alone where the others help somebody else.</summary>
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
    /// Reserves threads for <see cref="RunTogether"/>, which has to be called next. There may be fewer than asked for: they help somebody else, or cannot be started.
    /// </summary>
    /// <param name="most">The threads that are of use, the caller's own among them.</param>
    /// <returns>The threads that there are; 1 if it is the caller's alone, and nothing is reserved.</returns>
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

    /// <summary>Does all shards at once, each on a thread of its own, so that they may <see cref="Meet"/>, and do before they end.</summary>
    /// <param name="shards">The work.</param>
    /// <param name="count">Its shards: what <see cref="Reserve"/> gave, more than one.</param>
    public static void RunTogether(IShards shards, int count)
    {
        // Who has taken a shard waits for the others to take theirs, and takes no second one.
        Shared._meeting.Call(count);
        Shared.Share(shards, count, count);
    }

    /// <summary>Waits, in a shard, for all others of <see cref="RunTogether"/>.</summary>
    /// <exception cref="OperationCanceledException">One of them has failed; it is that failure which reaches the caller.</exception>
    public static void Meet() => Shared._meeting.Wait();

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

    // A trim that came while the helpers were taken is done here; one that comes between is done by whoever takes them then, perhaps this thread again.
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

    // As many as there are, where no more can be started: too little memory, or a limit on threads.
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
                // The thread may be there or not.
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

    // Takes shards until there are none; after a failure nobody takes another.
    private void Work()
    {
        try
        {
            for (int shard = Interlocked.Increment(ref _next) - 1; shard < _count && Volatile.Read(ref _failure) is null; shard = Interlocked.Increment(ref _next) - 1)
            {
                _shards!.Run(shard);
            }
        }
#pragma warning disable CA1031 // It is thrown again on the caller's thread, once all threads have let go of the memory.
        catch (Exception exception)
#pragma warning restore CA1031
        {
            Interlocked.CompareExchange(ref _failure, exception, null);
            _meeting.CallOff();
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
