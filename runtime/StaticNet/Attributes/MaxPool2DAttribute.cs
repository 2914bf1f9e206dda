namespace StaticNet;

/// <summary>
/// The largest value of each window, PyTorch's <c>MaxPool2d</c>, from <c>(channels, height, width)</c> to
/// <c>(channels, height', width')</c>: <c>y[c, h, w] = max over r, s of x[c, h StrideHeight + r DilationHeight - PadTop, w StrideWidth + s DilationWidth - PadLeft]</c>, over those that
/// lie in the image. <c>height' = floor((height + PadTop + PadBottom - DilationHeight (kernelHeight - 1) - 1) / StrideHeight) + 1</c>, and the same for the width.
/// </summary>
/// <param name="kernelHeight">The rows of the window, at least 1.</param>
/// <param name="kernelWidth">The columns of the window, at least 1.</param>
public sealed class MaxPool2DAttribute(int kernelHeight, int kernelWidth) : DilatedWindow2DAttribute(kernelHeight, kernelWidth, stride: 0)
{
    /// <summary>Declares a pool with a square window.</summary>
    /// <param name="kernel">The rows and columns of the window, at least 1.</param>
    public MaxPool2DAttribute(int kernel)
        : this(kernel, kernel)
    {
    }

    /// <summary>
    /// Whether windows that begin within the image, or the padding before it, count although they reach beyond the padding behind it: the shape rule rounds up, and what lies beyond is
    /// left out. The default is <see langword="false"/>, and what no whole window reaches is dropped.
    /// </summary>
    public bool CeilMode { get; set; }
}
