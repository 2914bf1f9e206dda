namespace StaticNet;

/// <summary>
/// The mean of each window, PyTorch's <c>AvgPool1d</c>, from <c>(channels, length)</c> to <c>(channels, length')</c>:
/// <c>y[c, t] = (sum over s of x[c, t Stride + s - PadLeft]) / kernel</c>, where x is 0 outside of the sequence: padding counts, unless
/// <see cref="CountIncludePad"/> says otherwise. <c>length' = floor((length + PadLeft + PadRight - kernel) / Stride) + 1</c>.
/// </summary>
/// <param name="kernel">The length of the window, at least 1.</param>
public sealed class AveragePool1DAttribute(int kernel) : Window1DAttribute(kernel, stride: kernel)
{
    /// <summary>Whether the mean counts the padding, as zeros. The default is <see langword="true"/>; else it is that of the values of the window.</summary>
    public bool CountIncludePad { get; set; } = true;

    /// <summary>
    /// Whether windows that begin within the sequence, or the padding before it, count although they reach beyond the padding behind it: the shape rule rounds up, and what lies beyond is
    /// left out. The default is <see langword="false"/>, and what no whole window reaches is dropped.
    /// </summary>
    public bool CeilMode { get; set; }
}
