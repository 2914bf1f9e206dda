namespace StaticNet;

/// <summary>
/// A convolution over an image, PyTorch's <c>Conv2d</c>, from <c>(in, height, width)</c> to <c>(channels, height', width')</c>:
/// <c>y[o, h, w] = b[o] + sum over i, r, s of weight[o, i, r, s] x[g in/groups + i, h StrideHeight + r DilationHeight - PadTop, w StrideWidth + s DilationWidth - PadLeft]</c>,
/// where g is the group of o and x is 0 outside of the image. <c>height' = floor((height + PadTop + PadBottom - DilationHeight (kernelHeight - 1) - 1) / StrideHeight) + 1</c>,
/// and the same for the width. Parameters: <c>weight</c> of shape <c>[channels, in/groups, kernelHeight, kernelWidth]</c> and
/// <c>bias</c> of shape <c>[channels]</c>.
/// </summary>
/// <param name="channels">The number of output channels, at least 1.</param>
/// <param name="kernelHeight">The rows of the kernel, at least 1.</param>
/// <param name="kernelWidth">The columns of the kernel, at least 1.</param>
public sealed class Conv2DAttribute(int channels, int kernelHeight, int kernelWidth) : Convolution2DAttribute(kernelHeight, kernelWidth)
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

    /// <summary>How the input is padded with zeros. The default is <see cref="Padding.None"/>. <see cref="Padding.Same"/> is exclusive with a number of zeros.</summary>
    public Padding Padding { get; set; }

    /// <summary>
    /// The number of groups of channels; each output channel sees the input channels of its own group only. A divisor of both
    /// numbers of channels. The default is 1.
    /// </summary>
    public int Groups { get; set; } = 1;

    private protected override int AboveAndBelow => Padding == Padding.Same ? DilationHeight * (KernelHeight - 1) / 2 : Pad;

    private protected override int LeftAndRight => Padding == Padding.Same ? DilationWidth * (KernelWidth - 1) / 2 : Pad;
}
