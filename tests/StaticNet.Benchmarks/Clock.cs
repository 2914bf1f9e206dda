using System.Diagnostics;
using System.Runtime.CompilerServices;

namespace StaticNet.Benchmarks;

/// <summary>
/// Times two things or more against each other: batches of calls of the one and of the other in turn, so that whatever else the machine
/// does meets both, and the median over all batches of each.
/// </summary>
internal static class Clock
{
    private const int MostBatches = 301;
    private const int FewestBatches = 21;
    private const double WarmUpSeconds = 0.5;
    private const double BatchSeconds = 0.5e-3;

    // Where a call is long there are fewer batches, lest a row take minutes.
    private const double RaceSeconds = 8;

    /// <summary>Gives the median seconds of one call of each.</summary>
    /// <param name="ours">Runs a number of calls.</param>
    /// <param name="peer">Runs a number of calls.</param>
    public static (double Ours, double Peer) Race(Action<int> ours, Action<int> peer) => Race(ours, calls => Time(peer, calls));

    /// <summary>Gives the median seconds of one call of each.</summary>
    /// <param name="ours">Runs a number of calls.</param>
    /// <param name="peer">Runs a number of calls, and gives the seconds of one.</param>
    public static (double Ours, double Peer) Race(Action<int> ours, Func<int, double> peer)
    {
        double[] medians = Race([calls => Time(ours, calls), peer]);
        return (medians[0], medians[1]);
    }

    /// <summary>Gives the median seconds of one call of each.</summary>
    /// <param name="sides">Each runs a number of calls.</param>
    public static double[] Race(IEnumerable<Action<int>> sides)
        => Race([.. sides.Select(static side => (Func<int, double>)(calls => Time(side, calls)))]);

    /// <summary>Gives the median seconds of one call.</summary>
    public static double Alone(Action<int> run)
    {
        (int calls, double seconds) = WarmUp(count => Time(run, count));
        return Median([.. Enumerable.Range(0, Batches(seconds)).Select(_ => Time(run, calls))]);
    }

    /// <summary>Gives the value in the middle, and sorts the values.</summary>
    public static double Median(double[] values)
    {
        Array.Sort(values);
        return values[values.Length / 2];
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

    private static double[] Race(Func<int, double>[] sides)
    {
        (int Calls, double Seconds)[] batch = [.. sides.Select(WarmUp)];
        int batches = Batches(batch.Sum(static side => side.Seconds));
        double[][] times = [.. sides.Select(_ => new double[batches])];
        for (int i = 0; i < batches; i++)
        {
            for (int side = 0; side < sides.Length; side++)
            {
                times[side][i] = sides[side](batch[side].Calls);
            }
        }

        return [.. times.Select(Median)];
    }

    private static int Batches(double seconds) => Math.Clamp((int)(RaceSeconds / seconds), FewestBatches, MostBatches);

    /// <summary>Runs until everything is compiled at its last tier, and finds how many calls make a batch, and what that takes.</summary>
    private static (int Calls, double Seconds) WarmUp(Func<int, double> time)
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
        int batch = Math.Max(1, (int)(calls * BatchSeconds / seconds));
        return (batch, batch * seconds / calls);
    }

    private static double Time(Action<int> run, int calls)
    {
        long start = Stopwatch.GetTimestamp();
        run(calls);
        return Stopwatch.GetElapsedTime(start).TotalSeconds / calls;
    }
}
