namespace StaticNet;

/// <summary>
/// The mean of each window, PyTorch's <c>AvgPool2d</c>, from <c>(channels, height, width)</c> to <c>(channels, height', width')</c>:
/// <c>y[c, h, w] = (sum over r, s of x[c, h stride + r - Pad, w stride + s - Pad]) / (kernelHeight kernelWidth)</c>, where x is 0
/// outside of the image: padding counts, as with PyTorch's default. <c>height' = floor((height + 2 Pad - kernelHeight) / stride) + 1</c>,
/// and the same for the width.
/// </summary>
/// <param name="kernelHeight">The rows of the window, at least 1.</param>
/// <param name="kernelWidth">The columns of the window, at least 1.</param>
public sealed class AveragePool2DAttribute(int kernelHeight, int kernelWidth) : LayerAttribute
{
    /// <summary>Declares a pool with a square window.</summary>
    /// <param name="kernel">The rows and columns of the window, at least 1.</param>
    public AveragePool2DAttribute(int kernel)
        : this(kernel, kernel)
    {
    }

    /// <summary>The rows of the window.</summary>
    public int KernelHeight { get; } = kernelHeight;

    /// <summary>The columns of the window.</summary>
    public int KernelWidth { get; } = kernelWidth;

    /// <summary>
    /// The distance of neighbouring windows in pixels of the input, down and across. When it is not set, it is 0 here and the
    /// windows lie side by side: see <see cref="StrideHeight"/> and <see cref="StrideWidth"/>.
    /// </summary>
    public int Stride { get; set; }

    /// <summary>The zeros on every side of the image, which the mean counts; at most half of the kernel. The default is 0.</summary>
    public int Pad { get; set; }

    /// <summary>The distance of windows downwards: <see cref="Stride"/>, or <see cref="KernelHeight"/> if that is not set.</summary>
    public int StrideHeight => Stride == 0 ? KernelHeight : Stride;

    /// <summary>The distance of windows across: <see cref="Stride"/>, or <see cref="KernelWidth"/> if that is not set.</summary>
    public int StrideWidth => Stride == 0 ? KernelWidth : Stride;
}
