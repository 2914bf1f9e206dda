using System.Diagnostics;
using System.Globalization;

namespace StaticNet;

/// <summary>What a debugger shows of a tensor: a copy of its values, and their range.</summary>
[DebuggerDisplay("{Description,nq}", Name = "{Name,nq}")]
internal sealed class TensorValues
{
    public TensorValues(TensorDescription tensor, ReadOnlySpan<float> flat)
    {
        Name = tensor.Name;
        Shape = TensorDescription.Format(tensor.Shape);
        Values = new float[tensor.Count];
        tensor.Runs().CopyTo(Values, flat);

        // A single NaN is what one looks for in a debugger: it makes all three NaN.
        Min = Values.Aggregate(float.PositiveInfinity, MathF.Min);
        Max = Values.Aggregate(float.NegativeInfinity, MathF.Max);
        Mean = Values.Average(static value => (double)value);
    }

    /// <summary>The full name, such as <c>dense1.weight</c>.</summary>
    public string Name { get; }

    /// <summary>The logical shape: <c>[128, 784]</c>.</summary>
    public string Shape { get; }

    /// <summary>The smallest value.</summary>
    public float Min { get; }

    /// <summary>The largest value.</summary>
    public float Max { get; }

    /// <summary>The mean of the values.</summary>
    public double Mean { get; }

    /// <summary>The values, row by row in the logical shape.</summary>
    public float[] Values { get; }

    /// <summary>The shape and the range of the values, in a line.</summary>
    [DebuggerBrowsable(DebuggerBrowsableState.Never)]
    public string Description => string.Create(CultureInfo.InvariantCulture, $"{Shape} min {Min:G4}, max {Max:G4}, mean {Mean:G4}");
}
