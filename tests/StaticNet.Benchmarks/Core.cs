using System.Diagnostics;
using System.Globalization;
using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace StaticNet.Benchmarks;

/// <summary>The core that everything runs on, and what it can do at best.</summary>
internal static class Core
{
    private const int Accumulators = 12;
    private const int ReadStep = 128;

    // A cache line of 64 bytes, in floats.
    private const int Line = 16;

    /// <summary>Keeps this thread, and the threads that it starts from now on, on one core.</summary>
    /// <returns>The core's number, or null where the system has no such thing.</returns>
    public static int? Pin()
    {
        if (!OperatingSystem.IsLinux() && !OperatingSystem.IsWindows())
        {
            return null;
        }

        using Process process = Process.GetCurrentProcess();

        // The last of the cores that are allowed: interrupts tend to land on the first.
        int core = BitOperations.Log2((ulong)process.ProcessorAffinity);
        process.ProcessorAffinity = (nint)(1UL << core);
        return core;
    }

    /// <summary>The bytes of this core's caches, the first level first; what is common where the system does not say.</summary>
    public static IReadOnlyList<(string Name, long Bytes)> Caches { get; } = FindCaches();

    /// <summary>The level of cache in which so many bytes fit, such as <c>L2</c>.</summary>
    public static string Level(long bytes)
        => Caches.Where(cache => bytes <= cache.Bytes).Select(static cache => cache.Name).FirstOrDefault("memory");

    /// <summary>The most floating-point operations a second that fused multiply-adds reach, from registers alone, at whichever vector width is fastest.</summary>
    /// <returns>GFLOPS, a multiply-add counted as two.</returns>
    public static double PeakGigaflops()
    {
        const int Rounds = 20_000;
        double wide = Best(static () => { Sink = MultiplyAdd512(Rounds); }) / (Rounds * Accumulators * 16 * 2);
        double middle = Best(static () => { Sink = MultiplyAdd256(Rounds); }) / (Rounds * Accumulators * 8 * 2);
        double narrow = Best(static () => { Sink = MultiplyAdd128(Rounds); }) / (Rounds * Accumulators * 4 * 2);
        return 1e-9 / Math.Min(wide, Math.Min(middle, narrow));
    }

    /// <summary>The peak, and how fast so many bytes are read, as measured at one time.</summary>
    /// <param name="Gigaflops">GFLOPS of fused multiply-adds.</param>
    /// <param name="GigabytesPerSecond">Gigabytes a second.</param>
    public readonly record struct Limits(double Gigaflops, double GigabytesPerSecond)
    {
        public static Limits Measure(long bytes) => new(PeakGigaflops(), ReadBandwidth(bytes));

        /// <summary>The higher ones of two measurements: clocks change, and what disturbs a measurement only ever lowers it.</summary>
        public static Limits Max(Limits a, Limits b)
            => new(Math.Max(a.Gigaflops, b.Gigaflops), Math.Max(a.GigabytesPerSecond, b.GigabytesPerSecond));

        /// <summary>The least seconds for operations and bytes: the longer of computing at the peak and of reading.</summary>
        public double Bound(double operations, double bytes) => Math.Max(Computing(operations), Reading(bytes));

        public bool IsComputing(double operations, double bytes) => Computing(operations) >= Reading(bytes);

        private double Computing(double operations) => 1e-9 * operations / Gigaflops;

        private double Reading(double bytes) => 1e-9 * bytes / GigabytesPerSecond;
    }

    /// <summary>How fast a buffer of a size is read again and again: from L1, L2 or beyond, wherever it fits.</summary>
    /// <returns>Gigabytes a second.</returns>
    public static double ReadBandwidth(long bytes)
    {
        int length = (int)Math.Max(1, bytes / sizeof(float) / ReadStep) * ReadStep;
        float[] buffer = GC.AllocateArray<float>(length + Line, pinned: true);
        int start = (int)((Line - (Marshal.UnsafeAddrOfPinnedArrayElement(buffer, 0) / sizeof(float) % Line)) % Line);
        buffer.AsSpan().Fill(1f);
        int rounds = Math.Max(1, (4 << 20) / (length * sizeof(float)));
        double seconds = Best(() => { Sink = Read(buffer.AsSpan(start, length), rounds); });
        return (double)length * sizeof(float) * rounds / seconds * 1e-9;
    }

