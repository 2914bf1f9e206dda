using System.Globalization;

namespace StaticNet;

/// <summary>
/// Changes weights by gradients. It belongs to the one set of weights that it is bound to, and keeps its state (momenta, mean
/// squares) as sets of the same layout.
/// </summary>
/// <remarks>
/// The formulas and the order of their operations are PyTorch's, in float, each operation rounded by itself: the same gradients give
/// the same weights on every machine. State that falls below 2^-126 becomes 0. The element-wise work runs over <see cref="ParameterSet.Trainable"/>, padding included, which
/// stays zero.
/// </remarks>
public abstract class Optimizer
{
    private readonly List<(string Name, ParameterSet Set)> _states = [];
    private ParameterSet? _parameters;
    private double _learningRate;

    /// <summary>Makes an optimizer that is not bound yet.</summary>
    /// <param name="learningRate">The learning rate, from 0 on.</param>
    /// <exception cref="ArgumentOutOfRangeException">The learning rate is negative or not finite.</exception>
    protected Optimizer(double learningRate) => _learningRate = Hyperparameter.NonNegative(learningRate);

    /// <summary>The learning rate, from 0 on. A <see cref="LearningRateSchedule"/> multiplies it.</summary>
    /// <exception cref="ArgumentOutOfRangeException">It is set to a negative number or one that is not finite.</exception>
    public double LearningRate
    {
        get => _learningRate;
        set => _learningRate = Hyperparameter.NonNegative(value, nameof(LearningRate));
    }

    /// <summary>The number of steps taken.</summary>
    public long StepCount { get; private set; }

    /// <summary>
    /// The state by PyTorch's names, such as <c>exp_avg</c>: one set of the weights' layout each. Empty before <see cref="Bind"/>,
    /// and for an optimizer without state.
    /// </summary>
    public IReadOnlyDictionary<string, ParameterSet> State => _states.ToDictionary(static state => state.Name, static state => state.Set);

    /// <summary>Binds the optimizer to the weights it is to change, and allocates its state. A <see cref="Trainer{TNetwork}"/> does it.</summary>
    /// <param name="parameters">The weights. Binding to the same set again does nothing.</param>
    /// <exception cref="InvalidOperationException">The optimizer is bound to other weights.</exception>
    public void Bind(ParameterSet parameters)
    {
        ArgumentNullException.ThrowIfNull(parameters);
        if (ReferenceEquals(_parameters, parameters))
        {
            return;
        }

        if (_parameters is not null)
        {
            throw new InvalidOperationException($"This {GetType().Name} belongs to other weights already: make one for each network.");
        }

        _parameters = parameters;
        OnBound();
    }

    /// <summary>Takes one step at <see cref="LearningRate"/>.</summary>
    /// <param name="gradients">The gradients, of the weights' layout.</param>
    /// <exception cref="ArgumentException">The gradients are of another network.</exception>
    /// <exception cref="InvalidOperationException">The optimizer is not bound to weights.</exception>
    public void Step(ParameterSet gradients) => Step(gradients, LearningRate);

    /// <summary>Takes one step.</summary>
    /// <param name="gradients">The gradients, of the weights' layout.</param>
    /// <param name="learningRate">The learning rate of this step.</param>
    /// <exception cref="ArgumentException">The gradients are of another network.</exception>
    /// <exception cref="ArgumentOutOfRangeException">The learning rate is negative or not finite.</exception>
    /// <exception cref="InvalidOperationException">The optimizer is not bound to weights.</exception>
    public void Step(ParameterSet gradients, double learningRate)
    {
        ArgumentNullException.ThrowIfNull(gradients);
        Hyperparameter.NonNegative(learningRate);
        ParameterSet parameters = Bound();
        parameters.Layout.ThrowIfIncompatible(gradients.Layout, nameof(gradients));
        Update(parameters.Trainable, gradients.Trainable, learningRate);
        StepCount++;
    }

    /// <summary>
    /// Writes the state and the number of steps to a safetensors file, at once or not at all. The tensors are named as the weights
    /// and the state: <c>dense1.weight.exp_avg</c>.
    /// </summary>
    /// <param name="path">The file.</param>
    /// <exception cref="InvalidOperationException">The optimizer is not bound to weights.</exception>
    /// <exception cref="IOException">The file cannot be written.</exception>
    /// <exception cref="UnauthorizedAccessException">The file may not be written.</exception>
    public void Save(string path)
    {
        Bound();
        SafeTensorsFile.Save(path, _states.SelectMany(static state => SafeTensor.From(state.Set, "." + state.Name)), new Dictionary<string, string>
        {
            ["optimizer"] = GetType().Name,
            ["step"] = StepCount.ToString(CultureInfo.InvariantCulture),
        });
    }

    /// <summary>
    /// Reads the state and the number of steps: training goes on as if it had not stopped, to the bit. Hyperparameters are not part
    /// of it.
    /// </summary>
    /// <param name="path">A file that <see cref="Save"/> wrote for the same kind of optimizer and network.</param>
    /// <exception cref="InvalidOperationException">The optimizer is not bound to weights.</exception>
    /// <exception cref="IOException">The file cannot be read.</exception>
    /// <exception cref="UnauthorizedAccessException">The file may not be read.</exception>
    /// <exception cref="InvalidDataException">The file is of something else; the message says what. Nothing has changed.</exception>
    public void Load(string path)
    {
        Bound();
        using SafeTensorsFile file = SafeTensorsFile.Open(path);
        if (!file.Metadata.TryGetValue("optimizer", out string? kind) || kind != GetType().Name)
        {
            throw new InvalidDataException($"'{path}' holds the state of {(kind is null ? "no optimizer" : $"'{kind}'")}; that of '{GetType().Name}' is needed.");
        }

        if (!file.Metadata.TryGetValue("step", out string? text)
            || !long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out long step))
        {
            throw new InvalidDataException($"'{path}' says that {(text is null ? "no number of" : $"'{text}'")} steps were taken; a whole number is needed.");
        }

        ParameterSet[] loaded = file.Read([.. _states.Select(static state => ("." + state.Name, state.Set.Layout))]);
        for (int i = 0; i < loaded.Length; i++)
        {
            _states[i].Set.CopyFrom(loaded[i]);
        }

        StepCount = step;
        OnRestored();
    }

    /// <summary>Called once, when the optimizer has met its weights: allocate state here with <see cref="AddState"/>.</summary>
    protected abstract void OnBound();

    /// <summary>Called after <see cref="Load"/> has restored the state and <see cref="StepCount"/>.</summary>
    protected virtual void OnRestored()
    {
    }

    /// <summary>Changes the weights. <see cref="StepCount"/> is the number of steps before this one.</summary>
    /// <param name="weights">The weights, a multiple of 16 long.</param>
    /// <param name="gradients">As many gradients.</param>
    /// <param name="learningRate">The learning rate of this step.</param>
    protected abstract void Update(Span<float> weights, ReadOnlySpan<float> gradients, double learningRate);

    /// <summary>Allocates a state of the weights' layout, all zero.</summary>
    /// <param name="name">Its name, as PyTorch has it.</param>
    protected ParameterSet AddState(string name)
    {
        ParameterSet state = new(Bound().Layout);
        _states.Add((name, state));
        return state;
    }

    private ParameterSet Bound()
        => _parameters ?? throw new InvalidOperationException($"This {GetType().Name} has no weights yet: call Bind, or hand it to a Trainer.");
}
