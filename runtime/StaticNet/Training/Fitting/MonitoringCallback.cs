namespace StaticNet;

/// <summary>A callback that compares a figure of each epoch with the best one so far.</summary>
public abstract class MonitoringCallback : TrainingCallback
{
    private MonitoredValue _compared = MonitoredValue.Loss;

    private protected MonitoringCallback()
    {
    }

    /// <summary>The figure; <see langword="null"/> for the loss of the validation data if there is such data, otherwise that of training.</summary>
    public MonitoredValue? Monitor { get; init; }

    /// <summary>By how much an epoch has to be better than the best one, from 0 on.</summary>
    /// <exception cref="ArgumentOutOfRangeException">It is set to another number.</exception>
    public double MinimumImprovement
    {
        get;
        init => field = Hyperparameter.NonNegative(value, nameof(MinimumImprovement));
    }

    /// <summary>The best figure so far; NaN before the first.</summary>
    public double BestValue { get; private set; } = double.NaN;

    /// <summary>The epoch of <see cref="BestValue"/>, from 1; 0 before the first.</summary>
    public int BestEpoch { get; private set; }

    /// <inheritdoc/>
    protected internal override void OnStart(TrainingRun run)
    {
        ArgumentNullException.ThrowIfNull(run);
        MonitoredValue compared = Monitor ?? (run.HasValidation ? MonitoredValue.ValidationLoss : MonitoredValue.Loss);
        compared.ThrowUnlessMeasured(run, GetType().Name);
        _compared = compared;
        BestValue = double.NaN;
        BestEpoch = 0;
    }

    /// <inheritdoc/>
    protected internal override void SaveState(CallbackState state)
    {
        ArgumentNullException.ThrowIfNull(state);
        state.Add("best-value", BestValue);
        state.Add("best-epoch", BestEpoch);
    }

    /// <inheritdoc/>
    protected internal override void LoadState(CallbackState state)
    {
        ArgumentNullException.ThrowIfNull(state);
        BestValue = state.Number("best-value");
        BestEpoch = (int)state.Number("best-epoch");
    }

    private protected string ComparedName => _compared.Name;

    /// <summary>Whether the epoch is the best so far; it then is what the next ones are compared with.</summary>
    private protected bool IsImproved(EpochResult result)
    {
        double value = _compared.Of(result);
        bool isBetter = !double.IsNaN(value)
            && (double.IsNaN(BestValue) || (_compared.HigherIsBetter ? value > BestValue + MinimumImprovement : value < BestValue - MinimumImprovement));
        if (isBetter)
        {
            BestValue = value;
            BestEpoch = result.Epoch;
        }

        return isBetter;
    }
}
