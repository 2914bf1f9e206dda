using System.Numerics;
using StaticNet.Generator.Model;

namespace StaticNet.Generator.Scheduling;

/// <summary>
/// How a convolution's weights lie in memory: <c>[kernelHeight][kernelWidth][in/groups][out]</c>, each row of outputs padded to whole
/// vectors, so that an input pixel is broadcast and multiplied with 16 outputs' weights at a time. The logical shape is PyTorch's; only
/// the strides differ.
/// </summary>
internal static class ConvStorage
{
    /// <summary>The floats that the weight takes.</summary>
    public static BigInteger Length(int outputs, int groupInputs, int kernelHeight, int kernelWidth)
        => (BigInteger)DenseStorage.RoundUp(outputs) * groupInputs * kernelHeight * kernelWidth;

    /// <summary>The strides of the logical <c>[out, in/groups, kernelHeight, kernelWidth]</c>.</summary>
    public static EquatableArray<int> ImageStrides(int outputs, int groupInputs, int kernelWidth)
    {
        int row = DenseStorage.RoundUp(outputs);
        return EquatableArray.Of(1, row, kernelWidth * groupInputs * row, groupInputs * row);
    }

    /// <summary>The strides of the logical <c>[out, in/groups, kernel]</c>.</summary>
    public static EquatableArray<int> SequenceStrides(int outputs, int groupInputs)
    {
        int row = DenseStorage.RoundUp(outputs);
        return EquatableArray.Of(1, row, groupInputs * row);
    }
}
