using StaticNet.Kernels;

namespace StaticNet;

/// <summary>
/// Half waves of the cosine from 1 down to a final factor, one after another, each <c>periodFactor</c> times as long as the one before (I. Loshchilov and F. Hutter, 2017, SGDR): PyTorch's
/// <c>CosineAnnealingWarmRestarts</c>, counted in steps of the optimizer.
/// </summary>
public sealed class CosineAnnealingWarmRestarts : LearningRateSchedule
{
    /// <summary>Makes the schedule.</summary>
    /// <param name="period">The number of steps of the first wave, at least 1.</param>
    /// <param name="periodFactor">How many times as long as the wave before each wave is, at least 1.</param>
    /// <param name="finalFactor">The factor that each wave ends at, from 0 on.</param>
    /// <exception cref="ArgumentOutOfRangeException">A value is out of range.</exception>
    public CosineAnnealingWarmRestarts(long period, int periodFactor = 1, double finalFactor = 0)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(period, 1);
        ArgumentOutOfRangeException.ThrowIfLessThan(periodFactor, 1);
        Period = period;
        PeriodFactor = periodFactor;
        FinalFactor = Hyperparameter.NonNegative(finalFactor);
    }

    /// <summary>The number of steps of the first wave.</summary>
    public long Period { get; }

    /// <summary>How many times as long as the wave before each wave is.</summary>
    public int PeriodFactor { get; }

    /// <summary>The factor that each wave ends at.</summary>
    public double FinalFactor { get; }

    /// <inheritdoc/>
    public override double At(long step)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(step);
        long start = 0;
        Int128 period = Period;
        if (PeriodFactor == 1)
        {
            start = step - (step % Period);
        }
        else
        {
            while (step - start >= period)
            {
                start += (long)period;
                period *= PeriodFactor;
            }
        }

        return FinalFactor + ((1 - FinalFactor) * (1 + ScalarMath.CosPi((step - start) / (double)period)) / 2);
    }
}
