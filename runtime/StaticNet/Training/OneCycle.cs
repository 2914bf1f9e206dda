using StaticNet.Kernels;

namespace StaticNet;

/// <summary>
/// One rise to the full rate and one descent to almost none, both half waves of the cosine (L. Smith and N. Topin, 2018): PyTorch's <c>OneCycleLR</c>. The optimizer's own rate is the highest
/// one, PyTorch's <c>max_lr</c>. After the last step the rate stays.
/// </summary>
public sealed class OneCycle : LearningRateSchedule
{
    /// <summary>Makes the schedule.</summary>
    /// <param name="steps">The number of steps of the cycle, at least 1.</param>
    /// <param name="riseShare">The share of the steps in which the rate rises, from 0 to below 1; PyTorch's <c>pct_start</c>.</param>
    /// <param name="startDivisor">What the highest rate is divided by at the start, above 0; PyTorch's <c>div_factor</c>.</param>
    /// <param name="finalDivisor">What the rate of the start is divided by at the end, above 0; PyTorch's <c>final_div_factor</c>.</param>
    /// <exception cref="ArgumentOutOfRangeException">A value is out of range.</exception>
    public OneCycle(long steps, double riseShare = 0.3, double startDivisor = 25, double finalDivisor = 1e4)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(steps, 1);
        Steps = steps;
        RiseShare = Hyperparameter.Fraction(riseShare);
        StartDivisor = Hyperparameter.Positive(startDivisor);
        FinalDivisor = Hyperparameter.Positive(finalDivisor);
    }

    /// <summary>The number of steps of the cycle.</summary>
    public long Steps { get; }

    /// <summary>The share of the steps in which the rate rises.</summary>
    public double RiseShare { get; }

    /// <summary>What the highest rate is divided by at the start.</summary>
    public double StartDivisor { get; }

    /// <summary>What the rate of the start is divided by at the end.</summary>
    public double FinalDivisor { get; }

    /// <inheritdoc/>
    public override double At(long step)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(step);
        double top = (RiseShare * Steps) - 1;
        double last = Steps - 1;
        double start = 1 / StartDivisor;
        double end = start / FinalDivisor;
        return step >= last ? end
            : step < top ? Between(start, 1, step / top)
            : Between(1, end, (step - top) / (last - top));
    }

    private static double Between(double from, double to, double share) => to + ((from - to) * (1 + ScalarMath.CosPi(share)) / 2);
}
