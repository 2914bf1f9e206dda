namespace StaticNet;

/// <summary>The same rate at every step: <c>factor</c>.</summary>
public sealed class ConstantRate : LearningRateSchedule
{
    /// <summary>Makes the schedule.</summary>
    /// <param name="factor">The factor, from 0 on; 1 by default.</param>
    /// <exception cref="ArgumentOutOfRangeException">The factor is negative or not finite.</exception>
    public ConstantRate(double factor = 1) => Factor = Hyperparameter.NonNegative(factor);

    /// <summary>The factor.</summary>
    public double Factor { get; }

    /// <inheritdoc/>
    public override double At(long step)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(step);
        return Factor;
    }
}