    /// <summary>Where results go, so that the JIT may not leave out their computation.</summary>
    public static float Sink { get; private set; }

    private static IReadOnlyList<(string Name, long Bytes)> FindCaches()
    {
        var caches = new List<(string Name, long Bytes)>();
        for (int i = 0; ReadCache(i, "level") is { } level; i++)
        {
            if (ReadCache(i, "type") is not "Instruction" && ReadCache(i, "size") is [.. string size, 'K'])
            {
                caches.Add(($"L{level}", long.Parse(size, CultureInfo.InvariantCulture) << 10));
            }
        }

        return caches.Count > 0 ? caches : [("L1", 32 << 10), ("L2", 512 << 10), ("L3", 16 << 20)];
    }

    private static string? ReadCache(int index, string property)
    {
        string path = $"/sys/devices/system/cpu/cpu0/cache/index{index}/{property}";
        return File.Exists(path) ? File.ReadAllText(path).Trim() : null;
    }

    /// <summary>The shortest of many runs: what disturbs a run only ever lengthens it.</summary>
    private static double Best(Action run)
    {
        double best = double.PositiveInfinity;
        long start = Stopwatch.GetTimestamp();
        do
        {
            long before = Stopwatch.GetTimestamp();
            run();
            best = Math.Min(best, Stopwatch.GetElapsedTime(before).TotalSeconds);
        }
        while (Stopwatch.GetElapsedTime(start).TotalSeconds < 0.1);
        return best;
    }

