using StaticNet.Kernels;

namespace StaticNet.Tests.Networks;

/// <summary>
/// Nothing ends a call before all threads have let go of its memory: no interrupt of the caller or of a helper, and no failure to start one. The threads are of
/// use afterwards.
/// </summary>
[Collection(Threads.Collection)]
[Trait(Width.Trait, Width.Any)]
public sealed class InterruptionTests : IDisposable
{
    private readonly int _threads = Parallelism.Threads;

    public void Dispose()
    {
        Parallelism.Threads = _threads;
        Workers.Start = static thread => thread.Start();
        Parallelism.Trim();
    }

    [Fact]
    public void An_interrupted_caller_returns_when_its_helper_is_done_and_its_next_wait_ends()
    {
        Parallelism.Threads = 2;
        bool isReleased = false;
        bool isHelping = false;
        bool isDone = false;
        Interrupt(
            caller => Workers.Run(
                new Shards(_ =>
                {
                    if (Thread.CurrentThread == caller)
                    {
                        SpinUntil(() => Volatile.Read(ref isHelping));
                        return;
                    }

                    Volatile.Write(ref isHelping, true);
                    SpinUntil(() => Volatile.Read(ref isReleased));
                    Volatile.Write(ref isDone, true);
                }),
                2),
            () => Volatile.Write(ref isReleased, true),
            () => Assert.True(Volatile.Read(ref isDone)));
    }

    [Fact]
    public void An_interrupted_caller_goes_on_when_all_have_met()
    {
        Parallelism.Threads = 3;
        bool isReleased = false;
        int met = 0;
        Interrupt(
            caller =>
            {
                Assert.Equal(3, Workers.Reserve(3));
                Workers.RunTogether(
                    new Shards(_ =>
                    {
                        if (Thread.CurrentThread != caller)
                        {
                            SpinUntil(() => Volatile.Read(ref isReleased));
                        }

                        Workers.Meet();
                        Interlocked.Increment(ref met);
                        Workers.Meet();
                        Assert.Equal(3, Volatile.Read(ref met));
                    }),
                    3);
            },
            () => Volatile.Write(ref isReleased, true),
            () => Assert.Equal(3, met));
    }

    [Fact]
    public void An_interrupted_helper_is_of_use_afterwards()
    {
        Parallelism.Threads = 2;
        Parallelism.Trim();
        for (int turn = 0; turn < 10; turn++)
        {
            Thread? helper = null;
            Thread caller = Thread.CurrentThread;
            Assert.Equal(2, Workers.Reserve(2));
            Workers.RunTogether(
                new Shards(_ =>
                {
                    if (Thread.CurrentThread != caller)
                    {
                        helper = Thread.CurrentThread;
                    }
                    else
                    {
                        SpinUntil(() => Volatile.Read(ref helper) is { } thread && IsWaiting(thread));
                        helper!.Interrupt();
                    }

                    Workers.Meet();
                }),
                2);

            // Asleep until there is work again.
            SpinUntil(() => IsWaiting(helper!));
            helper!.Interrupt();
        }

        Assert.Equal(1, Workers.HelperCount);
    }

    // A context, such as that of a user interface, takes part in the waits of its thread, and may fail.
    [Fact]
    public void A_synchronization_context_sees_nothing_of_the_waits()
    {
        Parallelism.Threads = 2;
        bool isHelping = false;
        bool isDone = false;
        Exception? failure = null;
        Thread caller = null!;
        caller = new Thread(() =>
        {
            SynchronizationContext.SetSynchronizationContext(new FailingContext());
            failure = Record.Exception(() => Workers.Run(
                new Shards(_ =>
                {
                    if (Thread.CurrentThread == caller)
                    {
                        SpinUntil(() => Volatile.Read(ref isHelping));
                        return;
                    }

                    Volatile.Write(ref isHelping, true);
                    SpinUntil(() => IsWaiting(caller));
                    Volatile.Write(ref isDone, true);
                }),
                2));
            failure ??= SynchronizationContext.Current is FailingContext ? null : new InvalidOperationException("The context is gone.");
        });
        caller.Start();
        caller.Join();
        Assert.Null(failure);
        Assert.True(isDone);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(2)]
    public void Where_threads_cannot_be_started_those_that_there_are_do_the_work(int startable)
    {
        Parallelism.Threads = 1;
        (float[] forward, float[] gradient, float[] normalized) = Compute();
        Parallelism.Trim();
        int started = 0;
        Workers.Start = thread =>
        {
            if (started++ >= startable)
            {
                throw new OutOfMemoryException("no thread");
            }

            thread.Start();
        };
        Parallelism.Threads = 4;
        (float[] sharedForward, float[] sharedGradient, float[] sharedNormalized) = Compute();
        Assert.Equal(forward, sharedForward);
        Assert.Equal(gradient, sharedGradient);
        Assert.Equal(normalized, sharedNormalized);
        Assert.Equal(startable, Workers.HelperCount);
        Assert.True(started > startable);
    }

