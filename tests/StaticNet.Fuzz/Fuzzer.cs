using System.Collections.Immutable;
using System.Diagnostics;

namespace StaticNet.Fuzz;

/// <summary>Tries many seeds.</summary>
internal static class Fuzzer
{
    private const int EnoughFailures = 10;

    // Of so many accepted texts, taken from among so many times as many, the SDK's analyzers see one compilation.
    private const int Sample = 50;
    private const int OneOf = 30;

    // So long takes nothing; whatever does hangs.
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    /// <summary>Tries at least so many texts.</summary>
    /// <param name="cases">The texts.</param>
    /// <param name="seed">The first seed.</param>
    /// <param name="threads">How many seeds are tried at once.</param>
    public static FuzzReport Run(int cases, int seed, int threads)
    {
        long start = Stopwatch.GetTimestamp();
        object gate = new();
        long done = 0, accepted = 0, fixes = 0;
        double slowest = 0;
        int slowestSeed = seed, next = seed - 1;
        HashSet<string> known = [];
        List<FuzzFailure> failures = [];
        List<(int Seed, string Text)> sample = [];

        Task[] workers = [.. Enumerable.Range(0, threads).Select(_ => Task.Factory.StartNew(Work, CancellationToken.None, TaskCreationOptions.LongRunning, TaskScheduler.Default))];
        Task.WaitAll(workers);
        failures.AddRange(EveryRule.Check(sample));
        return new FuzzReport(done, accepted, fixes, known.Count, slowest, slowestSeed, Stopwatch.GetElapsedTime(start).TotalSeconds, [.. failures]);

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
                FuzzFailure? failure = Try(current, examiner);
                (int, string)[]? full = null;
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
                    else if (examiner.Accepted.Count > 0 && current % OneOf == 0)
                    {
                        sample.Add((current, examiner.Accepted[^1]));
                        if (sample.Count == Sample)
                        {
                            full = [.. sample];
                            sample.Clear();
                        }
                    }
                }

                if (full is not null)
                {
                    FuzzFailure[] found = [.. EveryRule.Check(full)];
                    lock (gate)
                    {
                        failures.AddRange(found);
                    }
                }
            }
        }
    }

    /// <summary>Tries the texts of one seed again, and shows them.</summary>
    public static bool Replay(int seed, TextWriter output)
    {
        var examiner = new Examiner(seed) { Log = output };
        FuzzFailure? failure = Try(seed, examiner) ?? (examiner.Accepted.Count > 0 ? EveryRule.Check([(seed, examiner.Accepted[^1])]).FirstOrDefault() : null);
        output.WriteLine(failure is null ? $"{examiner.Cases} cases, no failure" : failure.ToString());
        return failure is null;
    }

    private static FuzzFailure? Try(int seed, Examiner examiner)
    {
        // What hangs cannot be stopped from outside: the process ends, and says with what.
        using var watch = new Timer(
            _ => Environment.FailFast(new FuzzFailure(seed, $"A text takes more than {Patience.TotalSeconds:0} s.", examiner.Text).ToString()), null, Patience, Timeout.InfiniteTimeSpan);
        try
        {
            new Session(seed, examiner).Run();
            return null;
        }
        catch (FuzzException exception)
        {
            return new FuzzFailure(seed, exception.Message, examiner.Text);
        }
        catch (Exception exception) when (exception is not OutOfMemoryException)
        {
            return new FuzzFailure(seed, exception.ToString(), examiner.Text);
        }
    }
}