    // Twelve accumulators: enough to hide a latency of four or five cycles on two units, and they fit the 16 registers of AVX2.
    [MethodImpl(MethodImplOptions.AggressiveOptimization | MethodImplOptions.NoInlining)]
    private static float MultiplyAdd512(int rounds)
    {
        Vector512<float> a = Vector512.Create(0.5f), b = Vector512.Create(1f);
        Vector512<float> s0 = a, s1 = a, s2 = a, s3 = a, s4 = a, s5 = a, s6 = a, s7 = a, s8 = a, s9 = a, s10 = a, s11 = a;
        for (int i = 0; i < rounds; i++)
        {
            s0 = Vector512.FusedMultiplyAdd(s0, a, b);
            s1 = Vector512.FusedMultiplyAdd(s1, a, b);
            s2 = Vector512.FusedMultiplyAdd(s2, a, b);
            s3 = Vector512.FusedMultiplyAdd(s3, a, b);
            s4 = Vector512.FusedMultiplyAdd(s4, a, b);
            s5 = Vector512.FusedMultiplyAdd(s5, a, b);
            s6 = Vector512.FusedMultiplyAdd(s6, a, b);
            s7 = Vector512.FusedMultiplyAdd(s7, a, b);
            s8 = Vector512.FusedMultiplyAdd(s8, a, b);
            s9 = Vector512.FusedMultiplyAdd(s9, a, b);
            s10 = Vector512.FusedMultiplyAdd(s10, a, b);
            s11 = Vector512.FusedMultiplyAdd(s11, a, b);
        }

        return ((s0 + s1 + s2) + (s3 + s4 + s5) + (s6 + s7 + s8) + (s9 + s10 + s11)).ToScalar();
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization | MethodImplOptions.NoInlining)]
    private static float MultiplyAdd256(int rounds)
    {
        Vector256<float> a = Vector256.Create(0.5f), b = Vector256.Create(1f);
        Vector256<float> s0 = a, s1 = a, s2 = a, s3 = a, s4 = a, s5 = a, s6 = a, s7 = a, s8 = a, s9 = a, s10 = a, s11 = a;
        for (int i = 0; i < rounds; i++)
        {
            s0 = Vector256.FusedMultiplyAdd(s0, a, b);
            s1 = Vector256.FusedMultiplyAdd(s1, a, b);
            s2 = Vector256.FusedMultiplyAdd(s2, a, b);
            s3 = Vector256.FusedMultiplyAdd(s3, a, b);
            s4 = Vector256.FusedMultiplyAdd(s4, a, b);
            s5 = Vector256.FusedMultiplyAdd(s5, a, b);
            s6 = Vector256.FusedMultiplyAdd(s6, a, b);
            s7 = Vector256.FusedMultiplyAdd(s7, a, b);
            s8 = Vector256.FusedMultiplyAdd(s8, a, b);
            s9 = Vector256.FusedMultiplyAdd(s9, a, b);
            s10 = Vector256.FusedMultiplyAdd(s10, a, b);
            s11 = Vector256.FusedMultiplyAdd(s11, a, b);
        }

        return ((s0 + s1 + s2) + (s3 + s4 + s5) + (s6 + s7 + s8) + (s9 + s10 + s11)).ToScalar();
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization | MethodImplOptions.NoInlining)]
    private static float MultiplyAdd128(int rounds)
    {
        Vector128<float> a = Vector128.Create(0.5f), b = Vector128.Create(1f);
        Vector128<float> s0 = a, s1 = a, s2 = a, s3 = a, s4 = a, s5 = a, s6 = a, s7 = a, s8 = a, s9 = a, s10 = a, s11 = a;
        for (int i = 0; i < rounds; i++)
        {
            s0 = Vector128.FusedMultiplyAdd(s0, a, b);
            s1 = Vector128.FusedMultiplyAdd(s1, a, b);
            s2 = Vector128.FusedMultiplyAdd(s2, a, b);
            s3 = Vector128.FusedMultiplyAdd(s3, a, b);
            s4 = Vector128.FusedMultiplyAdd(s4, a, b);
            s5 = Vector128.FusedMultiplyAdd(s5, a, b);
            s6 = Vector128.FusedMultiplyAdd(s6, a, b);
            s7 = Vector128.FusedMultiplyAdd(s7, a, b);
            s8 = Vector128.FusedMultiplyAdd(s8, a, b);
            s9 = Vector128.FusedMultiplyAdd(s9, a, b);
            s10 = Vector128.FusedMultiplyAdd(s10, a, b);
            s11 = Vector128.FusedMultiplyAdd(s11, a, b);
        }

        return ((s0 + s1 + s2) + (s3 + s4 + s5) + (s6 + s7 + s8) + (s9 + s10 + s11)).ToScalar();
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization | MethodImplOptions.NoInlining)]
    private static float Read(ReadOnlySpan<float> buffer, int rounds)
    {
        ref float start = ref MemoryMarshal.GetReference(buffer);
        Vector512<float> s0 = default, s1 = default, s2 = default, s3 = default, s4 = default, s5 = default, s6 = default, s7 = default;
        for (int round = 0; round < rounds; round++)
        {
            for (nuint i = 0; i < (nuint)buffer.Length; i += ReadStep)
            {
                s0 += Vector512.LoadUnsafe(ref start, i);
                s1 += Vector512.LoadUnsafe(ref start, i + 16);
                s2 += Vector512.LoadUnsafe(ref start, i + 32);
                s3 += Vector512.LoadUnsafe(ref start, i + 48);
                s4 += Vector512.LoadUnsafe(ref start, i + 64);
                s5 += Vector512.LoadUnsafe(ref start, i + 80);
                s6 += Vector512.LoadUnsafe(ref start, i + 96);
                s7 += Vector512.LoadUnsafe(ref start, i + 112);
            }
        }

        return ((s0 + s1) + (s2 + s3) + (s4 + s5) + (s6 + s7)).ToScalar();
    }
}
