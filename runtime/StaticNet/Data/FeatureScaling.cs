using System.Collections.Immutable;

namespace StaticNet;

/// <summary>
/// A factor and an offset for each value of a sample's input, or of its target: given, or computed from one data set (the training data), and applied to any (the test data,
/// a single sample): <c>(x - Offsets[i]) * Factors[i]</c>. It never changes.
/// </summary>
/// <example>
/// <code>
/// FeatureScaling scaling = FeatureScaling.Standardize(training);
/// trainer.Fit(scaling.Apply(training));
/// scaling.Apply(sample);
/// network.Forward(sample, output);
/// </code>
/// </example>
public sealed class FeatureScaling
{
    /// <summary>Makes a scaling of given numbers: <c>(x - offsets[i]) * factors[i]</c>.</summary>
    /// <param name="offsets">What is subtracted from each value, such as its mean.</param>
    /// <param name="factors">What each difference is multiplied by, such as the inverse of the standard deviation.</param>
    /// <exception cref="ArgumentException">
    /// There are no numbers, or not as many factors as offsets; an offset is NaN or infinite; a factor is 0, NaN or infinite.
    /// </exception>
    public FeatureScaling(ReadOnlySpan<float> offsets, ReadOnlySpan<float> factors)
    {
        if (offsets.IsEmpty || factors.Length != offsets.Length)
        {
            throw new ArgumentException($"A scaling needs an offset and a factor for each value, but got {offsets.Length} offsets and {factors.Length} factors.", nameof(factors));
        }

        if (NonFinite.IndexIn(offsets) is >= 0 and var offset)
        {
            throw new ArgumentException($"Offset {offset} is {NonFinite.Name(offsets[offset])}; a finite number is needed.", nameof(offsets));
        }

        for (int i = 0; i < factors.Length; i++)
        {
            if (factors[i] == 0 || !float.IsFinite(factors[i]))
            {
                throw new ArgumentException($"Factor {i} is {NonFinite.Name(factors[i])}; a finite number other than 0 is needed.", nameof(factors));
            }
        }

        Offsets = [.. offsets];
        Factors = [.. factors];
    }

    /// <summary>What is subtracted from each value.</summary>
    public ImmutableArray<float> Offsets { get; }

    /// <summary>What each difference is multiplied by; never 0.</summary>
    public ImmutableArray<float> Factors { get; }

    /// <summary>The number of values of a sample.</summary>
    public int Length => Offsets.Length;

    /// <summary>
    /// Mean 0 and standard deviation 1 for each input value (the deviation of the samples themselves, with their number as divisor).
    /// A value that never changes becomes 0.
    /// </summary>
    /// <param name="data">The data set, not empty.</param>
    /// <exception cref="ArgumentException">The data set is empty, or a value is NaN or infinite.</exception>
    public static FeatureScaling Standardize(Dataset data) => Standardize(InputsOf(data), data.InputLength);

    /// <summary>The range 0 to 1 for each input value. A value that never changes becomes 0.</summary>
    /// <param name="data">The data set, not empty.</param>
    /// <exception cref="ArgumentException">The data set is empty, or a value is NaN or infinite.</exception>
    public static FeatureScaling MinMax(Dataset data) => MinMax(InputsOf(data), data.InputLength);

    /// <summary>Mean 0 and standard deviation 1 for each value of the targets, as <see cref="Standardize(Dataset)"/> for inputs.</summary>
    /// <param name="data">The data set, not empty, with targets.</param>
    /// <exception cref="ArgumentException">The data set is empty, has labels, or a value is NaN or infinite.</exception>
    public static FeatureScaling StandardizeTargets(Dataset data) => Standardize(TargetsOf(data), data.TargetLength);

    /// <summary>The range 0 to 1 for each value of the targets, as <see cref="MinMax(Dataset)"/> for inputs.</summary>
    /// <param name="data">The data set, not empty, with targets.</param>
    /// <exception cref="ArgumentException">The data set is empty, has labels, or a value is NaN or infinite.</exception>
    public static FeatureScaling MinMaxTargets(Dataset data) => MinMax(TargetsOf(data), data.TargetLength);

