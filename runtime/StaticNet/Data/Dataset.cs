using System.Collections.Immutable;
using System.Globalization;
using StaticNet.Kernels;

namespace StaticNet;

/// <summary>
/// Samples to learn from: inputs, and for each a label (its class), one for each of its positions, or a target (the expected outputs). It never changes; slices,
/// splits and scaled versions are new data sets.
/// </summary>
/// <example>
/// <code>
/// Dataset data = Csv.Load("digits.csv.gz").Scale(1f / 16);
/// (Dataset training, Dataset test) = data.SplitByLabel(0.8, seed: 1);
/// </code>
/// </example>
public sealed class Dataset : IDataset
{
    private readonly float[] _inputs;
    private readonly float[] _targets;
    private readonly int[] _labels;

    /// <summary>Makes a data set of inputs and their classes.</summary>
    /// <param name="inputs">The inputs, one sample after another. Not copied.</param>
    /// <param name="inputLength">The number of values of one sample, at least 1.</param>
    /// <param name="labels">One class per sample, from 0 on. Not copied.</param>
    /// <param name="classNames">The names of the classes, or <see langword="null"/>.</param>
    /// <exception cref="ArgumentException">The lengths do not fit each other, or a label is negative or has no name.</exception>
    public Dataset(float[] inputs, int inputLength, int[] labels, IEnumerable<string>? classNames = null)
        : this(inputs, inputLength, labels, classNames, labelLength: 1, ignoredLabel: null)
    {
    }

    private Dataset(float[] inputs, int inputLength, int[] labels, IEnumerable<string>? classNames, int labelLength, int? ignoredLabel)
    {
        ArgumentNullException.ThrowIfNull(inputs);
        ArgumentNullException.ThrowIfNull(labels);
        ArgumentOutOfRangeException.ThrowIfLessThan(labelLength, 1);
        Count = CountOf(inputs, inputLength, nameof(inputs));
        if (labels.Length != (long)Count * labelLength)
        {
            string needed = labelLength == 1 ? "" : $"; each sample has {labelLength}";
            throw new ArgumentException($"There are {Count} samples but {labels.Length} labels{needed}.", nameof(labels));
        }

        LabelLength = labelLength;
        IgnoredLabel = ignoredLabel;
        _inputs = inputs;
        _labels = labels;
        _targets = [];
        InputLength = inputLength;
        HasLabels = true;
        ClassNames = [.. classNames ?? []];
        int highest = -1;
        for (int i = 0; i < labels.Length; i++)
        {
            // One class more than the highest label: the last int would be one too many.
            int most = classNames is null ? int.MaxValue : ClassNames.Length;
            if (labels[i] == ignoredLabel)
            {
                continue;
            }

            if (labels[i] < 0 || labels[i] >= most)
            {
                string expected = classNames is null ? $"from 0 to {most - 1}" : most == 0 ? "one of no classes" : $"from 0 to {most - 1}";
                throw new ArgumentException($"The label of {DatasetFit.Place(i, labelLength)} is {labels[i]}; it has to be {expected}.", nameof(labels));
            }

            highest = Math.Max(highest, labels[i]);
        }

        ClassCount = classNames is null ? highest + 1 : ClassNames.Length;
    }

    /// <summary>Makes a data set of inputs and their targets.</summary>
    /// <param name="inputs">The inputs, one sample after another. Not copied.</param>
    /// <param name="inputLength">The number of values of one sample's input, at least 1.</param>
    /// <param name="targets">The targets of as many samples. Not copied.</param>
    /// <param name="targetLength">The number of values of one sample's target, at least 1.</param>
    /// <exception cref="ArgumentException">The lengths do not fit each other.</exception>
    public Dataset(float[] inputs, int inputLength, float[] targets, int targetLength)
    {
        ArgumentNullException.ThrowIfNull(inputs);
        ArgumentNullException.ThrowIfNull(targets);
        Count = CountOf(inputs, inputLength, nameof(inputs));
        if (CountOf(targets, targetLength, nameof(targets)) is var count && count != Count)
        {
            throw new ArgumentException($"There are {Count} samples but {count} targets.", nameof(targets));
        }

        _inputs = inputs;
        _targets = targets;
        _labels = [];
        InputLength = inputLength;
        TargetLength = targetLength;
        ClassNames = [];
    }

