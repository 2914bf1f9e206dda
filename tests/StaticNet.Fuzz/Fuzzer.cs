using System.Collections.Immutable;
using System.Diagnostics;

namespace StaticNet.Fuzz;

/// <summary>Tries many seeds.</summary>
internal static class Fuzzer
{
    private const int EnoughFailures = 10;

    // Of the seeds with something that is accepted, the SDK's analyzers see what one of so many gives.
    private const int OneOf = 60;

    // After so many cases there is a word on how it goes.
    private const int Told = 2000;

    // So long takes nothing; whatever does hangs.
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    /// <summary>Tries at least so many projects.</summary>
    /// <param name="cases">The projects.</param>
    /// <param name="seed">The first seed.</param>
    /// <param name="threads">How many seeds are tried at once.</param>
    /// <param name="progress">Hears every few thousand of them what there has been so far.</param>
    public static FuzzReport Run(int cases, int seed, int threads, Action<FuzzReport>? progress = null)
    {
        long start = Stopwatch.GetTimestamp();
        TimeSpan processor = Environment.CpuUsage.TotalTime;
        object gate = new();
        long done = 0, told = 0, accepted = 0, fixes = 0;
        double slowest = 0;
        int slowestSeed = seed, next = seed - 1;
        HashSet<string> known = [];
        List<FuzzFailure> failures = [];

        Task[] workers = [.. Enumerable.Range(0, threads).Select(_ => Task.Factory.StartNew(Work, CancellationToken.None, TaskCreationOptions.LongRunning, TaskScheduler.Default))];
        Task.WaitAll(workers);
        return Report();

        FuzzReport Report() => new(
            done, accepted, fixes, known.Count, slowest, slowestSeed, Stopwatch.GetElapsedTime(start).TotalSeconds, (Environment.CpuUsage.TotalTime - processor).TotalSeconds, Environment.WorkingSet >> 20, [.. failures]);

        void Work()
        {
            while (true)
            {
                lock (gate)
                {
                    if (done >= cases || failures.Count >= EnoughFailures)
                    {
                        return;
                    }
                }

                int current = Interlocked.Increment(ref next);
                var examiner = new Examiner(current);
                FuzzFailure? failure = Try(current, examiner, current % OneOf == 0);
                lock (gate)
                {
                    done += examiner.Cases;
                    accepted += examiner.Accepted.Count;
                    fixes += examiner.Fixes;
                    known.UnionWith(examiner.Known);
                    if (examiner.Slowest > slowest)
                    {
                        (slowest, slowestSeed) = (examiner.Slowest, current);
                    }

                    if (failure is not null)
                    {
                        failures.Add(failure);
                    }

                    if (done - told >= Told)
                    {
                        told = done;
                        progress?.Invoke(Report());
                    }
                }
            }
        }
    }

    /// <summary>Tries the projects of one seed again, and shows them.</summary>
    public static bool Replay(int seed, TextWriter output)
    {
        var examiner = new Examiner(seed) { Log = output };
        FuzzFailure? failure = Try(seed, examiner, withEveryRule: true);
        output.WriteLine(failure is null ? $"{examiner.Cases} cases, no failure" : failure.ToString());
        return failure is null;
    }

    private static FuzzFailure? Try(int seed, Examiner examiner, bool withEveryRule)
    {
        // What hangs cannot be stopped from outside: the process ends, and says with what.
        using var watch = new Timer(
            _ => Environment.FailFast(new FuzzFailure(seed, $"It takes more than {Patience.TotalSeconds:0} s.", examiner.Project).ToString()), null, Patience, Timeout.InfiniteTimeSpan);
        try
        {
            new Session(seed, examiner).Run();
            if (withEveryRule && examiner.Accepted.Count > 0)
            {
                EveryRule.Check(examiner.Accepted[^1]);
            }

            return null;
        }
        catch (FuzzException exception)
        {
            return new FuzzFailure(seed, exception.Message, examiner.Project);
        }
        catch (Exception exception) when (exception is not OutOfMemoryException)
        {
            return new FuzzFailure(seed, exception.ToString(), examiner.Project);
        }
    }
}
