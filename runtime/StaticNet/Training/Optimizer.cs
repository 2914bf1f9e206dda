using System.Globalization;

namespace StaticNet;

/// <summary>
/// Changes weights by gradients. It belongs to the one set of weights that it is bound to, and keeps its state (momenta, mean
/// squares) as sets of the same layout.
/// </summary>
/// <remarks>
/// The formulas and the order of their operations are PyTorch's, in float, each operation rounded by itself: the same gradients give
/// the same weights on every machine. State that falls below 2^-126 becomes 0. The element-wise work runs over <see cref="ParameterSet.Trainable"/>, padding included, which
/// stays zero. An optimizer belongs to one thread at a time; a step writes the weights, which no other thread may read or write meanwhile.
/// </remarks>
public abstract class Optimizer
{
    // The largest number that a file may contain, so that further counting cannot overflow: at a step per nanosecond, 36 years.
    private const long MaxSteps = 1L << 60;

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
    /// <exception cref="ArgumentException">The gradients are of another network, or they are the weights themselves or a state of the optimizer.</exception>
    /// <exception cref="InvalidOperationException">The optimizer is not bound to weights.</exception>
    public void Step(ParameterSet gradients) => Step(gradients, LearningRate);

    /// <summary>Takes one step.</summary>
    /// <param name="gradients">The gradients, of the weights' layout.</param>
    /// <param name="learningRate">The learning rate of this step.</param>
    /// <exception cref="ArgumentException">The gradients are of another network, or they are the weights themselves or a state of the optimizer.</exception>
    /// <exception cref="ArgumentOutOfRangeException">The learning rate is negative or not finite.</exception>
    /// <exception cref="InvalidOperationException">The optimizer is not bound to weights.</exception>
    public void Step(ParameterSet gradients, double learningRate)
    {
        ArgumentNullException.ThrowIfNull(gradients);
        Hyperparameter.NonNegative(learningRate);
        ParameterSet parameters = Bound();
        parameters.Layout.ThrowIfIncompatible(gradients.Layout, nameof(gradients));
        if (ReferenceEquals(parameters, gradients) || IsState(gradients))
        {
            throw new ArgumentException(
                $"These are the {(ReferenceEquals(parameters, gradients) ? "network's own weights" : "optimizer's own state")}, which the step changes: gradients need a set of their own.",
                nameof(gradients));
        }

        Update(parameters.Trainable, gradients.Trainable, learningRate);
        StepCount++;
    }

    /// <summary>
    /// Writes the state and the number of steps to a safetensors file, atomically: an existing file stays unchanged until the new one is complete. The tensors are named as the weights
    /// and the state: <c>dense1.weight.exp_avg</c>.
    /// </summary>
    /// <inheritdoc cref="ParameterSet.Save(string)" path="/remarks"/>
    /// <param name="path">The file.</param>
    /// <exception cref="InvalidOperationException">The optimizer is not bound to weights.</exception>
    /// <exception cref="NotFiniteNumberException">A value is NaN or infinite; the message names the first such tensor. Nothing is written.</exception>
    /// <exception cref="IOException">The file cannot be written, or the path names a folder, a pipe, a device or a socket.</exception>
    /// <exception cref="UnauthorizedAccessException">The file may not be written, or is read-only.</exception>
    public void Save(string path) => Save(path, new SaveOptions());

    /// <summary>Writes the state and the number of steps to a safetensors file, as <see cref="Save(string)"/> does.</summary>
    /// <inheritdoc cref="ParameterSet.Save(string)" path="/remarks"/>
    /// <param name="path">The file.</param>
    /// <param name="options">Whether values that are not finite are saved.</param>
    /// <exception cref="InvalidOperationException">The optimizer is not bound to weights.</exception>
    /// <exception cref="NotFiniteNumberException">
    /// A value is NaN or infinite, and <see cref="SaveOptions.AllowNonFinite"/> is not set; the message names the first such tensor. Nothing is written.
    /// </exception>
    /// <exception cref="IOException">The file cannot be written, or the path names a folder, a pipe, a device or a socket.</exception>
    /// <exception cref="UnauthorizedAccessException">The file may not be written, or is read-only.</exception>
    public void Save(string path, SaveOptions options)
    {
        ThrowUnlessSavable(options);
        SafeTensorsFile.Save(path, Tensors(), Metadata());
    }

    /// <summary>Writes the state and the number of steps to a stream, as a safetensors file that begins at the stream's position.</summary>
    /// <param name="stream">A stream that can be written; it need not be able to seek. It stays open, and is not flushed.</param>
    /// <exception cref="ArgumentException">The stream cannot be written.</exception>
    /// <exception cref="InvalidOperationException">The optimizer is not bound to weights.</exception>
    /// <exception cref="NotFiniteNumberException">A value is NaN or infinite; the message names the first such tensor. Nothing is written.</exception>
    /// <exception cref="IOException">The stream fails.</exception>
    public void Save(Stream stream) => Save(stream, new SaveOptions());

    /// <summary>Writes the state and the number of steps to a stream, as a safetensors file that begins at the stream's position.</summary>
    /// <param name="stream">A stream that can be written; it need not be able to seek. It stays open, and is not flushed.</param>
    /// <param name="options">Whether values that are not finite are saved.</param>
    /// <exception cref="ArgumentException">The stream cannot be written.</exception>
    /// <exception cref="InvalidOperationException">The optimizer is not bound to weights.</exception>
    /// <exception cref="NotFiniteNumberException">
    /// A value is NaN or infinite, and <see cref="SaveOptions.AllowNonFinite"/> is not set; the message names the first such tensor. Nothing is written.
    /// </exception>
    /// <exception cref="IOException">The stream fails.</exception>
    public void Save(Stream stream, SaveOptions options)
    {
        ThrowUnlessSavable(options);
        SafeTensorsFile.Save(stream, Tensors(), Metadata());
    }