    /// <summary>Makes a data set of inputs and the classes of their positions, as images have them that are segmented.</summary>
    /// <param name="inputs">The inputs, one sample after another. Not copied.</param>
    /// <param name="inputLength">The number of values of one sample, at least 1.</param>
    /// <param name="labels">One class for each position, row by row, one sample after another; from 0 on, or the one that is ignored. Not copied.</param>
    /// <param name="labelLength">The number of positions of one sample, at least 1 (<see cref="NetworkSummary.LabelLength"/>).</param>
    /// <param name="classNames">The names of the classes, or <see langword="null"/>.</param>
    /// <param name="ignoredLabel">The label of what counts for nothing (<see cref="CrossEntropyAttribute.IgnoredLabel"/>), or <see langword="null"/> for none.</param>
    /// <exception cref="ArgumentException">The lengths do not fit each other, or a label is negative or has no name and is not the one that is ignored.</exception>
    public static Dataset OfPositions(float[] inputs, int inputLength, int[] labels, int labelLength, IEnumerable<string>? classNames = null, int? ignoredLabel = null)
        => new(inputs, inputLength, labels, classNames, labelLength, ignoredLabel);

    /// <summary>
    /// Makes a data set of the windows of a series: some steps of it are an input, and what follows them the target. Windows overlap, one a step: hold the last ones out by a slice, not at random.
    /// </summary>
    /// <param name="series">The series, step after step, the features of each step side by side. Copied.</param>
    /// <param name="window">The steps of an input, at least 1.</param>
    /// <param name="horizon">The steps of a target, at least 1: those right after the window.</param>
    /// <param name="features">The features of a step, at least 1. An input is channels first, <c>[Network(features, window)]</c>: all steps of the first feature, then those of the next.</param>
    /// <param name="target">The feature that is the target, from 0.</param>
    /// <exception cref="ArgumentException">The series is not a whole number of steps, or too short for one window and its target, or its windows are more than an array holds.</exception>
    /// <exception cref="ArgumentOutOfRangeException">A number is too small, or there is no such feature.</exception>
    public static Dataset OfWindows(ReadOnlySpan<float> series, int window, int horizon = 1, int features = 1, int target = 0)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(window, 1);
        ArgumentOutOfRangeException.ThrowIfLessThan(horizon, 1);
        ArgumentOutOfRangeException.ThrowIfLessThan(features, 1);
        ArgumentOutOfRangeException.ThrowIfNegative(target);
        ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual(target, features);
        if (series.Length % features != 0)
        {
            throw new ArgumentException($"{series.Length} values are not a whole number of steps of {features}.", nameof(series));
        }

        int steps = series.Length / features;
        long count = steps - (long)window - horizon + 1;
        if (count < 1)
        {
            throw new ArgumentException($"The series has {steps} steps; a window of {window} and a target of {horizon} take {(long)window + horizon}.", nameof(series));
        }

        if (count * Math.Max((long)features * window, horizon) > Array.MaxLength)
        {
            throw new ArgumentException($"{count} windows of {(long)features * window} values are more than an array holds.", nameof(series));
        }

        float[] inputs = new float[count * features * window];
        float[] targets = new float[count * horizon];
        for (int first = 0; first < count; first++)
        {
            for (int feature = 0; feature < features; feature++)
            {
                int at = ((first * features) + feature) * window;
                for (int step = 0; step < window; step++)
                {
                    inputs[at + step] = series[((first + step) * features) + feature];
                }
            }

            for (int step = 0; step < horizon; step++)
            {
                targets[(first * horizon) + step] = series[((first + window + step) * features) + target];
            }
        }

