using System.Numerics.Tensors;

namespace StaticNet.Samples.Worksheet;

/// <summary>What the rows do with tensors: writing weights down as the worksheet has them, and measuring gradients.</summary>
internal static class Tensors
{
    /// <summary>Sets a tensor to values given row by row.</summary>
    public static void Set(this TensorSpan<float> tensor, params ReadOnlySpan<float> values)
        => new ReadOnlyTensorSpan<float>(values, tensor.Lengths).CopyTo(tensor);

    /// <summary>The values of a tensor, row by row.</summary>
    public static float[] ToArray(this TensorSpan<float> tensor)
    {
        float[] values = new float[tensor.FlattenedLength];
        tensor.FlattenTo(values);
        return values;
    }

    /// <summary>The Euclidean norm: the root of the sum of squares.</summary>
    public static double Norm(this TensorSpan<float> tensor) => Math.Sqrt(tensor.ToArray().Sum(static value => (double)value * value));
}
