namespace StaticNet;

/// <summary>The figure of an epoch that <see cref="EarlyStopping"/>, <see cref="ModelCheckpoint"/> and <see cref="ReduceOnPlateau"/> compare.</summary>
public sealed class MonitoredValue
{
    private readonly Func<EpochResult, double> _value;
    private readonly bool _needsValidation;
    private readonly bool _needsAccuracy;
    private string? _metric;

    /// <summary>Makes a figure of your own.</summary>
    /// <param name="name">Its name, for messages.</param>
    /// <param name="value">The figure of an epoch. NaN is never an improvement.</param>
    /// <param name="higherIsBetter">Whether an epoch with a higher figure is better; otherwise one with a lower figure is.</param>
    public MonitoredValue(string name, Func<EpochResult, double> value, bool higherIsBetter = false)
        : this(name, value, higherIsBetter, needsValidation: false, needsAccuracy: false)
    {
    }

    private MonitoredValue(string name, Func<EpochResult, double> value, bool higherIsBetter, bool needsValidation, bool needsAccuracy)
    {
        ArgumentException.ThrowIfNullOrEmpty(name);
        ArgumentNullException.ThrowIfNull(value);
        Name = name;
        HigherIsBetter = higherIsBetter;
        _value = value;
        _needsValidation = needsValidation;
        _needsAccuracy = needsAccuracy;
    }

    /// <summary>The loss of training.</summary>
    public static MonitoredValue Loss { get; } = new("loss", static epoch => epoch.Loss);

    /// <summary>The loss of the validation data.</summary>
    public static MonitoredValue ValidationLoss { get; } = new("validation loss", static epoch => epoch.ValidationLoss, false, needsValidation: true, needsAccuracy: false);

    /// <summary>The accuracy on the validation data, which has to have labels.</summary>
    public static MonitoredValue ValidationAccuracy { get; } = new("validation accuracy", static epoch => epoch.ValidationAccuracy, true, needsValidation: true, needsAccuracy: true);

    /// <summary>A metric of the validation data, one of <see cref="FitOptions.Metrics"/>.</summary>
    /// <param name="metric">The metric.</param>
    public static MonitoredValue ValidationMetric(Metric metric)
    {
        ArgumentNullException.ThrowIfNull(metric);
        string name = metric.Name;
        return new("validation " + name, epoch => epoch.Metrics.GetValueOrDefault(name, double.NaN), metric.HigherIsBetter, needsValidation: true, needsAccuracy: false) { _metric = name };
    }

    /// <summary>Its name.</summary>
    public string Name { get; }

    /// <summary>Whether an epoch with a higher figure is better; otherwise one with a lower figure is.</summary>
    public bool HigherIsBetter { get; }

    /// <summary>The figure of an epoch.</summary>
    /// <param name="epoch">The epoch.</param>
    public double Of(EpochResult epoch)
    {
        ArgumentNullException.ThrowIfNull(epoch);
        return _value(epoch);
    }

    internal void ThrowUnlessMeasured(TrainingRun run, string owner)
    {
        if (_needsValidation && !run.HasValidation)
        {
            throw new ArgumentException($"{owner} compares the {Name}, but there is no validation data: set Validation or ValidationSplit, or compare MonitoredValue.Loss.", "options");
        }

        if (_metric is not null && run.Options.Metrics.All(metric => metric.Name != _metric))
        {
            throw new ArgumentException($"{owner} compares the {Name}, but FitOptions.Metrics does not have it.", "options");
        }

        if (_needsAccuracy && !run.HasAccuracy)
        {
            throw new ArgumentException($"{owner} compares the {Name}, but the validation data has targets, not labels: compare MonitoredValue.ValidationLoss.", "options");
        }
    }
}