    /// <summary>Reads the scaling of the inputs from a file that <see cref="Save"/> wrote, or that a network was saved to with <see cref="SaveOptions.Data"/>.</summary>
    /// <param name="path">The file.</param>
    /// <exception cref="IOException">The file cannot be read; <see cref="FileNotFoundException"/> if there is none.</exception>
    /// <exception cref="UnauthorizedAccessException">The file may not be read.</exception>
    /// <exception cref="InvalidDataException">The file is not safetensors, or has no scaling of inputs; the message says what it has.</exception>
    public static FeatureScaling Load(string path)
    {
        DataDescription data = DataDescription.Load(path);
        return data.InputScaling ?? throw new InvalidDataException($"'{path}' has no scaling of the inputs, but: {data}.");
    }

    /// <summary>
    /// Writes the scaling to a file of its own: a <see cref="DataDescription"/> with this <see cref="DataDescription.InputScaling"/>. To save it with a network's weights, see <see cref="SaveOptions.Data"/>.
    /// </summary>
    /// <inheritdoc cref="ParameterSet.Save(string)" path="/remarks"/>
    /// <param name="path">The file.</param>
    /// <exception cref="IOException">The file cannot be written, or the path names a folder, a pipe, a device or a socket.</exception>
    /// <exception cref="UnauthorizedAccessException">The file may not be written, or is read-only.</exception>
    public void Save(string path) => new DataDescription { InputScaling = this }.Save(path);

    /// <summary>The data set with its inputs scaled.</summary>
    /// <param name="data">A data set of as many inputs.</param>
    /// <exception cref="ArgumentException">It has another number of inputs.</exception>
    public Dataset Apply(Dataset data)
    {
        ArgumentNullException.ThrowIfNull(data);
        ThrowUnlessLength(data.InputLength, "inputs", nameof(data));
        float[] inputs = new float[data.Inputs.Length];
        Apply(data.Inputs, inputs);
        return data.WithInputs(inputs);
    }

    /// <summary>The data set with its targets scaled.</summary>
    /// <param name="data">A data set of as many targets.</param>
    /// <exception cref="ArgumentException">It has another number of targets, or labels.</exception>
    public Dataset ApplyToTargets(Dataset data)
    {
        ArgumentNullException.ThrowIfNull(data);
        ThrowIfLabels(data);
        ThrowUnlessLength(data.TargetLength, "targets", nameof(data));
        float[] targets = new float[data.Targets.Length];
        Apply(data.Targets, targets);
        return data.WithTargets(targets);
    }

    /// <summary>Scales samples in place. Allocates nothing.</summary>
    /// <param name="values">Any number of samples, one after another, each <see cref="Length"/> long.</param>
    /// <exception cref="ArgumentException">It is not a whole number of samples.</exception>
    public void Apply(Span<float> values) => Apply(values, values);

    /// <summary>Scales samples into other memory. Allocates nothing.</summary>
    /// <param name="values">Any number of samples, one after another, each <see cref="Length"/> long.</param>
    /// <param name="scaled">Where the scaled values go, as many; the same memory, or one that does not overlap.</param>
    /// <exception cref="ArgumentException">It is not a whole number of samples, the lengths differ, or the memory overlaps.</exception>
    public void Apply(ReadOnlySpan<float> values, Span<float> scaled)
    {
        ThrowUnlessFitting(values, scaled, nameof(values), nameof(scaled));
        ReadOnlySpan<float> offsets = Offsets.AsSpan();
        ReadOnlySpan<float> factors = Factors.AsSpan();
        for (int start = 0; start < values.Length; start += offsets.Length)
        {
            for (int i = 0; i < offsets.Length; i++)
            {
                scaled[start + i] = (values[start + i] - offsets[i]) * factors[i];
            }
        }
    }

    /// <summary>Turns scaled samples back in place: predictions of a network that has learned scaled targets. Allocates nothing.</summary>
    /// <param name="scaled">Any number of samples, one after another, each <see cref="Length"/> long.</param>
    /// <exception cref="ArgumentException">It is not a whole number of samples.</exception>
    public void Invert(Span<float> scaled) => Invert(scaled, scaled);

