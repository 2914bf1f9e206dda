using StaticNet.Kernels;

namespace StaticNet;

/// <summary>
/// Half a wave of the cosine from 1 down to a final factor (I. Loshchilov and F. Hutter, 2017), then the final factor:
/// <c>final + (1 - final) (1 + cos(pi step / steps)) / 2</c>. PyTorch's <c>CosineAnnealingLR</c> without the increase after it.
/// </summary>
public sealed class CosineAnnealing : LearningRateSchedule
{
    /// <summary>Makes the schedule.</summary>
    /// <param name="steps">The number of steps on the way down, at least 1.</param>
    /// <param name="finalFactor">The factor at its end, from 0 on; 0 by default.</param>
    /// <exception cref="ArgumentOutOfRangeException">A value is out of range.</exception>
    public CosineAnnealing(long steps, double finalFactor = 0)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(steps, 1);
        Steps = steps;
        FinalFactor = Hyperparameter.NonNegative(finalFactor);
    }

    /// <summary>The number of steps on the way down.</summary>
    public long Steps { get; }

    /// <summary>The factor at its end.</summary>
    public double FinalFactor { get; }

    /// <inheritdoc/>
    public override double At(long step)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(step);
        return step >= Steps
            ? FinalFactor
            : FinalFactor + ((1 - FinalFactor) * (1 + ScalarMath.CosPi((double)step / Steps)) / 2);
    }
}
