using System.ComponentModel;

namespace StaticNet.Kernels;

/// <summary>Several results that are summed up alike, and the way from one to the next.</summary>
/// <param name="count">How many there are.</param>
/// <param name="left">The floats from one left operand to the next.</param>
/// <param name="right">The floats from one right operand to the next.</param>
/// <param name="result">The floats from one result to the next.</param>
[EditorBrowsable(EditorBrowsableState.Never)]
public readonly struct EachStep(int count, int left, int right, int result)
{
    /// <summary>How many there are.</summary>
    public int Count { get; } = count;

    /// <summary>The floats from one left operand to the next.</summary>
    public int Left { get; } = left;

    /// <summary>The floats from one right operand to the next.</summary>
    public int Right { get; } = right;

    /// <summary>The floats from one result to the next.</summary>
    public int Result { get; } = result;
}
