namespace StaticNet;

/// <summary>
/// A convolution over an image, PyTorch's <c>Conv2d</c>, from <c>(in, height, width)</c> to <c>(channels, height', width')</c>:
/// <c>y[o, h, w] = b[o] + sum over i, r, s of weight[o, i, r, s] x[g in/groups + i, h Stride + r Dilation - pad, w Stride + s Dilation - pad]</c>,
/// where g is the group of o and x is 0 outside of the image. <c>height' = floor((height + 2 pad - Dilation (kernel - 1) - 1) / Stride) + 1</c>,
/// and the same for the width. Parameters: <c>weight</c> of shape <c>[channels, in/groups, kernelHeight, kernelWidth]</c> and
/// <c>bias</c> of shape <c>[channels]</c>.
/// </summary>
/// <param name="channels">The number of output channels, at least 1.</param>
/// <param name="kernelHeight">The rows of the kernel, at least 1.</param>
/// <param name="kernelWidth">The columns of the kernel, at least 1.</param>
public sealed class Conv2DAttribute(int channels, int kernelHeight, int kernelWidth) : LayerAttribute
{
    /// <summary>Declares a convolution with a square kernel.</summary>
    /// <param name="channels">The number of output channels, at least 1.</param>
    /// <param name="kernel">The rows and columns of the kernel, at least 1.</param>
    public Conv2DAttribute(int channels, int kernel)
        : this(channels, kernel, kernel)
    {
    }

    /// <summary>The number of output channels.</summary>
    public int Channels { get; } = channels;

    /// <summary>The rows of the kernel.</summary>
    public int KernelHeight { get; } = kernelHeight;

    /// <summary>The columns of the kernel.</summary>
    public int KernelWidth { get; } = kernelWidth;

    /// <summary>The distance of neighbouring outputs in pixels of the input, down and across. The default is 1.</summary>
    public int Stride { get; set; } = 1;

    /// <summary>How the input is padded with zeros. The default is <see cref="Padding.None"/>. Exclusive with <see cref="Pad"/>.</summary>
    public Padding Padding { get; set; }

    /// <summary>The zeros on every side of the input. The default is 0. Exclusive with <see cref="Padding.Same"/>.</summary>
    public int Pad { get; set; }

    /// <summary>The distance of neighbouring elements of the kernel in pixels of the input, down and across. The default is 1.</summary>
    public int Dilation { get; set; } = 1;

    /// <summary>
    /// The number of groups of channels; each output channel sees the input channels of its own group only. A divisor of both
    /// numbers of channels. The default is 1.
    /// </summary>
    public int Groups { get; set; } = 1;

    /// <summary>Whether a bias is added. The default is <see langword="true"/>.</summary>
    public bool Bias { get; set; } = true;

    /// <summary>The zeros above and below the input, whether declared by <see cref="Pad"/> or by <see cref="Padding"/>.</summary>
    public int PadHeight => Padding == Padding.Same ? Dilation * (KernelHeight - 1) / 2 : Pad;

    /// <summary>The zeros left and right of the input, whether declared by <see cref="Pad"/> or by <see cref="Padding"/>.</summary>
    public int PadWidth => Padding == Padding.Same ? Dilation * (KernelWidth - 1) / 2 : Pad;
}
