using System.Diagnostics;
using System.Runtime.CompilerServices;

namespace StaticNet.Benchmarks;

/// <summary>
/// Times two things against each other: batches of calls of the one and of the other in turn, so that whatever else the machine
/// does meets both, and the median over all batches of each.
/// </summary>
internal static class Clock
{
    private const int Batches = 301;
    private const double WarmUpSeconds = 0.5;
    private const double BatchSeconds = 0.5e-3;

    /// <summary>Gives the median seconds of one call of each.</summary>
    /// <param name="ours">Runs a number of calls.</param>
    /// <param name="peer">Runs a number of calls.</param>
    public static (double Ours, double Peer) Race(Action<int> ours, Action<int> peer) => Race(ours, calls => Time(peer, calls));

    /// <summary>Gives the median seconds of one call of each.</summary>
    /// <param name="ours">Runs a number of calls.</param>
    /// <param name="peer">Runs a number of calls, and gives the seconds of one.</param>
    public static (double Ours, double Peer) Race(Action<int> ours, Func<int, double> peer)
    {
        int ourCalls = WarmUp(calls => Time(ours, calls));
        int peerCalls = WarmUp(peer);
        double[] ourTimes = new double[Batches];
        double[] peerTimes = new double[Batches];
        for (int i = 0; i < Batches; i++)
        {
            ourTimes[i] = Time(ours, ourCalls);
            peerTimes[i] = peer(peerCalls);
        }

        return (Median(ourTimes), Median(peerTimes));
    }

    /// <summary>Gives the median seconds of one call.</summary>
    public static double Alone(Action<int> run)
    {
        int calls = WarmUp(count => Time(run, count));
        return Median([.. Enumerable.Range(0, Batches).Select(_ => Time(run, calls))]);
    }

    /// <summary>Runs calls one after another, each on the same inputs, or each on the last one's output.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization | MethodImplOptions.NoInlining)]
    public static void Loop<TCalls>(TCalls calls, float[] inputs, float[] outputs, int count, bool dependent)
        where TCalls : struct, ICalls
    {
        if (dependent)
        {
            for (int i = 0; i < count; i++)
            {
                calls.Forward(inputs, outputs);
                inputs[0] = outputs[0];
            }
        }
        else
        {
            for (int i = 0; i < count; i++)
            {
                calls.Forward(inputs, outputs);
            }
        }
    }

    /// <summary>Runs until everything is compiled at its last tier, and finds how many calls make a batch.</summary>
    private static int WarmUp(Func<int, double> time)
    {
        int calls = 1;
        double seconds;
        long start = Stopwatch.GetTimestamp();
        do
        {
            seconds = time(calls) * calls;
            if (seconds < BatchSeconds)
            {
                calls *= 2;
            }
        }
        while (Stopwatch.GetElapsedTime(start).TotalSeconds < WarmUpSeconds);

        // The first calls were slow: fit the number to what a call takes now.
        return Math.Max(1, (int)(calls * BatchSeconds / seconds));
    }

    private static double Time(Action<int> run, int calls)
    {
        long start = Stopwatch.GetTimestamp();
        run(calls);
        return Stopwatch.GetElapsedTime(start).TotalSeconds / calls;
    }

    private static double Median(double[] values)
    {
        Array.Sort(values);
        return values[values.Length / 2];
    }
}