        return new Dataset(inputs, features * window, targets, horizon);
    }

    /// <summary>The number of samples.</summary>
    public int Count { get; }

    /// <summary>The number of values of one sample's input.</summary>
    public int InputLength { get; }

    /// <summary>The number of values of one sample's target; 0 with labels.</summary>
    public int TargetLength { get; }

    /// <summary>The number of labels of one sample: 1, or one for each of its positions; 0 with targets.</summary>
    public int LabelLength { get; }

    /// <summary>The label of what counts for nothing, or <see langword="null"/> for none.</summary>
    public int? IgnoredLabel { get; }

    /// <summary>Whether the samples have labels; otherwise they have targets.</summary>
    public bool HasLabels { get; }

    /// <summary>The number of classes: that of the names, or one more than the highest label. 0 with targets.</summary>
    public int ClassCount { get; }

    /// <summary>The names of the classes; empty when they have none.</summary>
    public ImmutableArray<string> ClassNames { get; }

    /// <summary>The names of a sample's inputs, such as those of a table's columns; empty when they have none.</summary>
    public ImmutableArray<string> InputNames { get; private init; } = [];

    /// <summary>1: each sample is as near as any other.</summary>
    int IDataset.BlockLength => 1;

    /// <summary>The inputs, one sample after another.</summary>
    public ReadOnlySpan<float> Inputs => _inputs;

    /// <summary>The targets, one sample after another; empty with labels.</summary>
    public ReadOnlySpan<float> Targets => _targets;

    /// <summary>The labels; empty with targets.</summary>
    public ReadOnlySpan<int> Labels => _labels;

    /// <summary>The input of one sample.</summary>
    /// <param name="index">The sample's number.</param>
    /// <exception cref="ArgumentOutOfRangeException">There are not as many.</exception>
    public ReadOnlySpan<float> Input(int index)
    {
        ThrowUnlessSample(index);
        return _inputs.AsSpan(index * InputLength, InputLength);
    }

    /// <summary>The target of one sample; empty with labels.</summary>
    /// <param name="index">The sample's number.</param>
    /// <exception cref="ArgumentOutOfRangeException">There are not as many.</exception>
    public ReadOnlySpan<float> Target(int index)
    {
        ThrowUnlessSample(index);
        return _targets.AsSpan(index * TargetLength, TargetLength);
    }

    /// <summary>The labels of one sample; empty with targets.</summary>
    /// <param name="index">The sample's number.</param>
    /// <exception cref="ArgumentOutOfRangeException">There are not as many.</exception>
    public ReadOnlySpan<int> Label(int index)
    {
        ThrowUnlessSample(index);
        return _labels.AsSpan(index * LabelLength, LabelLength);
    }

    /// <inheritdoc/>
    void IDataset.Read(int first, int count, Span<float> inputs, Span<float> targets, Span<int> labels)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(first);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(count, Count - first);
        (inputs.IsEmpty ? default : Inputs.Slice(first * InputLength, count * InputLength)).CopyTo(inputs);
        (targets.IsEmpty ? default : Targets.Slice(first * TargetLength, count * TargetLength)).CopyTo(targets);
        (labels.IsEmpty ? default : Labels.Slice(first * LabelLength, count * LabelLength)).CopyTo(labels);
    }

    /// <summary>The number of batches of an epoch, the last one included if it is smaller.</summary>
    /// <param name="batchSize">The samples of a batch, at least 1.</param>
    public int BatchCount(int batchSize)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(batchSize, 1);
        return (int)(((long)Count + batchSize - 1) / batchSize);
    }

    /// <summary>A range of the samples, also written <c>data[100..200]</c>.</summary>
    /// <param name="start">The first sample.</param>
    /// <param name="length">The number of samples.</param>
    /// <exception cref="ArgumentOutOfRangeException">There are not as many.</exception>
    public Dataset Slice(int start, int length)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(start);
        ArgumentOutOfRangeException.ThrowIfNegative(length);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(length, Count - start);
        return Select([.. Enumerable.Range(start, length)]);
    }

    /// <summary>Chosen samples, in the order given.</summary>
    /// <param name="indices">The samples' numbers.</param>
    /// <exception cref="ArgumentException">The chosen samples, some of them several times, are more than an array holds.</exception>
    /// <exception cref="ArgumentOutOfRangeException">A number is out of range.</exception>
    public Dataset Select(ReadOnlySpan<int> indices)
    {
        long length = Math.Max(Math.Max(InputLength, TargetLength), LabelLength) * (long)indices.Length;
        if (length > Array.MaxLength)
        {
            throw new ArgumentException($"{indices.Length} samples are {length} values, and an array holds {Array.MaxLength}.", nameof(indices));
        }

        float[] inputs = new float[indices.Length * InputLength];
        float[] targets = new float[indices.Length * TargetLength];
        int[] labels = new int[indices.Length * LabelLength];
        for (int i = 0; i < indices.Length; i++)
        {
            ArgumentOutOfRangeException.ThrowIfNegative(indices[i], nameof(indices));
            ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual(indices[i], Count, nameof(indices));
            Input(indices[i]).CopyTo(inputs.AsSpan(i * InputLength));
            Target(indices[i]).CopyTo(targets.AsSpan(i * TargetLength));
            Label(indices[i]).CopyTo(labels.AsSpan(i * LabelLength));
        }

        return With(inputs, targets, labels, InputNames);
    }

    /// <summary>The samples in random order.</summary>
    /// <param name="seed">The seed; it gives the same order on every machine.</param>
    public Dataset Shuffle(int seed)
    {
        int[] order = [.. Enumerable.Range(0, Count)];
        new RandomSource(seed).Shuffle<int>(order);
        return Select(order);
    }

    /// <summary>Splits the samples into two data sets at random.</summary>
    /// <param name="fraction">The share of the first, between 0 and 1; its samples are <c>fraction * Count</c>, rounded.</param>
    /// <param name="seed">The seed.</param>
    /// <exception cref="ArgumentOutOfRangeException">The fraction is not between 0 and 1.</exception>
    public (Dataset First, Dataset Second) Split(double fraction, int seed)
    {
        int count = Share(fraction, Count);
        int[] order = [.. Enumerable.Range(0, Count)];
        new RandomSource(seed).Shuffle<int>(order);
        return (Select(order.AsSpan(0, count)), Select(order.AsSpan(count)));
    }

    /// <summary>Splits the samples into two data sets at random, the same share of every class into the first.</summary>
    /// <param name="fraction">The share of the first, between 0 and 1; of each class <c>fraction</c> times its samples, rounded.</param>
    /// <param name="seed">The seed.</param>
    /// <exception cref="ArgumentOutOfRangeException">The fraction is not between 0 and 1.</exception>
    /// <exception cref="InvalidOperationException">The samples have targets, or several labels each.</exception>
    public (Dataset First, Dataset Second) SplitByLabel(double fraction, int seed)
    {
        Share(fraction, 0);
        if (!HasLabels)
        {
            throw new InvalidOperationException("The samples have targets, not labels: use Split.");
        }

        if (LabelLength > 1)
        {
            throw new InvalidOperationException($"Each sample has {LabelLength} labels, not one: use Split.");
        }

        int[] order = [.. Enumerable.Range(0, Count)];
        RandomSource random = new(seed);
        random.Shuffle<int>(order);
        List<int> first = [];
        List<int> second = [];
        foreach (IGrouping<int, int> sameLabel in order.GroupBy(index => _labels[index]).OrderBy(static group => group.Key))
        {
            int[] members = [.. sameLabel];
            int count = Share(fraction, members.Length);
            first.AddRange(members.AsSpan(0, count));
            second.AddRange(members.AsSpan(count));
        }

        // Without the classes' order.
        int[] one = [.. first];
        int[] other = [.. second];
        random.Shuffle<int>(one);
        random.Shuffle<int>(other);
        return (Select(one), Select(other));
    }

    /// <summary>The samples with every input value x turned into <c>x * factor + offset</c>.</summary>
    /// <param name="factor">The factor.</param>
    /// <param name="offset">The offset.</param>
    public Dataset Scale(float factor, float offset = 0)
    {
        float[] inputs = new float[_inputs.Length];
        for (int i = 0; i < inputs.Length; i++)
        {
            inputs[i] = (_inputs[i] * factor) + offset;
        }

        return WithInputs(inputs);
    }

    /// <summary>The number of samples, and what they consist of.</summary>
    public override string ToString() => Describe(InputNames.IsEmpty ? "" : $" ({Quote.List(InputNames.Select(static name => Quote.Name(name)), InputNames.Length)})");

    /// <summary>The number of samples, and what they consist of.</summary>
    /// <param name="names">What follows the number of inputs.</param>
    internal string Describe(string names = "")
        => string.Create(CultureInfo.InvariantCulture, $"{Count:N0} samples of {InputLength:N0} inputs{names} and ")
            + (LabelLength > 1 ? $"{LabelLength} labels of {ClassCount} classes" : HasLabels ? $"a label of {ClassCount} classes" : $"{TargetLength} targets");

    /// <summary>The same samples, whose inputs have names.</summary>
    /// <param name="names">As many as there are inputs, or none.</param>
    internal Dataset WithInputNames(IEnumerable<string> names) => With(_inputs, _targets, _labels, [.. names]);

    /// <summary>The same labels or targets for other inputs.</summary>
    internal Dataset WithInputs(float[] inputs) => With(inputs, _targets, _labels, InputNames);

    /// <summary>The same inputs with other targets.</summary>
    internal Dataset WithTargets(float[] targets) => With(_inputs, targets, _labels, InputNames);

    private void ThrowUnlessSample(int index)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(index);
        ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual(index, Count);
    }

    private static int CountOf(float[] values, int length, string name)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(length, 1, name);
        return values.Length % length == 0
            ? values.Length / length
            : throw new ArgumentException($"{values.Length} values are not a whole number of samples of {length}.", name);
    }

    private static int Share(double fraction, int count)
        => fraction is > 0 and < 1
            ? (int)Math.Round(fraction * count)
            : throw new ArgumentOutOfRangeException(nameof(fraction), fraction, "The fraction has to be between 0 and 1.");

    private Dataset With(float[] inputs, float[] targets, int[] labels, ImmutableArray<string> names)
        => HasLabels
            ? new Dataset(inputs, InputLength, labels, ClassNames.IsEmpty ? null : ClassNames, LabelLength, IgnoredLabel) { InputNames = names }
            : new Dataset(inputs, InputLength, targets, TargetLength) { InputNames = names };
}