    [Fact]
    public void An_interrupt_while_a_thread_is_started_comes_behind_the_call()
    {
        Parallelism.Threads = 2;
        Parallelism.Trim();
        int started = 0;
        Workers.Start = thread =>
        {
            thread.Start();
            if (started++ == 0)
            {
                throw new ThreadInterruptedException();
            }
        };
        Exception? late = null;
        int done = 0;
        var caller = new Thread(() =>
        {
            Workers.Run(new Shards(_ => Interlocked.Increment(ref done)), 8);
            late = Record.Exception(static () => Thread.Sleep(TimeSpan.FromMinutes(1)));
        });
        caller.Start();
        caller.Join();
        Assert.Equal(8, done);
        Assert.IsType<ThreadInterruptedException>(late);
        Assert.Equal(1, Workers.HelperCount);
    }

    // Interrupts the thread of a call that cannot end, and lets it end.
    private static void Interrupt(Action<Thread> call, Action release, Action check)
    {
        Exception? early = null;
        Exception? late = null;
        Thread caller = null!;
        caller = new Thread(() =>
        {
            early = Record.Exception(() =>
            {
                call(caller);
                check();
            });
            late = Record.Exception(static () => Thread.Sleep(TimeSpan.FromMinutes(1)));
        });
        caller.Start();
        for (int i = 0; i < 3; i++)
        {
            SpinUntil(() => !caller.IsAlive || IsWaiting(caller));
            caller.Interrupt();
        }

        release();
        caller.Join();
        Assert.Null(early);
        Assert.IsType<ThreadInterruptedException>(late);
    }

    private static (float[] Forward, float[] Gradient, float[] Normalized) Compute()
    {
        var random = new Random(1);
        Filtered network = new(3);
        float[] inputs = [.. Enumerable.Range(0, 64 * Filtered.InputLength).Select(_ => random.NextSingle())];
        int[] labels = [.. Enumerable.Range(0, 64).Select(_ => random.Next(5))];
        float[] outputs = new float[64 * Filtered.OutputLength];
        network.Forward(inputs, outputs);
        ParameterSet gradients = Filtered.CreateParameters();
        network.Gradient(inputs, labels, gradients);
        NormalizedTogether normalized = new(3);
        float[] images = [.. Enumerable.Range(0, 64 * NormalizedTogether.InputLength).Select(_ => random.NextSingle())];
        ParameterSet normalizedGradients = NormalizedTogether.CreateParameters();
        normalized.Gradient(images, labels, normalizedGradients);
        return (outputs, gradients.Flat.ToArray(), normalizedGradients.Flat.ToArray());
    }

    private static bool IsWaiting(Thread thread) => (thread.ThreadState & ThreadState.WaitSleepJoin) != 0;

    private static void SpinUntil(Func<bool> condition)
    {
        while (!condition())
        {
            Thread.Yield();
        }
    }

    private sealed class Shards(Action<int> action) : Workers.IShards
    {
        public void Run(int shard) => action(shard);
    }

    private sealed class FailingContext : SynchronizationContext
    {
        public FailingContext() => SetWaitNotificationRequired();

        public override int Wait(IntPtr[] waitHandles, bool waitAll, int millisecondsTimeout) => throw new InvalidOperationException("The context was asked to wait.");
    }
}
