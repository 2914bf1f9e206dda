using System.Globalization;

namespace StaticNet;

/// <summary>
/// Writes the network to a file during training: after every epoch, after some, or after each that is the best so far. Keras' <c>ModelCheckpoint</c>.
/// </summary>
/// <remarks>
/// A checkpoint contains all that training depends on: weights, optimizer, epochs, dropout, moving averages, history and the state of the callbacks. <see cref="FitOptions.ResumeFrom"/> continues from
/// it with the same bits. A file is written completely or not at all, and has <see cref="FitOptions.Data"/> in its metadata.
/// </remarks>
public sealed class ModelCheckpoint : MonitoringCallback
{
    /// <summary>Makes the callback.</summary>
    /// <param name="path">The file. <c>{epoch}</c> in it is the number of the epoch, <c>{epoch:000}</c> in three digits; without it each file replaces the one before.</param>
    public ModelCheckpoint(string path)
    {
        ArgumentException.ThrowIfNullOrEmpty(path);
        Path = path;
    }

    /// <summary>The file.</summary>
    public string Path { get; }

    /// <summary>A file is written after every so many epochs, counted from the first; at least 1.</summary>
    /// <exception cref="ArgumentOutOfRangeException">It is set to less than 1.</exception>
    public int EveryEpochs
    {
        get;
        init
        {
            ArgumentOutOfRangeException.ThrowIfLessThan(value, 1, nameof(EveryEpochs));
            field = value;
        }
    }

    = 1;

    /// <summary>Whether only an epoch that is the best so far is written. The best is then the best of those that <see cref="EveryEpochs"/> takes.</summary>
    public bool SaveBestOnly { get; init; }

    /// <summary>
    /// Whether only the weights are written, those that validation measures, as <c>Save</c> writes them: the network's <c>Load</c> reads them. Training cannot be resumed from such a file.
    /// </summary>
    public bool SaveWeightsOnly { get; init; }

    /// <inheritdoc/>
    protected internal override void OnEpoch(TrainingRun run, EpochResult result)
    {
        ArgumentNullException.ThrowIfNull(run);
        ArgumentNullException.ThrowIfNull(result);
        if (result.Epoch % EveryEpochs != 0 || (!IsImproved(result) && SaveBestOnly))
        {
            return;
        }

        string path = Path.Replace("{epoch}", result.Epoch.ToString(CultureInfo.InvariantCulture), StringComparison.Ordinal)
            .Replace("{epoch:00}", result.Epoch.ToString("00", CultureInfo.InvariantCulture), StringComparison.Ordinal)
            .Replace("{epoch:000}", result.Epoch.ToString("000", CultureInfo.InvariantCulture), StringComparison.Ordinal)
            .Replace("{epoch:0000}", result.Epoch.ToString("0000", CultureInfo.InvariantCulture), StringComparison.Ordinal);
        if (SaveWeightsOnly)
        {
            run.Weights.Save(path, new SaveOptions { Data = run.Options.Data });
        }
        else
        {
            run.SaveCheckpoint(path);
        }
    }
}
