using System.Globalization;

namespace StaticNet.Fuzz.Threads;

/// <summary>The part of the command line that is about threads.</summary>
internal static class ThreadProgram
{
    /// <summary>Makes calls, and writes what came of it.</summary>
    /// <param name="args">The number of calls, and <c>--from</c> with a seed.</param>
    /// <returns>0 if all is right.</returns>
    public static int Run(string[] args)
    {
        int calls = 100_000;
        int seed = Environment.TickCount & 0x3fffffff;
        for (int i = 0; i < args.Length; i++)
        {
            bool isSeed = args[i] == "--from" && i + 1 < args.Length;
            if (isSeed ? !int.TryParse(args[++i], CultureInfo.InvariantCulture, out seed) : !int.TryParse(args[i], CultureInfo.InvariantCulture, out calls) || calls < 1)
            {
                Console.Error.WriteLine("threads [calls] [--from <seed>]");
                return 2;
            }
        }

        Console.WriteLine($"seeds from {seed} on");
        ThreadReport report = ThreadFuzzer.Run(calls, seed, Console.WriteLine);
        Console.WriteLine(report);
        return report.Failures.Count == 0 ? 0 : 1;
    }
}
