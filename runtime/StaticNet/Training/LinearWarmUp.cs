namespace StaticNet;

/// <summary>
/// Raises the rate evenly over the first steps, <c>(step + 1) / steps</c> of the next schedule's start, and then follows the next
/// schedule from its own step 0.
/// </summary>
public sealed class LinearWarmUp : LearningRateSchedule
{
    /// <summary>Makes the schedule.</summary>
    /// <param name="steps">The number of steps of the warm-up, from 0 on; the last of them has the full rate.</param>
    /// <param name="next">What follows; <see cref="ConstantRate"/> by default.</param>
    /// <exception cref="ArgumentOutOfRangeException">The number of steps is negative.</exception>
    public LinearWarmUp(long steps, LearningRateSchedule? next = null)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(steps);
        Steps = steps;
        Next = next ?? new ConstantRate();
    }

    /// <summary>The number of steps of the warm-up.</summary>
    public long Steps { get; }

    /// <summary>What follows.</summary>
    public LearningRateSchedule Next { get; }

    /// <inheritdoc/>
    public override double At(long step)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(step);
        return step < Steps ? Next.At(0) * (step + 1) / Steps : Next.At(step - Steps);
    }
}
