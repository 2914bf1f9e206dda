using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace StaticNet.Benchmarks;

/// <summary>The table of times, each row beside its bar.</summary>
internal static class Speed
{
    private const long L2Bytes = 512 << 10;

    /// <summary>Times the row of a name, or those whose name contains a text.</summary>
    /// <param name="name">The name or the text.</param>
    /// <param name="python">The executable that has PyTorch, null for none.</param>
    /// <returns>0, or 2 where there is no such row.</returns>
    public static int Run(string name, string? python)
    {
        IReadOnlyList<Row> rows = Rows.Named(name);
        if (rows.Count == 0)
        {
            Console.Error.WriteLine($"No row is called '{name}' or has that in its name. The rows are:");
            foreach (Row row in Rows.All)
            {
                Console.Error.WriteLine($"  {row.Name}");
            }

            return 2;
        }

        PrintMachine();
        Console.WriteLine("bound: the longer of computing at the peak (FMA) and of reading the weights once a call, from the cache that holds them (read);");
        Console.WriteLine("       both measured again before and after each row, since clocks change, and the higher one taken");
        Console.WriteLine();
        Console.WriteLine($"{"row",-42} {"ours",10} {"peer",10} {"",-12} {"ratio",8} {"bar",7}   {"GFLOPS",7} {"of bound",9} {"",-8} {"bar",5}");
        Console.WriteLine(new string('-', 136));
        int barred = rows.Count(static row => row.Bar is not null);
        int passed = rows.Count(row => Print(row, python));
        Console.WriteLine();
        Console.WriteLine($"{passed} of {barred} rows at or above their bar");
        return 0;
    }

    /// <summary>Keeps to one core, and prints what it is and what it can do.</summary>
    public static void PrintMachine()
    {
        int? core = Core.Pin();
        Core.Limits limits = Core.Limits.Measure(L2Bytes);
        Console.WriteLine($"{RuntimeInformation.FrameworkDescription}, {RuntimeInformation.OSDescription.Trim()}, {RuntimeInformation.ProcessArchitecture}, core {core?.ToString() ?? "any"}, {Widest()}");
        Console.WriteLine($"at best: {(limits.Gigaflops < 10 ? $"{limits.Gigaflops:0.00}" : $"{limits.Gigaflops:0}")} GFLOPS of fused multiply-adds from registers, {limits.GigabytesPerSecond:0} GB/s read from {L2Bytes >> 10} KiB ({Core.Level(L2Bytes)})");
    }

    public static string Time(double seconds) => seconds switch
    {
        double.NaN => "-",
        < 1e-6 => $"{seconds * 1e9:0.0} ns",
        < 1e-3 => $"{seconds * 1e6:0.00} us",
        < 1 => $"{seconds * 1e3:0.00} ms",
        _ => $"{seconds:0.00} s",
    };

    /// <summary>Measures a row and prints it.</summary>
    /// <returns>Whether it is at or above its bar.</returns>
    private static bool Print(Row row, string? python)
    {
        Core.Limits before = Core.Limits.Measure(row.Bytes);
        Measurement measured = row.Measure(python);
        Core.Limits limits = Core.Limits.Max(before, Core.Limits.Measure(row.Bytes));

        double ratio = measured.Peer is { } peer ? peer / measured.Ours : double.NaN;
        double share = limits.Bound(row.Operations, row.Bytes) / measured.Ours;
        bool isBounded = row.Operations > 0;
        bool? pass = row.Bar is { } bar ? measured.Remark is null && bar.IsMet(ratio, share) : null;
        string name = $"{row.Name,-42}";
        string times = $"{Time(measured.Ours),10} {Time(measured.Peer ?? double.NaN),10} {row.Against,-12} {(double.IsNaN(ratio) ? "-" : $"{Digits(ratio)}x"),8}";
        string need = row.Bar is null ? "" : $"{row.Bar.Ratio:0.0#}x";
        string resource = limits.IsComputing(row.Operations, row.Bytes) ? "FMA" : $"{Core.Level(row.Bytes)} read";
        string bounds = isBounded ? $"{row.Operations / measured.Ours * 1e-9,7:0.0} {share,9:0 %} {resource,-8}" : new string(' ', 26);
        string needShare = row.Bar is { Share: > 0 and double least } ? $"{least:0 %}" : "";
        string mark = pass switch { null => "", true => "pass", false => "FAIL" };
        Console.WriteLine($"{name} {times} {need,7}   {bounds} {needShare,5} {mark} {measured.Remark}".TrimEnd());
        return pass is true;
    }

    private static string Digits(double ratio) => ratio >= 100 ? $"{ratio:0}" : ratio >= 10 ? $"{ratio:0.0}" : $"{ratio:0.00}";

    private static string Widest()
        => Vector512.IsHardwareAccelerated ? "512-bit vectors" : Vector256.IsHardwareAccelerated ? "256-bit vectors" : Vector128.IsHardwareAccelerated ? "128-bit vectors" : "no vectors";
}
