namespace StaticNet;

/// <summary>
/// A convolution that keeps the channels apart, PyTorch's <c>Conv2d</c> with as many groups as input channels, from
/// <c>(in, height, width)</c> to <c>(in Multiplier, height', width')</c>:
/// <c>y[o, h, w] = b[o] + sum over r, s of weight[o, 0, r, s] x[floor(o / Multiplier), h StrideHeight + r DilationHeight - PadTop, w StrideWidth + s DilationWidth - PadLeft]</c>,
/// where x is 0 outside of the image. <c>height' = floor((height + PadTop + PadBottom - DilationHeight (kernelHeight - 1) - 1) / StrideHeight) + 1</c>, and the same
/// for the width. Parameters: <c>weight</c> of shape <c>[in Multiplier, 1, kernelHeight, kernelWidth]</c> and <c>bias</c> of shape
/// <c>[in Multiplier]</c>.
/// </summary>
/// <param name="kernelHeight">The rows of the kernel, at least 1.</param>
/// <param name="kernelWidth">The columns of the kernel, at least 1.</param>
public sealed class DepthwiseConv2DAttribute(int kernelHeight, int kernelWidth) : Convolution2DAttribute(kernelHeight, kernelWidth)
{
    /// <summary>Declares a depthwise convolution with a square kernel.</summary>
    /// <param name="kernel">The rows and columns of the kernel, at least 1.</param>
    public DepthwiseConv2DAttribute(int kernel)
        : this(kernel, kernel)
    {
    }

    /// <summary>How the input is padded with zeros. The default is <see cref="Padding.None"/>. <see cref="Padding.Same"/> is exclusive with a number of zeros.</summary>
    public Padding Padding { get; set; }

    /// <summary>The output channels that are made of each input channel. The default is 1.</summary>
    public int Multiplier { get; set; } = 1;

    private protected override int AboveAndBelow => Padding == Padding.Same ? DilationHeight * (KernelHeight - 1) / 2 : Pad;

    private protected override int LeftAndRight => Padding == Padding.Same ? DilationWidth * (KernelWidth - 1) / 2 : Pad;
}
