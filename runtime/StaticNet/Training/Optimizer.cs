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

    // The prefix of the names of metadata with the steps that tensors have missed.
    private const string Missed = "missed.";

    private readonly List<(string Name, ParameterSet Set)> _states = [];
    private ParameterSet? _parameters;
    private double _learningRate;

    // The tensors that are frozen, and for each tensor the steps in which it was.
    private int[] _frozen = [];
    private long[] _missed = [];

    // What is updated, and what is not, in the order of the buffer.
    private Part[] _parts = [];
    private (int Start, int Length)[] _frozenParts = [];

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

    /// <summary>Settings for the tensors of some names; those of the others are the optimizer's own.</summary>
    public IReadOnlyList<ParameterGroup> Groups { get; init; } = [];

    /// <summary>The number of steps taken.</summary>
    public long StepCount { get; private set; }

    /// <summary>
    /// The state by PyTorch's names, such as <c>exp_avg</c>: one set of the weights' layout each. Empty before <see cref="Bind"/>,
    /// and for an optimizer without state.
    /// </summary>
    public IReadOnlyDictionary<string, ParameterSet> State => _states.ToDictionary(static state => state.Name, static state => state.Set);

    /// <summary>Binds the optimizer to the weights it is to change, and allocates its state. A <see cref="Trainer{TNetwork}"/> does it.</summary>
    /// <param name="parameters">The weights. Binding to the same set again does nothing.</param>
    /// <exception cref="ArgumentException">A group matches no tensor; the message lists those that exist.</exception>
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

        foreach (ParameterGroup group in Groups)
        {
            NamePattern.Find(parameters.Layout, group.Pattern, nameof(Groups));
        }

        _parameters = parameters;
        _missed = new long[parameters.Layout.Tensors.Length];
        Divide();
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

        foreach (Part part in _parts)
        {
            Update(new ParameterUpdate(
                parameters.Trainable.Slice(part.Start, part.Length),
                gradients.Trainable.Slice(part.Start, part.Length),
                part.Start,
                learningRate * part.LearningRateFactor,
                part.WeightDecay,
                StepCount - part.Missed));
        }

        foreach (int tensor in _frozen)
        {
            _missed[tensor]++;
        }

        StepCount++;
    }

    /// <summary>
    /// Freezes tensors: steps do not change them, nor their momenta, and there is no weight decay. Their gradients are still computed, but <see cref="Trainer{TNetwork}"/> sets them to zero before clipping.
    /// Running statistics of a <c>[BatchNorm]</c> have no gradient and go on, as in PyTorch.
    /// </summary>
    /// <param name="patterns">
    /// The names of tensors, <c>*</c> for any characters and <c>?</c> for one. The name of a layer or block stands for all of its tensors: <c>conv*</c>.
    /// </param>
    /// <exception cref="ArgumentException">No tensor has such a name; the message lists those that exist. Nothing has changed.</exception>
    /// <exception cref="InvalidOperationException">The optimizer is not bound to weights.</exception>
    public void Freeze(params ReadOnlySpan<string> patterns)
    {
        SortedSet<int> frozen = [.. _frozen];
        frozen.UnionWith(Trainable(patterns));
        _frozen = [.. frozen];
        Divide();
    }

    /// <summary>Ends what <see cref="Freeze"/> began. The tensors continue with the state that they had, and as many steps.</summary>
    /// <param name="patterns">The names of tensors, as for <see cref="Freeze"/>.</param>
    /// <exception cref="ArgumentException">No tensor has such a name; the message lists those that exist. Nothing has changed.</exception>
    /// <exception cref="InvalidOperationException">The optimizer is not bound to weights.</exception>
    public void Unfreeze(params ReadOnlySpan<string> patterns)
    {
        SortedSet<int> frozen = [.. _frozen];
        frozen.ExceptWith(Trainable(patterns));
        _frozen = [.. frozen];
        Divide();
    }

    /// <summary>The names of the tensors that are frozen.</summary>
    public IEnumerable<string> Frozen => _frozen.Select(index => Bound().Names[index]);

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
        SafeTensorsFile.Save(path, Tensors(), options.Metadata(Metadata()));
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
        SafeTensorsFile.Save(stream, Tensors(), options.Metadata(Metadata()));
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
        Restore(StepsOf(file), file.Read(Parts()));
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
        Restore(StepsOf(file), file.Read(Parts()));
    }

    /// <summary>Reads the state and the number of steps from a file in memory.</summary>
    /// <param name="file">Exactly the file's bytes.</param>
    /// <exception cref="InvalidOperationException">The optimizer is not bound to weights.</exception>
    /// <exception cref="InvalidDataException">The bytes are of another kind; the message says which. Nothing has changed.</exception>
    public void Load(ReadOnlySpan<byte> file)
    {
        Bound();
        (long Step, long[] Missed) steps = default;
        ParameterSet[] loaded = SafeTensorsFile.Read(file, Parts(), opened => steps = StepsOf(opened));
        Restore(steps, loaded);
    }

    /// <summary>Called once, when the optimizer has been bound to its weights: allocate state here with <see cref="AddState"/>.</summary>
    protected abstract void OnBound();

    /// <summary>Called after <see cref="Load(string)"/> has restored the state and <see cref="StepCount"/>.</summary>
    protected virtual void OnRestored()
    {
    }

    /// <summary>Changes weights. A step calls it once, or once for each part of the weights that has settings of its own.</summary>
    /// <param name="update">The weights, their gradients and settings.</param>
    protected abstract void Update(ParameterUpdate update);

    /// <summary>Allocates a state of the weights' layout, all zero.</summary>
    /// <param name="name">Its name, as in PyTorch.</param>
    protected ParameterSet AddState(string name)
    {
        ParameterSet state = new(Bound().Layout);
        _states.Add((name, state));
        return state;
    }

    internal void ThrowUnlessSavable(SaveOptions options)
    {
        Bound();
        ArgumentNullException.ThrowIfNull(options);
        foreach ((string name, ParameterSet set) in _states)
        {
            set.ThrowUnlessSavable(options, "." + name);
        }
    }

    internal IEnumerable<SafeTensor> Tensors() => _states.SelectMany(static state => SafeTensor.From(state.Set, "." + state.Name));

    internal Dictionary<string, string> Metadata()
    {
        Dictionary<string, string> metadata = new()
        {
            ["optimizer"] = GetType().Name,
            ["step"] = StepCount.ToString(CultureInfo.InvariantCulture),
        };
        for (int i = 0; i < _missed.Length; i++)
        {
            if (_missed[i] > 0)
            {
                metadata[Missed + Bound().Names[i]] = _missed[i].ToString(CultureInfo.InvariantCulture);
            }
        }

        return metadata;
    }

    /// <summary>Sets the gradients of frozen tensors to zero.</summary>
    internal void ClearFrozen(ParameterSet gradients)
    {
        foreach ((int start, int length) in _frozenParts)
        {
            gradients.Trainable.Slice(start, length).Clear();
        }
    }

    internal (string Suffix, ParameterLayout Layout)[] Parts() => [.. _states.Select(static state => ("." + state.Name, state.Set.Layout))];

    internal (long Step, long[] Missed) StepsOf(SafeTensorsFile file)
    {
        if (!file.Metadata.TryGetValue("optimizer", out string? kind) || kind != GetType().Name)
        {
            throw new InvalidDataException(
                $"{file.Subject} holds the state of {(kind is null ? "no optimizer" : Quote.Text(kind))}; that of '{GetType().Name}' is needed.");
        }

        if (!(file.Metadata.TryGetValue("step", out string? text) && long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out long step) && step <= MaxSteps))
        {
            throw new InvalidDataException(
                $"{file.Subject} says that {(text is null ? "no number of" : Quote.Text(text))} steps were taken; a whole number from 0 to {MaxSteps} is needed.");
        }

        ParameterLayout layout = Bound().Layout;
        long[] missed = new long[layout.Names.Length];
        for (int i = 0; i < missed.Length; i++)
        {
            if (file.Metadata.TryGetValue(Missed + layout.Names[i], out text)
                && !(long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out missed[i]) && missed[i] <= step))
            {
                throw new InvalidDataException($"{file.Subject} says that '{layout.Names[i]}' was frozen in {Quote.Text(text)} steps; a whole number from 0 to {step} is needed.");
            }
        }

        return (step, missed);
    }

    internal void Restore((long Step, long[] Missed) steps, ParameterSet[] loaded)
    {
        for (int i = 0; i < loaded.Length; i++)
        {
            _states[i].Set.CopyFrom(loaded[i]);
        }

        StepCount = steps.Step;
        _missed = steps.Missed;
        Divide();
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

    private List<int> Trainable(ReadOnlySpan<string> patterns)
    {
        ParameterLayout layout = Bound().Layout;
        List<int> found = [];
        foreach (string pattern in patterns)
        {
            found.AddRange(NamePattern.Find(layout, pattern, nameof(patterns)).Where(index => layout.Tensors[index].IsTrainable));
        }

        return found;
    }

    // Cuts the weights into parts: tensors next to each other whose settings are equal are one. Without groups and frozen tensors that is all of them.
    private void Divide()
    {
        ParameterLayout layout = Bound().Layout;
        double[] factors = new double[layout.Tensors.Length];
        double?[] decays = new double?[factors.Length];
        Array.Fill(factors, 1);
        foreach (ParameterGroup group in Groups)
        {
            foreach (int tensor in NamePattern.Find(layout, group.Pattern, nameof(Groups)))
            {
                factors[tensor] = group.LearningRateFactor ?? factors[tensor];
                decays[tensor] = group.WeightDecay ?? decays[tensor];
            }
        }

        List<Part> parts = [];
        List<(int, int)> frozen = [];
        int[] order = [.. Enumerable.Range(0, factors.Length).Where(index => layout.Tensors[index].IsTrainable).OrderBy(index => layout.Tensors[index].Offset)];
        for (int i = 0; i < order.Length; i++)
        {
            // With the padding behind it; every tensor starts at a multiple of 16.
            int tensor = order[i];
            int start = layout.Tensors[tensor].Offset;
            int length = (i + 1 < order.Length ? layout.Tensors[order[i + 1]].Offset : layout.TrainableLength) - start;
            if (Array.BinarySearch(_frozen, tensor) >= 0)
            {
                frozen.Add((start, length));
                continue;
            }

            Part part = new(start, length, factors[tensor], decays[tensor], _missed[tensor]);
            if (parts.Count > 0 && parts[^1] is var last && last.Start + last.Length == start && last with { Start = start, Length = length } == part)
            {
                parts[^1] = last with { Length = last.Length + length };
            }
            else
            {
                parts.Add(part);
            }
        }

        _parts = [.. parts];
        _frozenParts = [.. frozen];
    }

    private ParameterSet Bound()
        => _parameters ?? throw new InvalidOperationException($"This {GetType().Name} has no weights yet: call Bind, or pass it to a Trainer.");

    private readonly record struct Part(int Start, int Length, double LearningRateFactor, double? WeightDecay, long Missed);
}