    /// <summary>Turns scaled samples back into other memory: <c>y / Factors[i] + Offsets[i]</c>, up to the rounding of floats. Allocates nothing.</summary>
    /// <param name="scaled">Any number of samples, one after another, each <see cref="Length"/> long.</param>
    /// <param name="values">Where the values go, as many; the same memory, or one that does not overlap.</param>
    /// <exception cref="ArgumentException">It is not a whole number of samples, the lengths differ, or the memory overlaps.</exception>
    public void Invert(ReadOnlySpan<float> scaled, Span<float> values)
    {
        ThrowUnlessFitting(scaled, values, nameof(scaled), nameof(values));
        ReadOnlySpan<float> offsets = Offsets.AsSpan();
        ReadOnlySpan<float> factors = Factors.AsSpan();
        for (int start = 0; start < scaled.Length; start += offsets.Length)
        {
            for (int i = 0; i < offsets.Length; i++)
            {
                values[start + i] = (scaled[start + i] / factors[i]) + offsets[i];
            }
        }
    }

    private static FeatureScaling Standardize(ReadOnlySpan<float> values, int length)
    {
        double[] means = new double[length];
        double[] squares = new double[length];
        int count = values.Length / length;
        for (int start = 0; start < values.Length; start += length)
        {
            for (int i = 0; i < length; i++)
            {
                means[i] += values[start + i];
            }
        }

        for (int i = 0; i < length; i++)
        {
            means[i] /= count;
        }

        for (int start = 0; start < values.Length; start += length)
        {
            for (int i = 0; i < length; i++)
            {
                squares[i] += (values[start + i] - means[i]) * (values[start + i] - means[i]);
            }
        }

        return Of(means, squares.Select(square => Math.Sqrt(square / count)));
    }

    private static FeatureScaling MinMax(ReadOnlySpan<float> values, int length)
    {
        double[] lowest = new double[length];
        double[] highest = new double[length];
        Array.Fill(lowest, double.PositiveInfinity);
        Array.Fill(highest, double.NegativeInfinity);
        for (int start = 0; start < values.Length; start += length)
        {
            for (int i = 0; i < length; i++)
            {
                lowest[i] = Math.Min(lowest[i], values[start + i]);
                highest[i] = Math.Max(highest[i], values[start + i]);
            }
        }

        return Of(lowest, highest.Zip(lowest, static (high, low) => high - low));
    }

    // A width whose inverse is not a finite float, such as 0, is not scaled.
    private static FeatureScaling Of(double[] offsets, IEnumerable<double> widths)
        => new([.. offsets.Select(static offset => (float)offset)], [.. widths.Select(static width => float.IsFinite((float)(1 / width)) ? (float)(1 / width) : 1)]);

    private static ReadOnlySpan<float> InputsOf(Dataset data)
    {
        ArgumentNullException.ThrowIfNull(data);
        return Checked(data.Inputs, data.InputLength, "input");
    }

    private static ReadOnlySpan<float> TargetsOf(Dataset data)
    {
        ArgumentNullException.ThrowIfNull(data);
        ThrowIfLabels(data);
        return Checked(data.Targets, data.TargetLength, "target");
    }

    private static ReadOnlySpan<float> Checked(ReadOnlySpan<float> values, int length, string what)
    {
        if (values.IsEmpty)
        {
            throw new ArgumentException("There are no samples to compute a scale from.", "data");
        }

        return NonFinite.IndexIn(values) is >= 0 and var index
            ? throw new ArgumentException($"Value {index % length} of the {what} of sample {index / length} is {NonFinite.Name(values[index])}: no scale can be computed.", "data")
            : values;
    }

    private static void ThrowIfLabels(Dataset data)
    {
        if (data.HasLabels)
        {
            throw new ArgumentException("The samples have labels, not targets that can be scaled.", nameof(data));
        }
    }

    private void ThrowUnlessLength(int length, string what, string parameterName)
    {
        if (length != Length)
        {
            throw new ArgumentException($"The scaling is for {Length} values, but the samples have {length} {what}.", parameterName);
        }
    }

    private void ThrowUnlessFitting(ReadOnlySpan<float> from, Span<float> to, string fromName, string toName)
    {
        if (from.Length % Length != 0)
        {
            throw new ArgumentException($"The scaling is for samples of {Length} values, and {from.Length} values are not a whole number of them.", fromName);
        }

        if (to.Length != from.Length)
        {
            throw new ArgumentException($"Expected room for {from.Length} values, but got {to.Length}.", toName);
        }

        if (from.Overlaps(to, out int distance) && distance != 0)
        {
            throw new ArgumentException("The memory that is written overlaps the memory that is read, and begins elsewhere.", toName);
        }
    }
}
