namespace StaticNet;

/// <summary>What <see cref="Trainer{TNetwork}.Fit(IDataset, FitOptions, CancellationToken)"/> does, and what it calls.</summary>
/// <example>
/// <code>
/// TrainingHistory history = trainer.Fit(data, new FitOptions
/// {
///     Epochs = 50,
///     ValidationSplit = 0.2,
///     Callbacks = [new EarlyStopping(patience: 5), new ModelCheckpoint("best.safetensors") { SaveBestOnly = true, SaveWeightsOnly = true }],
///     OnEpoch = epoch => Console.WriteLine(epoch),
/// });
/// </code>
/// </example>
public sealed class FitOptions
{
    /// <summary>How often each sample is seen, at least 1; with <see cref="ResumeFrom"/>, those of the resumed run included.</summary>
    /// <exception cref="ArgumentOutOfRangeException">It is set to less than 1.</exception>
    public int Epochs
    {
        get;
        init
        {
            ArgumentOutOfRangeException.ThrowIfLessThan(value, 1, nameof(Epochs));
            field = value;
        }
    }

    = 10;

    /// <summary>The samples of a batch, at least 1.</summary>
    /// <exception cref="ArgumentOutOfRangeException">It is set to less than 1.</exception>
    public int BatchSize
    {
        get;
        init
        {
            ArgumentOutOfRangeException.ThrowIfLessThan(value, 1, nameof(BatchSize));
            field = value;
        }
    }

    = 32;

    /// <summary>
    /// The batches whose gradients are one step of the optimizer (gradient accumulation): the gradient is the mean over all of their samples, as of one batch that is as many times as large, in a memory of
    /// one batch. The last step of an epoch takes the batches that remain. Batch statistics are still those of each batch.
    /// </summary>
    /// <exception cref="ArgumentOutOfRangeException">It is set to less than 1.</exception>
    public int AccumulationSteps
    {
        get;
        init
        {
            ArgumentOutOfRangeException.ThrowIfLessThan(value, 1, nameof(AccumulationSteps));
            field = value;
        }
    }

    = 1;

    /// <summary>The samples that the network is measured on after each epoch, and does not learn from; <see langword="null"/> for none.</summary>
    public IDataset? Validation { get; init; }

    /// <summary>
    /// The blocks of a data set that is not in memory (<see cref="IDataset.BlockLength"/>) that are at a time: their samples are mixed. 16 by default; more of them mix better and take more memory. A <see cref="Dataset"/> is
    /// mixed as a whole.
    /// </summary>
    /// <exception cref="ArgumentOutOfRangeException">It is set to less than 1.</exception>
    public int MixedBlocks
    {
        get;
        init
        {
            ArgumentOutOfRangeException.ThrowIfLessThan(value, 1, nameof(MixedBlocks));
            field = value;
        }
    }

    = 16;

    /// <summary>
    /// The share of the samples that is held out for validation, from 0 (none) to below 1. They are drawn at random with <see cref="Trainer{TNetwork}.ShuffleSeed"/> (0 without one), the same share of each class
    /// if the samples have labels. For samples that depend on each other, such as those of a series of time, split yourself and set <see cref="Validation"/>.
    /// </summary>
    /// <exception cref="ArgumentOutOfRangeException">It is set to another number.</exception>
    public double ValidationSplit
    {
        get;
        init => field = value is >= 0 and < 1
            ? value
            : throw new ArgumentOutOfRangeException(nameof(ValidationSplit), value, "ValidationSplit has to be a number from 0 to below 1.");
    }

    /// <summary>Random changes of the images that are trained on, another one in each epoch; <see langword="null"/> for none. Validation sees the images as they are.</summary>
    public Augmentation? Augmentation { get; init; }

    /// <summary>What is computed of the validation data beside loss and accuracy: <see cref="EpochResult.Metrics"/>.</summary>
    public IReadOnlyList<Metric> Metrics { get; init; } = [];

    /// <summary>What is called during training, in this order: <see cref="EarlyStopping"/>, <see cref="ModelCheckpoint"/>, <see cref="ReduceOnPlateau"/>, or your own.</summary>
    public IReadOnlyList<TrainingCallback> Callbacks { get; init; } = [];

    /// <summary>
    /// Called after every batch, on the thread of the call, before the next batch starts. A <see cref="Progress{T}"/> queues its reports for another thread in place of it: they may arrive
    /// after the end of training.
    /// </summary>
    public Action<TrainingProgress>? OnBatch { get; init; }

    /// <summary>Called after every epoch, on the thread of the call, before <see cref="Callbacks"/>.</summary>
    public Action<EpochResult>? OnEpoch { get; init; }

    /// <summary>
    /// A checkpoint that training continues from, if the file exists: the same program, started again, ends with the same bits as without an interruption. Usually the path of a
    /// <see cref="ModelCheckpoint"/>.
    /// </summary>
    public string? ResumeFrom { get; init; }

    /// <summary>What the files of a <see cref="ModelCheckpoint"/> say of the data: scaling and class names. Training itself does not use it.</summary>
    public DataDescription? Data { get; init; }
}
