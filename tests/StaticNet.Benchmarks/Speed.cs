using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace StaticNet.Benchmarks;

/// <summary>The table of times, each row beside its bar.</summary>
internal static class Speed
{
    private const long L2Bytes = 512 << 10;

    // What has to be reached: the peer's time over ours, at least.
    private static readonly (string Network, int Samples, double Ratio)[] Bars =
    [
        ("2-2-1", 1, 50),
        ("4-16-3", 1, 50),
        ("784-128-64-10", 1, 2),
        ("784-128-64-10", 64, 0.9),
        ("LeNet-5", 1, 1.5),
        ("LeNet-5", 64, 1.5),
        ("ResNet-8", 1, 0.8),
        ("ResNet-20", 1, 0.8),
    ];

    // A training step over the forward pass of the same samples, at most.
    private const double TrainingBar = 3.5;

    // PyTorch's training step over ours, at least.
    private const double TorchBar = 1;

    /// <summary>Times the rows whose name contains a text.</summary>
    /// <param name="filter">The text.</param>
    /// <param name="python">The executable that has PyTorch, null for none.</param>
    public static int Run(string filter, string? python)
    {
        int? core = Core.Pin();
        Console.WriteLine($"{RuntimeInformation.FrameworkDescription}, {RuntimeInformation.OSDescription.Trim()}, {RuntimeInformation.ProcessArchitecture}, core {core?.ToString() ?? "any"}, {Widest()}");
        Console.WriteLine($"at best: {Core.PeakGigaflops():0} GFLOPS of fused multiply-adds from registers, {Core.ReadBandwidth(L2Bytes):0} GB/s read from {L2Bytes >> 10} KiB (L2)");
        Console.WriteLine("bound: the longer of computing at the peak and of reading the weights once a call, as fast as that many bytes are read;");
        Console.WriteLine("       both measured again beside each row, since clocks change");
        Console.WriteLine();
        Console.WriteLine($"{"network",-20} {"call",-22} {"ours",11} {"ONNX Runtime",13} {"ratio",9} {"bar",10}      {"GFLOPS",8} {"of bound",9}");
        Console.WriteLine(new string('-', 112));

        int rows = 0, passed = 0;
        foreach (Comparison comparison in Networks.All)
        {
            foreach ((int samples, bool dependent, string call) in (ReadOnlySpan<(int, bool, string)>)
                [(1, false, "1 sample"), (1, true, "1 sample, dependent"), (64, false, "64 samples")])
            {
                if (!$"{comparison.Name} {call}".Contains(filter, StringComparison.OrdinalIgnoreCase))
                {
                    continue;
                }

                double peak = Core.PeakGigaflops();
                double bandwidth = Core.ReadBandwidth(comparison.WeightBytes);
                (double ours, double peer) = comparison.Race(samples, dependent);
                double operations = comparison.Operations * samples;
                double bound = 1e-9 * Math.Max(operations / peak, comparison.WeightBytes / bandwidth);
                double? bar = Bars.Where(bar => bar.Network == comparison.Name && bar.Samples == samples).Select(static bar => (double?)bar.Ratio).SingleOrDefault();
                Row(comparison.Name, call, ours, peer, peer / ours, bar is { } least ? peer / ours >= least : null, $">= {bar:0.0}x", operations, bound);
            }
        }

        if ($"{TrainingRow.Name} training step".Contains(filter, StringComparison.OrdinalIgnoreCase))
        {
            (double step, double forward) = TrainingRow.Race();
            Console.WriteLine();
            Console.WriteLine($"{"network",-20} {"call",-22} {"ours",11} {"own forward",13} {"ratio",9} {"bar",10}");
            Console.WriteLine(new string('-', 112));
            Row(TrainingRow.Name, "training step, 64", step, forward, step / forward, step / forward <= TrainingBar, $"<= {TrainingBar:0.0}x", null, null);
        }

        TrainingComparison[] trained = [.. Networks.Trained.Where(row => $"{row.Name} training step".Contains(filter, StringComparison.OrdinalIgnoreCase))];
        if (trained.Length > 0)
        {
            Console.WriteLine();
            Console.WriteLine($"{"network",-20} {"call",-22} {"ours",11} {"PyTorch",13} {"ratio",9} {"bar",10}");
            Console.WriteLine(new string('-', 112));
            foreach (TrainingComparison row in trained)
            {
                (double ours, double peer) = row.Race(python);
                if (python is null)
                {
                    Console.WriteLine($"{row.Name,-20} {$"training step, {TrainingComparison.Samples}",-22} {Time(ours),11}   the peer is missing: --torch <python> names an executable that has PyTorch");
                }
                else
                {
                    Row(row.Name, $"training step, {TrainingComparison.Samples}", ours, peer, peer / ours, peer / ours >= TorchBar, $">= {TorchBar:0.0}x", null, null);
                }
            }
        }

        Console.WriteLine();
        Console.WriteLine($"{passed} of {rows} rows at or above their bar");
        return 0;

        void Row(string network, string call, double ours, double other, double ratio, bool? pass, string bar, double? operations, double? bound)
        {
            rows += pass is null ? 0 : 1;
            passed += pass is true ? 1 : 0;
            string mark = pass switch { null => "", true => "pass", false => "FAIL" };
            Console.WriteLine(
                $"{network,-20} {call,-22} {Time(ours),11} {Time(other),13} {ratio,8:0.00}x {(pass is null ? "" : bar),10} {mark,-4} {operations / ours * 1e-9,8:0.0} {bound / ours,9:0 %}".TrimEnd());
        }
    }

    private static string Widest()
        => Vector512.IsHardwareAccelerated ? "512-bit vectors" : Vector256.IsHardwareAccelerated ? "256-bit vectors" : Vector128.IsHardwareAccelerated ? "128-bit vectors" : "no vectors";

    private static string Time(double seconds) => seconds switch
    {
        < 1e-6 => $"{seconds * 1e9:0.0} ns",
        < 1e-3 => $"{seconds * 1e6:0.00} us",
        _ => $"{seconds * 1e3:0.00} ms",
    };
}
