using System.Collections.Immutable;

namespace StaticNet;

/// <summary>
/// A factor and an offset for each input value, computed from one data set (the training data) and applied to any (the test data,
/// a single sample): <c>(x - Offsets[i]) * Factors[i]</c>.
/// </summary>
public sealed class FeatureScaling
{
    private FeatureScaling(IEnumerable<double> offsets, IEnumerable<double> factors)
    {
        Offsets = [.. offsets.Select(static offset => (float)offset)];
        Factors = [.. factors.Select(static factor => (float)factor)];
    }

    /// <summary>What is subtracted from each value.</summary>
    public ImmutableArray<float> Offsets { get; }

    /// <summary>What each difference is multiplied by.</summary>
    public ImmutableArray<float> Factors { get; }

    /// <summary>
    /// Mean 0 and standard deviation 1 for each input value (the deviation of the samples themselves, with their number as divisor).
    /// A value that never changes becomes 0.
    /// </summary>
    /// <param name="data">The data set, not empty.</param>
    /// <exception cref="ArgumentException">The data set is empty, or a value is NaN or infinite.</exception>
    public static FeatureScaling Standardize(Dataset data)
    {
        double[] means = new double[Features(data)];
        double[] squares = new double[means.Length];
        for (int sample = 0; sample < data.Count; sample++)
        {
            ReadOnlySpan<float> input = data.Input(sample);
            for (int i = 0; i < means.Length; i++)
            {
                means[i] += input[i];
            }
        }

        for (int i = 0; i < means.Length; i++)
        {
            means[i] /= data.Count;
        }

        for (int sample = 0; sample < data.Count; sample++)
        {
            ReadOnlySpan<float> input = data.Input(sample);
            for (int i = 0; i < means.Length; i++)
            {
                squares[i] += (input[i] - means[i]) * (input[i] - means[i]);
            }
        }

        return new FeatureScaling(means, squares.Select(square => Inverse(Math.Sqrt(square / data.Count))));
    }

    /// <summary>The range 0 to 1 for each input value. A value that never changes becomes 0.</summary>
    /// <param name="data">The data set, not empty.</param>
    /// <exception cref="ArgumentException">The data set is empty, or a value is NaN or infinite.</exception>
    public static FeatureScaling MinMax(Dataset data)
    {
        double[] lowest = new double[Features(data)];
        double[] highest = new double[lowest.Length];
        Array.Fill(lowest, double.PositiveInfinity);
        Array.Fill(highest, double.NegativeInfinity);
        for (int sample = 0; sample < data.Count; sample++)
        {
            ReadOnlySpan<float> input = data.Input(sample);
            for (int i = 0; i < lowest.Length; i++)
            {
                lowest[i] = Math.Min(lowest[i], input[i]);
                highest[i] = Math.Max(highest[i], input[i]);
            }
        }

        return new FeatureScaling(lowest, highest.Zip(lowest, static (high, low) => Inverse(high - low)));
    }

    /// <summary>The data set with its inputs scaled.</summary>
    /// <param name="data">A data set of as many inputs.</param>
    /// <exception cref="ArgumentException">It has another number of inputs.</exception>
    public Dataset Apply(Dataset data)
    {
        ArgumentNullException.ThrowIfNull(data);
        ThrowUnlessFitting(data.InputLength, nameof(data));
        float[] inputs = data.Inputs.ToArray();
        for (int start = 0; start < inputs.Length; start += Offsets.Length)
        {
            Apply(inputs.AsSpan(start, Offsets.Length));
        }

        return data.WithInputs(inputs);
    }

    /// <summary>Scales one sample's input in place.</summary>
    /// <param name="input">The values of one sample.</param>
    /// <exception cref="ArgumentException">It has another number of values.</exception>
    public void Apply(Span<float> input)
    {
        ThrowUnlessFitting(input.Length, nameof(input));
        for (int i = 0; i < input.Length; i++)
        {
            input[i] = (input[i] - Offsets[i]) * Factors[i];
        }
    }

    private static int Features(Dataset data)
    {
        ArgumentNullException.ThrowIfNull(data);
        if (data.Count == 0)
        {
            throw new ArgumentException("There are no samples to compute a scale from.", nameof(data));
        }

        return NonFinite.IndexIn(data.Inputs) is >= 0 and var index
            ? throw new ArgumentException(
                $"Value {index % data.InputLength} of the input of sample {index / data.InputLength} is {NonFinite.Name(data.Inputs[index])}: no scale can be computed.", nameof(data))
            : data.InputLength;
    }

    // A range whose inverse is not a finite float, such as 0, is not scaled.
    private static double Inverse(double width) => float.IsFinite((float)(1 / width)) ? 1 / width : 1;

    private void ThrowUnlessFitting(int length, string parameterName)
    {
        if (length != Offsets.Length)
        {
            throw new ArgumentException($"The scaling is for {Offsets.Length} values, but got {length}.", parameterName);
        }
    }
}
