namespace StaticNet;

/// <summary>Reduces the optimizer's learning rate when a figure has stopped improving. Keras' <c>ReduceLROnPlateau</c>.</summary>
public sealed class ReduceOnPlateau : MonitoringCallback
{
    private int _waited;
    private int _cooling;

    /// <summary>Makes the callback.</summary>
    /// <param name="factor">What <see cref="Optimizer.LearningRate"/> is multiplied by, from 0 to below 1.</param>
    /// <param name="patience">The epochs in a row without an improvement after which it is, at least 1.</param>
    /// <exception cref="ArgumentOutOfRangeException">A value is out of range.</exception>
    public ReduceOnPlateau(double factor = 0.1, int patience = 10)
    {
        Factor = Hyperparameter.Fraction(factor);
        ArgumentOutOfRangeException.ThrowIfLessThan(patience, 1);
        Patience = patience;
        MinimumImprovement = 1e-4;
    }

    /// <summary>What the learning rate is multiplied by.</summary>
    public double Factor { get; }

    /// <summary>The epochs in a row without an improvement after which it is.</summary>
    public int Patience { get; }

    /// <summary>The epochs after a reduction that do not count for the next, from 0 on.</summary>
    /// <exception cref="ArgumentOutOfRangeException">It is set to a negative number.</exception>
    public int Cooldown
    {
        get;
        init
        {
            ArgumentOutOfRangeException.ThrowIfNegative(value, nameof(Cooldown));
            field = value;
        }
    }

    /// <summary>The lowest learning rate that it reduces to, from 0 on.</summary>
    /// <exception cref="ArgumentOutOfRangeException">It is set to another number.</exception>
    public double MinimumLearningRate
    {
        get;
        init => field = Hyperparameter.NonNegative(value, nameof(MinimumLearningRate));
    }

    /// <inheritdoc/>
    protected internal override void OnStart(TrainingRun run)
    {
        base.OnStart(run);
        _waited = 0;
        _cooling = 0;
    }

    /// <inheritdoc/>
    protected internal override void OnEpoch(TrainingRun run, EpochResult result)
    {
        ArgumentNullException.ThrowIfNull(run);
        ArgumentNullException.ThrowIfNull(result);
        if (_cooling > 0)
        {
            _cooling--;
            _waited = 0;
        }

        if (IsImproved(result))
        {
            _waited = 0;
        }
        else if (_cooling == 0 && ++_waited >= Patience && run.Optimizer.LearningRate > MinimumLearningRate)
        {
            run.Optimizer.LearningRate = Math.Max(run.Optimizer.LearningRate * Factor, MinimumLearningRate);
            _cooling = Cooldown;
            _waited = 0;
        }
    }

    /// <inheritdoc/>
    protected internal override void SaveState(CallbackState state)
    {
        base.SaveState(state);
        state.Add("waited", _waited);
        state.Add("cooling", _cooling);
    }

    /// <inheritdoc/>
    protected internal override void LoadState(CallbackState state)
    {
        base.LoadState(state);
        _waited = (int)state.Number("waited");
        _cooling = (int)state.Number("cooling");
    }
}
