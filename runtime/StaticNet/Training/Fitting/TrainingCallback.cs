namespace StaticNet;

/// <summary>
/// What <c>Fit</c> calls during training, on its own thread, between two steps: derive from it for a reaction of your own. A callback belongs to one run at a time.
/// </summary>
/// <remarks>A callback whose behaviour depends on earlier epochs saves that in <see cref="SaveState"/>, so that a run that is resumed from a checkpoint continues with the same bits.</remarks>
public abstract class TrainingCallback
{
    /// <summary>Called before the first epoch, and before a checkpoint is loaded.</summary>
    /// <param name="run">The run.</param>
    /// <exception cref="ArgumentException">The callback cannot work with this run. Nothing has changed.</exception>
    protected internal virtual void OnStart(TrainingRun run)
    {
    }

    /// <summary>Called after every batch.</summary>
    /// <param name="run">The run.</param>
    /// <param name="progress">Where training stands.</param>
    protected internal virtual void OnBatch(TrainingRun run, in TrainingProgress progress)
    {
    }

    /// <summary>Called after every epoch, and after validation.</summary>
    /// <param name="run">The run.</param>
    /// <param name="result">The figures of the epoch.</param>
    protected internal virtual void OnEpoch(TrainingRun run, EpochResult result)
    {
    }

    /// <summary>Called when training ends: after the last epoch, or the one that <see cref="TrainingRun.Stop"/> was called in; not if it is cancelled or throws.</summary>
    /// <param name="run">The run.</param>
    protected internal virtual void OnEnd(TrainingRun run)
    {
    }

    /// <summary>Called when a checkpoint is written.</summary>
    /// <param name="state">Where the state goes.</param>
    protected internal virtual void SaveState(CallbackState state)
    {
    }

    /// <summary>Called when a run is resumed from a checkpoint, after <see cref="OnStart"/>.</summary>
    /// <param name="state">What <see cref="SaveState"/> wrote.</param>
    /// <exception cref="InvalidDataException">The state is not one that it wrote.</exception>
    protected internal virtual void LoadState(CallbackState state)
    {
    }
}
