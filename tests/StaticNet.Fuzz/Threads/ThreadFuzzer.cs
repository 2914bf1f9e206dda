namespace StaticNet.Fuzz.Threads;

/// <summary>
/// Calls of <c>Forward</c>, <c>Gradient</c>, <c>Step</c> and <c>Fit</c> on several threads at once, while another thread changes <see cref="Parallelism.Threads"/>, trims,
/// interrupts, and has starts of threads fail. Every result has the bits of a call by itself, no call throws what it should not, memory belongs to the caller
/// again when a call returns, and interrupts come behind it.
/// </summary>
internal static class ThreadFuzzer
{
    private const int ReportEvery = 20_000;

    /// <summary>Makes calls until there are as many as asked for.</summary>
    /// <param name="calls">The calls, at least.</param>
    /// <param name="seed">The seed of the first case; the next ones have the next seeds.</param>
    /// <param name="report">Told how it goes.</param>
    /// <returns>What came of it.</returns>
    public static ThreadReport Run(int calls, int seed, Action<string> report)
    {
        (int threads, int cores) = (Parallelism.Threads, Parallelism.Cores);
        try
        {
            // What is right, found by itself.
            Parallelism.Threads = 1;
            ThreadSubject[] subjects =
            [
                new ThreadSubject<IndependentNetwork>(),
                new ThreadSubject<NormalizedNetwork>(),
                new ThreadSubject<DroppedNetwork>(),
                new ThreadSubject<SmallNetwork>(),
            ];
            Parallelism.Cores = 6;
            List<string> failures = [];
            long done = 0;
            long interrupts = 0;
            while (done < calls && failures.Count < 10)
            {
                var test = new ThreadCase(seed, subjects);
                test.Run();
                failures.AddRange(test.Failures.Select(failure => $"seed {test.Seed}: {failure}"));
                if ((done + test.Calls) / ReportEvery != done / ReportEvery)
                {
                    report(FormattableString.Invariant($"{done + test.Calls:N0} calls, {GC.GetTotalMemory(forceFullCollection: false) >> 20} MiB"));
                }

                done += test.Calls;
                interrupts += test.Interrupts;
                seed++;
            }

            return new ThreadReport(done, interrupts, failures);
        }
        finally
        {
            (Parallelism.Cores, Parallelism.Threads) = (cores, threads);
            Parallelism.Trim();
        }
    }
}
