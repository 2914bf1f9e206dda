namespace StaticNet;

/// <summary>
/// The mean of each window, PyTorch's <c>AvgPool2d</c>, from <c>(channels, height, width)</c> to <c>(channels, height', width')</c>:
/// <c>y[c, h, w] = (sum over r, s of x[c, h StrideHeight + r - PadTop, w StrideWidth + s - PadLeft]) / (kernelHeight kernelWidth)</c>,
/// where x is 0 outside of the image: padding counts, unless <see cref="CountIncludePad"/> says otherwise.
/// <c>height' = floor((height + PadTop + PadBottom - kernelHeight) / StrideHeight) + 1</c>, and the same for the width.
/// </summary>
/// <param name="kernelHeight">The rows of the window, at least 1.</param>
/// <param name="kernelWidth">The columns of the window, at least 1.</param>
public sealed class AveragePool2DAttribute(int kernelHeight, int kernelWidth) : Window2DAttribute(kernelHeight, kernelWidth, stride: 0)
{
    /// <summary>Declares a pool with a square window.</summary>
    /// <param name="kernel">The rows and columns of the window, at least 1.</param>
    public AveragePool2DAttribute(int kernel)
        : this(kernel, kernel)
    {
    }

    /// <summary>Whether the mean counts the padding, as zeros. The default is <see langword="true"/>; else it is that of the values of the window.</summary>
    public bool CountIncludePad { get; set; } = true;

    /// <summary>
    /// Whether windows that begin within the image, or the padding before it, count although they reach beyond the padding behind it: the shape rule rounds up, and what lies beyond is
    /// left out. The default is <see langword="false"/>, and what no whole window reaches is dropped.
    /// </summary>
    public bool CeilMode { get; set; }
}
