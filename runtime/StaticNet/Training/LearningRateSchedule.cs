namespace StaticNet;

/// <summary>
/// How the learning rate changes during training: a factor of the optimizer's own rate for each step. Steps are the optimizer's,
/// one per batch, counted from 0; for schedules in epochs multiply by <see cref="Dataset.BatchCount"/>.
/// </summary>
/// <example>
/// <code>
/// int epoch = data.BatchCount(batchSize: 32);
/// trainer.Schedule = new LinearWarmUp(epoch, new CosineAnnealing(19 * epoch));   // 20 epochs
/// </code>
/// </example>
public abstract class LearningRateSchedule
{
    /// <summary>The factor of the optimizer's learning rate.</summary>
    /// <param name="step">The number of steps taken before, from 0.</param>
    public abstract double At(long step);
}
