using StaticNet.Fuzz;

namespace StaticNet.Fuzz.Files;

/// <summary>
/// Reads files that are damaged, cut, grown or made up. Whatever is in one: it is read, or refused by an exception that is documented and short; what was
/// there before stays; time and memory are in proportion to the file; and what is read comes back with the same bits when it is written and read again.
/// </summary>
internal static class FileFuzzer
{
    private const int EnoughFailures = 10;
    private const int Told = 20_000;

    /// <summary>Tries files, one a seed.</summary>
    /// <param name="cases">How many.</param>
    /// <param name="seed">The first seed.</param>
    /// <param name="threads">How many are tried at once.</param>
    /// <param name="progress">Hears every so many files what there has been so far.</param>
    public static FileReport Run(int cases, int seed, int threads, Action<FileReport>? progress = null)
    {
        FileReport report = new();
        int next = -1;
        Parallel.For(0, threads, new ParallelOptions { MaxDegreeOfParallelism = threads }, _ =>
        {
            using FileTrial trial = new();
            for (int i = Interlocked.Increment(ref next); i < cases; i = Interlocked.Increment(ref next))
            {
                int current = unchecked(seed + i);
                FileResult result = trial.Try(current);
                lock (report)
                {
                    report.Add(current, result);
                    if (report.Cases % Told == 0)
                    {
                        progress?.Invoke(report);
                    }

                    if (report.Failures.Count >= EnoughFailures)
                    {
                        return;
                    }
                }
            }
        });
        return report;
    }

    /// <summary>Tries the file of one seed, and says what came of it.</summary>
    /// <returns>Whether all was well.</returns>
    public static bool Replay(int seed, TextWriter output)
    {
        using FileTrial trial = new();
        FileResult result = trial.Try(seed);
        output.WriteLine($"{result.Kind}, {result.Length} bytes, {result.Allocated} allocated: {result.Failure ?? result.Refusal ?? "read"}");
        output.WriteLine(Convert.ToHexString(trial.File.AsSpan(0, Math.Min(trial.File.Length, 4096))));
        return result.Failure is null;
    }
}
