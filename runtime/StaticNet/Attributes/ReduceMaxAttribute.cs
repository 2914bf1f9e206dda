namespace StaticNet;

/// <summary>
/// The largest of the values along one axis, PyTorch's <c>amax(dim)</c>: <c>y[..., ...] = max over i of x[..., i, ...]</c>. The axis is left out of the shape; of a flat value one number is left. The gradient goes to the first of several that are the largest.
/// </summary>
/// <param name="axis">The axis of the shape of a sample: 0 for features or channels, 1 for the height or the length, 2 for the width.</param>
public sealed class ReduceMaxAttribute(int axis) : ReduceAttribute(axis);
