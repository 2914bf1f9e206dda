using StaticNet.Kernels;

namespace StaticNet;

/// <summary>How a network's predictions of classes are read from its outputs.</summary>
internal sealed class PredictedOutput
{
    private readonly string _network;
    private readonly bool _isNormalized;
    private readonly OutputForm _kind;

    public PredictedOutput(NetworkSummary summary)
    {
        OutputSummary output = summary.Classified;
        _network = summary.Name;
        _kind = summary.KindOf(output);
        _isNormalized = output.Loss is CrossEntropyAttribute;
        if (_kind == OutputForm.Values)
        {
            _kind = summary.LastLayer(output)?.Layer switch
            {
                SoftmaxAttribute or SigmoidAttribute => OutputForm.Probabilities,
                LogSoftmaxAttribute => OutputForm.LogProbabilities,
                _ => OutputForm.Values,
            };
        }

        Offset = output.Offset;
        Length = output.Length;
        Positions = output.Positions;
        Classes = output.Classes;
        IsBinary = summary.IsBinary;
        ClassCount = summary.ClassCount;
    }

    /// <summary>Where the output begins in a sample of all outputs.</summary>
    public int Offset { get; }

    /// <summary>The number of its values.</summary>
    public int Length { get; }

    /// <summary>The positions of a sample that each have a class.</summary>
    public int Positions { get; }

    /// <summary>The values of a position.</summary>
    public int Classes { get; }

    /// <summary>Whether one value distinguishes two classes.</summary>
    public bool IsBinary { get; }

    /// <summary>The number of classes.</summary>
    public int ClassCount { get; }

    /// <exception cref="NotSupportedException">The outputs are no probabilities, and cannot be made ones.</exception>
    public void ThrowUnlessProbabilities()
    {
        if (_kind == OutputForm.Values)
        {
            throw new NotSupportedException($"The outputs of {_network} are values, which have no probabilities: [Softmax], [Sigmoid], [CrossEntropy] or [BinaryCrossEntropy] makes them those of classes.");
        }
    }

    /// <summary>The class that a sample is taken for: that of the largest value, the first of several; NaN counts as the least.</summary>
    public int ClassOf(ReadOnlySpan<float> output)
        => IsBinary ? output[0] > (_kind == OutputForm.Logits ? 0f : 0.5f) ? 1 : 0 : Largest(output);

    /// <summary>The probability of a class.</summary>
    /// <param name="output">The values of the sample.</param>
    /// <param name="number">The class.</param>
    /// <param name="scale">What <see cref="ScaleOf"/> gives for the sample.</param>
    public float ProbabilityOf(ReadOnlySpan<float> output, int number, (double Largest, double Sum) scale)
    {
        if (IsBinary)
        {
            // Of class 0 by itself: next to 1 a small rest would lose its digits.
            double value = output[0];
            double sign = number == 1 ? 1 : -1;
            return (float)(_kind == OutputForm.Logits ? Sigmoid(sign * value) : number == 1 ? value : 1 - value);
        }

        return _kind switch
        {
            OutputForm.Probabilities => output[number],
            OutputForm.LogProbabilities => (float)ScalarMath.Exp(output[number]),
            _ when _isNormalized => (float)(ScalarMath.Exp(output[number] - scale.Largest) / scale.Sum),
            _ => (float)Sigmoid(output[number]),
        };
    }

    /// <summary>What the probabilities of a sample have in common.</summary>
    public (double Largest, double Sum) ScaleOf(ReadOnlySpan<float> output)
    {
        if (_kind != OutputForm.Logits || !_isNormalized)
        {
            return (0, 1);
        }

        double largest = output[Largest(output)];
        double sum = 0;
        foreach (float value in output)
        {
            sum += ScalarMath.Exp(value - largest);
        }

        return (largest, sum);
    }

    public static int Largest(ReadOnlySpan<float> values)
    {
        int best = 0;
        for (int i = 1; i < values.Length; i++)
        {
            best = IsAhead(values[i], values[best]) ? i : best;
        }

        return best;
    }

    /// <summary>Whether a value is larger than an earlier one, or that one is NaN.</summary>
    public static bool IsAhead(float value, float other) => value > other || (float.IsNaN(other) && !float.IsNaN(value));

    private static double Sigmoid(double x) => 1 / (1 + ScalarMath.Exp(-x));
}
