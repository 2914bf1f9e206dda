namespace StaticNet;

/// <summary>Multiplies the rate once in a period: <c>gamma^floor(step / period)</c>, PyTorch's <c>StepLR</c>, but counted in steps of the optimizer, not in epochs.</summary>
public sealed class StepDecay : LearningRateSchedule
{
    /// <summary>Makes the schedule.</summary>
    /// <param name="period">The number of steps at one rate, at least 1.</param>
    /// <param name="gamma">What the rate is multiplied by after each period, from 0 on; 0.1 by default.</param>
    /// <exception cref="ArgumentOutOfRangeException">A value is out of range.</exception>
    public StepDecay(long period, double gamma = 0.1)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(period, 1);
        Period = period;
        Gamma = Hyperparameter.NonNegative(gamma);
    }

    /// <summary>The number of steps at one rate.</summary>
    public long Period { get; }

    /// <summary>What the rate is multiplied by after each period.</summary>
    public double Gamma { get; }

    /// <inheritdoc/>
    public override double At(long step)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(step);
        return Power.Of(Gamma, step / Period);
    }
}
