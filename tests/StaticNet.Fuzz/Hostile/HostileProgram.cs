using System.ComponentModel;
using System.Diagnostics;
using System.Globalization;

namespace StaticNet.Fuzz.Hostile;

/// <summary>
/// The command line <c>hostile [seeds] [--from seed] [--only part of a name]</c>: every hostile declaration in a process of its own, as a stack overflow ends the
/// process, and a table of what each costs.
/// </summary>
internal static class HostileProgram
{
    private const double MostSeconds = 1;
    private const long MostBytes = 300_000_000;
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    public static int Run(string[] args)
    {
        if (args is ["--one", var name])
        {
            HostileSource source = name.StartsWith("random ", StringComparison.Ordinal)
                ? HostileSource.Random(int.Parse(name.AsSpan(7), CultureInfo.InvariantCulture))
                : HostileSource.All.First(source => source.Name == name);

            // The first calls of a process are those of its just-in-time compiler, which an editor has behind it.
            _ = HostileRun.Measure(source, withFixes: true);
            HostileResult result = HostileRun.Measure(source, withFixes: true);
            Console.WriteLine(result);
            return result.Generator > MostSeconds || result.Analyzers > MostSeconds || result.Fixes > MostSeconds || result.Peak > MostBytes ? 1 : 0;
        }

        int seeds = args.Length > 0 && int.TryParse(args[0], CultureInfo.InvariantCulture, out int given) ? given : 0;
        int from = int.TryParse(Behind("--from"), CultureInfo.InvariantCulture, out int first) ? first : 1;
        string only = Behind("--only");
        int failed = 0;
        Console.WriteLine("declaration | bytes | compiler s | idle analyzer s | generator s | analyzers s | fixes s | allocated | peak | generated | diagnostics");
        foreach (HostileSource source in Sources(from, seeds).Where(source => source.Name.Contains(only, StringComparison.Ordinal)))
        {
            (string line, bool isGood) = Measure(source);
            failed += isGood ? 0 : 1;
            Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{(isGood ? "" : "! ")}{source.Name} | {source.Text.Length} | {line}"));
        }

        return failed == 0 ? 0 : 1;

        string Behind(string option) => Array.IndexOf(args, option) is var at and >= 0 && at + 1 < args.Length ? args[at + 1] : "";
    }

    private static IEnumerable<HostileSource> Sources(int from, int seeds) => HostileSource.All.Concat(Enumerable.Range(from, seeds).Select(HostileSource.Random));

    private static (string Line, bool IsGood) Measure(HostileSource source)
    {
        var start = new ProcessStartInfo(Environment.ProcessPath!) { RedirectStandardOutput = true, RedirectStandardError = true, ArgumentList = { "hostile", "--one", source.Name } };

        // In bytes, hexadecimal: the stacks of all threads, the pool's with them.
        start.Environment["DOTNET_DefaultStackSize"] = "100000";

        // The compilers of editors and builds are compiled ahead of time. Without optimization their frames are several times as large, and a thousand parentheses leave the
        // stack at a place that depends on which methods are optimized by then.
        start.Environment["DOTNET_TieredCompilation"] = "0";
        using var process = Process.Start(start)!;
        Task<string> output = process.StandardOutput.ReadToEndAsync(), errors = process.StandardError.ReadToEndAsync();
        while (!process.WaitForExit(TimeSpan.FromMilliseconds(200)))
        {
            // Not the time on a clock, which a busy machine makes longer.
            if (Used(process) > Patience)
            {
                process.Kill(entireProcessTree: true);
                return ($"more than {Patience.TotalSeconds.ToString(CultureInfo.InvariantCulture)} s", false);
            }
        }

        string text = output.Result.Trim();
        return text.Length > 0 ? (text, process.ExitCode == 0) : (errors.Result.Trim().Split('\n').Take(3).Aggregate("", static (all, line) => $"{all} {line.Trim()}"), false);
    }

    private static TimeSpan Used(Process process)
    {
        try
        {
            return process.TotalProcessorTime;
        }
        catch (Exception exception) when (exception is InvalidOperationException or Win32Exception)
        {
            // It has just ended.
            return TimeSpan.Zero;
        }
    }
}
