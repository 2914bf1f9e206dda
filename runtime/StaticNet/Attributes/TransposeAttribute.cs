namespace StaticNet;

/// <summary>
/// Two axes of a value exchanged, PyTorch's <c>transpose</c>: <c>y[j, i, ...] = x[i, j, ...]</c>. The channels of what comes out are its first axis.
/// </summary>
/// <param name="first">One axis of the shape of a sample: 0 for channels, 1 for the height or the length, 2 for the width.</param>
/// <param name="second">The other one.</param>
public sealed class TransposeAttribute(int first, int second) : LayerAttribute
{
    /// <summary>One axis.</summary>
    public int First { get; } = first;

    /// <summary>The other one.</summary>
    public int Second { get; } = second;
}
