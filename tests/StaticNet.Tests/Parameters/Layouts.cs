namespace StaticNet.Tests.Parameters;

/// <summary>The same tensors in different places: weight [3, 5], bias [3], mean [3] (not trainable).</summary>
internal static class Layouts
{
    /// <summary>Rows of outputs: one row of 16 floats an input.</summary>
    public static ParameterLayout OutputLanes { get; } = Create([1, 16], 80);

    /// <summary>Rows of inputs: one row of 16 floats an output.</summary>
    public static ParameterLayout InputLanes { get; } = Create([16, 1], 48);

    public static ParameterLayout Create(int[] strides, int weightLength) => new(
        weightLength + 32,
        weightLength + 16,
        new TensorDescription("dense1.weight", [3, 5], strides, 0),
        new TensorDescription("dense1.bias", [3], [1], weightLength),
        new TensorDescription("norm1.running_mean", [3], [1], weightLength + 16, isTrainable: false));

    /// <summary>A set whose elements are 1, 2, 3, ... in logical order, tensor by tensor; padding is zero.</summary>
    public static ParameterSet Numbered(ParameterLayout layout)
    {
        ParameterSet set = new(layout);
        int value = 0;
        foreach (TensorDescription tensor in layout.Tensors)
        {
            foreach (int place in tensor.PlacesInRowMajorOrder())
            {
                set.Flat[place] = ++value;
            }
        }

        return set;
    }

    /// <summary>The places of the flat buffer that belong to no tensor.</summary>
    public static int[] Padding(ParameterLayout layout)
        => [.. Enumerable.Range(0, layout.Length).Except(layout.Tensors.SelectMany(static tensor => tensor.PlacesInRowMajorOrder()))];

    /// <summary>Where each element lies in the flat buffer, in row-major order of the logical shape.</summary>
    public static IEnumerable<int> PlacesInRowMajorOrder(this TensorDescription tensor)
    {
        for (int element = 0; element < tensor.Count; element++)
        {
            int place = tensor.Offset;
            int rest = element;
            for (int dimension = tensor.Shape.Length - 1; dimension >= 0; dimension--)
            {
                place += rest % tensor.Shape[dimension] * tensor.Strides[dimension];
                rest /= tensor.Shape[dimension];
            }

            yield return place;
        }
    }
}
