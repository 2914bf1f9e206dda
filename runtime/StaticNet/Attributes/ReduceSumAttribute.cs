namespace StaticNet;

/// <summary>
/// The sum of the values along one axis, PyTorch's <c>sum(dim)</c>: <c>y[..., ...] = sum over i of x[..., i, ...]</c>. The axis is left out of the shape; of a flat value one number is left.
/// </summary>
/// <param name="axis">The axis of the shape of a sample: 0 for features or channels, 1 for the height or the length, 2 for the width.</param>
public sealed class ReduceSumAttribute(int axis) : ReduceAttribute(axis);
