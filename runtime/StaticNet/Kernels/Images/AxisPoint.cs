namespace StaticNet.Kernels;

/// <summary>What a line, or a pixel of a line, is made of: <c>(1 - Weight) x[First] + Weight x[Second]</c>.</summary>
/// <param name="First">The first line or pixel of the input; -1 where there is none, and the value is 0.</param>
/// <param name="Second">The next one; the same where the weight is 0.</param>
/// <param name="Weight">The part that the second one has, at least 0 and less than 1.</param>
internal readonly record struct AxisPoint(int First, int Second, float Weight)
{
    /// <summary>Nothing of the input.</summary>
    public static AxisPoint None => new(-1, -1, 0);
}
