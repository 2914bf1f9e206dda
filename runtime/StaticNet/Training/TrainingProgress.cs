namespace StaticNet;

/// <summary>The progress of <c>Fit</c>; reported after every batch.</summary>
/// <param name="Epoch">The epoch, from 1 to <paramref name="Epochs"/>.</param>
/// <param name="Epochs">The number of epochs of this call.</param>
/// <param name="Batch">The batch within the epoch, from 1 to <paramref name="Batches"/>.</param>
/// <param name="Batches">The number of batches of an epoch.</param>
/// <param name="SamplesSeen">The samples of all epochs of this call so far.</param>
/// <param name="BatchLoss">The mean loss of the batch, before its step.</param>
/// <param name="MeanLoss">The mean loss of the epoch's samples so far.</param>
/// <param name="LearningRate">The learning rate of the step.</param>
/// <param name="Elapsed">The time since the call.</param>
public readonly record struct TrainingProgress(
    int Epoch,
    int Epochs,
    int Batch,
    int Batches,
    long SamplesSeen,
    float BatchLoss,
    double MeanLoss,
    double LearningRate,
    TimeSpan Elapsed)
{
    /// <summary>The completed share of the call, from 0 to 1.</summary>
    public double Fraction => ((Epoch - 1) + ((double)Batch / Batches)) / Epochs;
}
