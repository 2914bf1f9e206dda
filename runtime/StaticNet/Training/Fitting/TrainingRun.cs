namespace StaticNet;

/// <summary>A run of <c>Fit</c>, as its callbacks see it.</summary>
public sealed class TrainingRun
{
    private readonly List<string> _checkpoints = [];

    internal TrainingRun(FitOptions options, TrainingHistory history, ParameterSet parameters, ExponentialMovingAverage? average, Optimizer optimizer, bool hasValidation, bool hasAccuracy)
    {
        Options = options;
        History = history;
        Parameters = parameters;
        Weights = average?.Parameters ?? parameters;
        Optimizer = optimizer;
        HasValidation = hasValidation;
        HasAccuracy = hasAccuracy;
    }

    /// <summary>The options of the run.</summary>
    public FitOptions Options { get; }

    /// <summary>The epochs so far.</summary>
    public TrainingHistory History { get; }

    /// <summary>The network's weights. They may be changed between two steps.</summary>
    public ParameterSet Parameters { get; }

    /// <summary>The weights that validation measures: the moving averages if the trainer has them, otherwise <see cref="Parameters"/>.</summary>
    public ParameterSet Weights { get; }

    /// <summary>The optimizer.</summary>
    public Optimizer Optimizer { get; }

    /// <summary>Whether there is validation data.</summary>
    public bool HasValidation { get; }

    /// <summary>Whether the validation data has labels, so that there is an accuracy.</summary>
    public bool HasAccuracy { get; }

    internal IReadOnlyList<string> Checkpoints => _checkpoints;

    /// <summary>Ends training after the current epoch.</summary>
    /// <param name="reason">The reason, for <see cref="TrainingHistory.StopReason"/>. The first call's counts.</param>
    public void Stop(string reason)
    {
        ArgumentException.ThrowIfNullOrEmpty(reason);
        History.StopReason ??= reason;
    }

    /// <summary>Writes a checkpoint once all callbacks of the epoch have been called, so that it contains their state after the epoch.</summary>
    /// <param name="path">The file; an existing one stays unchanged until the new one is complete.</param>
    public void SaveCheckpoint(string path)
    {
        ArgumentException.ThrowIfNullOrEmpty(path);
        _checkpoints.Add(path);
    }

    internal void ClearCheckpoints() => _checkpoints.Clear();
}
