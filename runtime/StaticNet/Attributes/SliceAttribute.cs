namespace StaticNet;

/// <summary>
/// A part of a value along one axis, PyTorch's <c>narrow</c>: <c>y[i, ...] = x[start + i, ...]</c> for the <paramref name="length"/> numbers from 0 on. Several of them on one
/// value, by <see cref="LayerAttribute.From"/>, split it.
/// </summary>
/// <param name="start">The first that is taken, at least 0.</param>
/// <param name="length">How many are taken, at least 1.</param>
public sealed class SliceAttribute(int start, int length) : LayerAttribute
{
    /// <summary>The first that is taken.</summary>
    public int Start { get; } = start;

    /// <summary>How many are taken.</summary>
    public int Length { get; } = length;

    /// <summary>The axis of the shape of a sample: 0, the default, for features or channels; 1 for the height or the length; 2 for the width.</summary>
    public int Axis { get; set; }
}
