using System.Diagnostics;

namespace StaticNet.Fuzz;

/// <summary>
/// What is ours may take a second. What counts is the time on a clock or on the processor, whichever is less: on a machine that does
/// other things the clock runs on while we wait, and with other threads the processor works for them, too. Neither is ever less than what we took.
/// </summary>
internal sealed class TimeLimit
{
    private const double Limit = 1;
    private const int Attempts = 3;

    /// <summary>What the slowest took, in seconds.</summary>
    public double Slowest { get; private set; }

    /// <summary>Does something.</summary>
    /// <exception cref="FuzzException">It takes too long.</exception>
    public void Watch(string who, Action action) => Watch(who, () =>
    {
        action();
        return TimeSpan.MaxValue;
    });

    /// <summary>Does something that says itself how much of its time on the clock is ours.</summary>
    /// <exception cref="FuzzException">It takes too long.</exception>
    public void Watch(string who, Func<TimeSpan> action)
    {
        // What comes first is compiled first, and memory is cleared up when it is: what took too long gets another chance.
        double least = double.MaxValue;
        for (int attempt = 0; attempt < Attempts && least > Limit; attempt++)
        {
            long clock = Stopwatch.GetTimestamp();
            TimeSpan processor = Environment.CpuUsage.TotalTime;
            TimeSpan ours = action();
            least = new[] { least, ours.TotalSeconds, Stopwatch.GetElapsedTime(clock).TotalSeconds, (Environment.CpuUsage.TotalTime - processor).TotalSeconds }.Min();
        }

        Slowest = Math.Max(Slowest, least);
        if (least > Limit)
        {
            throw new FuzzException($"{who} took {least:0.0} s.");
        }
    }
}
