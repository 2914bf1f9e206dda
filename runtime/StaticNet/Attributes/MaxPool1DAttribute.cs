namespace StaticNet;

/// <summary>
/// The largest value of each window, PyTorch's <c>MaxPool1d</c>, from <c>(channels, length)</c> to <c>(channels, length')</c>:
/// <c>y[c, t] = max over s of x[c, t Stride + s Dilation - PadLeft]</c>, over those that lie in the sequence.
/// <c>length' = floor((length + PadLeft + PadRight - Dilation (kernel - 1) - 1) / Stride) + 1</c>.
/// </summary>
/// <param name="kernel">The length of the window, at least 1.</param>
public sealed class MaxPool1DAttribute(int kernel) : Window1DAttribute(kernel, stride: kernel)
{
    /// <summary>The distance of neighbouring elements of the window, in steps of the sequence. The default is 1.</summary>
    public int Dilation { get; set; } = 1;

    /// <summary>
    /// Whether windows that begin within the sequence, or the padding before it, count although they reach beyond the padding behind it: the shape rule rounds up, and what lies beyond is
    /// left out. The default is <see langword="false"/>, and what no whole window reaches is dropped.
    /// </summary>
    public bool CeilMode { get; set; }
}
