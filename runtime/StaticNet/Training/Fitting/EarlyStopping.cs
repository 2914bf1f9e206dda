using System.Globalization;

namespace StaticNet;

/// <summary>Ends training when a figure has stopped improving, and restores the weights of the best epoch. Keras' <c>EarlyStopping</c>.</summary>
public sealed class EarlyStopping : MonitoringCallback
{
    private ParameterSet? _best;
    private int _waited;

    /// <summary>Makes the callback.</summary>
    /// <param name="patience">The epochs in a row without an improvement after which training ends, at least 1.</param>
    /// <exception cref="ArgumentOutOfRangeException">It is less than 1.</exception>
    public EarlyStopping(int patience = 5)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(patience, 1);
        Patience = patience;
    }

    /// <summary>The epochs in a row without an improvement after which training ends.</summary>
    public int Patience { get; }

    /// <summary>Whether the network gets the weights of its best epoch when training ends, stopped or not. The default is <see langword="true"/>.</summary>
    public bool RestoreBestWeights { get; init; } = true;

    /// <inheritdoc/>
    protected internal override void OnStart(TrainingRun run)
    {
        base.OnStart(run);
        _best = RestoreBestWeights ? new ParameterSet(run.Parameters.Layout) : null;
        _waited = 0;
    }

    /// <inheritdoc/>
    protected internal override void OnEpoch(TrainingRun run, EpochResult result)
    {
        ArgumentNullException.ThrowIfNull(run);
        ArgumentNullException.ThrowIfNull(result);
        if (IsImproved(result))
        {
            _waited = 0;
            _best?.CopyFrom(run.Weights);
        }
        else if (++_waited >= Patience)
        {
            run.Stop(BestEpoch == 0
                ? string.Create(CultureInfo.InvariantCulture, $"the {ComparedName} was not a number in {_waited} epochs")
                : string.Create(CultureInfo.InvariantCulture, $"the {ComparedName} has not improved for {_waited} epochs; the best is that of epoch {BestEpoch}, {BestValue:0.####}"));
        }
    }

    /// <inheritdoc/>
    protected internal override void OnEnd(TrainingRun run)
    {
        ArgumentNullException.ThrowIfNull(run);
        if (_best is not null && BestEpoch > 0)
        {
            run.Parameters.CopyFrom(_best);
        }
    }

    /// <inheritdoc/>
    protected internal override void SaveState(CallbackState state)
    {
        base.SaveState(state);
        state.Add("waited", _waited);
        if (_best is not null)
        {
            state.Add("best", _best);
        }
    }

    /// <inheritdoc/>
    protected internal override void LoadState(CallbackState state)
    {
        base.LoadState(state);
        _waited = (int)state.Number("waited");
        if (_best is not null)
        {
            _best.CopyFrom(state.Find("best") ?? throw new InvalidDataException("The checkpoint has no best weights: its run did not restore them."));
        }
    }
}
