using System.Collections.Concurrent;
using StaticNet.Kernels;

namespace StaticNet.Fuzz.Threads;

/// <summary>Some threads with some calls each, and one that disturbs them: what a seed gives, but for who comes when.</summary>
internal sealed class ThreadCase
{
    private const float Foreign = 12345;
    private static readonly TimeSpan LongWait = TimeSpan.FromMinutes(2);

    private readonly Random _random;
    private readonly ThreadSubject[] _subjects;
    private readonly Caller[] _callers;
    private readonly ConcurrentQueue<string> _failures = [];
    private int _running;

    /// <summary>Draws the calls of each thread.</summary>
    public ThreadCase(int seed, ThreadSubject[] subjects)
    {
        (Seed, _random, _subjects) = (seed, new Random(seed), subjects);
        _callers = [.. Enumerable.Range(0, _random.Next(1, 5)).Select(_ => new Caller(this, [.. Enumerable.Range(0, _random.Next(1, 6)).Select(_ => Draw())]))];
        Calls = _callers.Sum(static caller => caller.Plan.Length);
    }

    /// <summary>The seed.</summary>
    public int Seed { get; }

    /// <summary>The calls of all threads.</summary>
    public int Calls { get; }

    /// <summary>How often a thread was interrupted.</summary>
    public long Interrupts => _callers.Sum(static caller => caller.Interrupts);

    /// <summary>What went wrong.</summary>
    public IEnumerable<string> Failures => _failures;

    /// <summary>Runs all threads to their ends.</summary>
    public void Run()
    {
        _running = _callers.Length;
        Parallelism.Threads = _random.Next(1, 7);
        foreach (Caller caller in _callers)
        {
            caller.Start();
        }

        while (Volatile.Read(ref _running) > 0)
        {
            Disturb();
        }

        Workers.Start = static thread => thread.Start();
        foreach (Caller caller in _callers)
        {
            if (!caller.Join(LongWait))
            {
                _failures.Enqueue("a thread hangs in " + caller.Now);
            }
        }
    }

    private (ThreadSubject Subject, ThreadCall Call, int Size) Draw()
        => (_subjects[_random.Next(_subjects.Length)], (ThreadCall)_random.Next(4), _random.Next(ThreadSubject.Sizes.Length));

    private void Disturb()
    {
        switch (_random.Next(12))
        {
            case 0 or 1:
                Parallelism.Threads = _random.Next(8) == 0 ? 4000 : _random.Next(1, 7);
                break;
            case 2:
                Parallelism.Trim();
                break;
            case 3:
                int startable = _random.Next(6);
                Workers.Start = thread =>
                {
                    if (Interlocked.Decrement(ref startable) < 0)
                    {
                        throw new OutOfMemoryException("There are no more threads.");
                    }

                    thread.Start();
                };
                break;
            case 4:
                Workers.Start = static thread => thread.Start();
                break;
            case 5 or 6 or 7:
                _callers[_random.Next(_callers.Length)].Interrupt();
                break;
            default:
                Thread.SpinWait(_random.Next(2000));
                Thread.Yield();
                break;
        }
    }

    private sealed class Caller
    {
        private readonly ThreadCase _case;
        private readonly Thread _thread;
        private int _interrupts;
        private int _begun;

        public Caller(ThreadCase @case, (ThreadSubject Subject, ThreadCall Call, int Size)[] plan)
        {
            (_case, Plan) = (@case, plan);
            _thread = new Thread(Run) { IsBackground = true };
        }

        public (ThreadSubject Subject, ThreadCall Call, int Size)[] Plan { get; }

        public int Interrupts => Volatile.Read(ref _interrupts);

        public string Now => Plan[Math.Max(0, Volatile.Read(ref _begun) - 1)] is var (subject, call, size) ? $"{call} of {ThreadSubject.Sizes[size]} samples of {subject.Name}" : "";

        public void Start() => _thread.Start();

        public bool Join(TimeSpan time) => _thread.Join(time);

        public void Interrupt()
        {
            if (Volatile.Read(ref _begun) > 0)
            {
                _thread.Interrupt();
                Interlocked.Increment(ref _interrupts);
            }
        }

        private void Run()
        {
            List<float[]> written = [];
            foreach ((ThreadSubject subject, ThreadCall call, int size) in Plan)
            {
                Volatile.Write(ref _begun, _begun + 1);
                try
                {
                    if (subject.Try(call, size, written) is { } difference)
                    {
                        _case._failures.Enqueue(difference);
                    }
                }
#pragma warning disable CA1031 // No call throws; what it throws is reported with its seed.
                catch (Exception exception)
#pragma warning restore CA1031
                {
                    _case._failures.Enqueue($"{Now} throws {exception}");
                }

                // It is the caller's memory again.
                foreach (float[] values in written)
                {
                    Array.Fill(values, Foreign);
                }
            }

            // Counted behind the interrupt: one that is counted has come, and no call has taken it away.
            bool isInterrupted = Interrupts > 0;
            Interlocked.Decrement(ref _case._running);
            if (isInterrupted)
            {
                try
                {
                    Thread.Sleep(LongWait);
                    _case._failures.Enqueue("an interrupt was lost");
                }
                catch (ThreadInterruptedException)
                {
                }
            }

            if (written.Any(static values => values.AsSpan().ContainsAnyExcept(Foreign)))
            {
                _case._failures.Enqueue("memory of the caller was written after its call");
            }
        }
    }
}