    /// <summary>
    /// Reads the state and the number of steps: training continues with the same bits as without the interruption. Hyperparameters are not part
    /// of it.
    /// </summary>
    /// <param name="path">A file that <see cref="Save(string)"/> wrote for the same kind of optimizer and network, or a pipe that contains nothing else.</param>
    /// <exception cref="InvalidOperationException">The optimizer is not bound to weights.</exception>
    /// <exception cref="IOException">The file cannot be read.</exception>
    /// <exception cref="UnauthorizedAccessException">The file may not be read.</exception>
    /// <exception cref="InvalidDataException">The file is of another kind; the message says which. Nothing has changed.</exception>
    public void Load(string path)
    {
        Bound();
        using SafeTensorsFile file = SafeTensorsFile.OpenOnce(path);
        Restore(StepOf(file), file.Read(Parts()));
    }

    /// <summary>
    /// Reads the state and the number of steps from a stream, from its position on. The stream is left directly after the file, whatever follows, and stays
    /// open; it need not be able to seek. If it contains no such file, its position is undefined.
    /// </summary>
    /// <param name="stream">A stream that can be read.</param>
    /// <exception cref="ArgumentException">The stream cannot be read.</exception>
    /// <exception cref="InvalidOperationException">The optimizer is not bound to weights.</exception>
    /// <exception cref="IOException">The stream fails.</exception>
    /// <exception cref="InvalidDataException">The stream contains something else; the message says what. Nothing has changed.</exception>
    public void Load(Stream stream)
    {
        Bound();
        using SafeTensorsFile file = SafeTensorsFile.OpenOnce(stream);
        Restore(StepOf(file), file.Read(Parts()));
    }

    /// <summary>Reads the state and the number of steps from a file in memory.</summary>
    /// <param name="file">Exactly the file's bytes.</param>
    /// <exception cref="InvalidOperationException">The optimizer is not bound to weights.</exception>
    /// <exception cref="InvalidDataException">The bytes are of another kind; the message says which. Nothing has changed.</exception>
    public void Load(ReadOnlySpan<byte> file)
    {
        Bound();
        long step = 0;
        ParameterSet[] loaded = SafeTensorsFile.Read(file, Parts(), opened => step = StepOf(opened));
        Restore(step, loaded);
    }

    /// <summary>Called once, when the optimizer has been bound to its weights: allocate state here with <see cref="AddState"/>.</summary>
    protected abstract void OnBound();

    /// <summary>Called after <see cref="Load(string)"/> has restored the state and <see cref="StepCount"/>.</summary>
    protected virtual void OnRestored()
    {
    }

    /// <summary>Changes the weights. <see cref="StepCount"/> is the number of steps before this one.</summary>
    /// <param name="weights">The weights, a multiple of 16 long.</param>
    /// <param name="gradients">As many gradients.</param>
    /// <param name="learningRate">The learning rate of this step.</param>
    protected abstract void Update(Span<float> weights, ReadOnlySpan<float> gradients, double learningRate);

    /// <summary>Allocates a state of the weights' layout, all zero.</summary>
    /// <param name="name">Its name, as in PyTorch.</param>
    protected ParameterSet AddState(string name)
    {
        ParameterSet state = new(Bound().Layout);
        _states.Add((name, state));
        return state;
    }

    private void ThrowUnlessSavable(SaveOptions options)
    {
        Bound();
        ArgumentNullException.ThrowIfNull(options);
        foreach ((string name, ParameterSet set) in _states)
        {
            set.ThrowUnlessSavable(options, "." + name);
        }
    }

    private IEnumerable<SafeTensor> Tensors() => _states.SelectMany(static state => SafeTensor.From(state.Set, "." + state.Name));

    private Dictionary<string, string> Metadata() => new()
    {
        ["optimizer"] = GetType().Name,
        ["step"] = StepCount.ToString(CultureInfo.InvariantCulture),
    };

    private (string Suffix, ParameterLayout Layout)[] Parts() => [.. _states.Select(static state => ("." + state.Name, state.Set.Layout))];

    private long StepOf(SafeTensorsFile file)
    {
        if (!file.Metadata.TryGetValue("optimizer", out string? kind) || kind != GetType().Name)
        {
            throw new InvalidDataException(
                $"{file.Subject} holds the state of {(kind is null ? "no optimizer" : Quote.Text(kind))}; that of '{GetType().Name}' is needed.");
        }

        return file.Metadata.TryGetValue("step", out string? text) && long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out long step) && step <= MaxSteps
            ? step
            : throw new InvalidDataException(
                $"{file.Subject} says that {(text is null ? "no number of" : Quote.Text(text))} steps were taken; a whole number from 0 to {MaxSteps} is needed.");
    }

    private void Restore(long step, ParameterSet[] loaded)
    {
        for (int i = 0; i < loaded.Length; i++)
        {
            _states[i].Set.CopyFrom(loaded[i]);
        }

        StepCount = step;
        OnRestored();
    }

    private bool IsState(ParameterSet gradients)
    {
        foreach ((_, ParameterSet state) in _states)
        {
            if (ReferenceEquals(state, gradients))
            {
                return true;
            }
        }

        return false;
    }

    private ParameterSet Bound()
        => _parameters ?? throw new InvalidOperationException($"This {GetType().Name} has no weights yet: call Bind, or pass it to a Trainer.");
}
