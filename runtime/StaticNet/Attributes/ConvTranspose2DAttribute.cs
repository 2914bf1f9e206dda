namespace StaticNet;

/// <summary>
/// A transposed convolution over an image, PyTorch's <c>ConvTranspose2d</c>, from <c>(in, height, width)</c> to <c>(channels, height', width')</c>: each
/// value of the input is multiplied with the kernel, and the products add up where they overlap. <c>y[o, h, w] = b[o] + sum of weight[i, o, r, s] x[i, p, q]</c>
/// over all i in the group of o and all p, r, q, s with <c>p StrideHeight + r DilationHeight - PadTop = h</c> and <c>q StrideWidth + s DilationWidth - PadLeft = w</c>.
/// <c>height' = (height - 1) StrideHeight - PadTop - PadBottom + DilationHeight (kernelHeight - 1) + OutputPaddingHeight + 1</c>, and the same for the width. It computes the gradient of the
/// input of the <see cref="Conv2DAttribute"/> that goes from the output to the input. Parameters: <c>weight</c> of shape
/// <c>[in, channels/groups, kernelHeight, kernelWidth]</c> and <c>bias</c> of shape <c>[channels]</c>.
/// </summary>
/// <param name="channels">The number of output channels, at least 1.</param>
/// <param name="kernelHeight">The rows of the kernel, at least 1.</param>
/// <param name="kernelWidth">The columns of the kernel, at least 1.</param>
public sealed class ConvTranspose2DAttribute(int channels, int kernelHeight, int kernelWidth) : Convolution2DAttribute(kernelHeight, kernelWidth)
{
    private int? _outputPaddingHeight;
    private int? _outputPaddingWidth;

    /// <summary>Declares a transposed convolution with a square kernel.</summary>
    /// <param name="channels">The number of output channels, at least 1.</param>
    /// <param name="kernel">The rows and columns of the kernel, at least 1.</param>
    public ConvTranspose2DAttribute(int channels, int kernel)
        : this(channels, kernel, kernel)
    {
    }

    /// <summary>The number of output channels.</summary>
    public int Channels { get; } = channels;

    /// <summary>
    /// The rows and columns that the output has beyond what the shape rule gives without it, at its end; less than <see cref="Window2DAttribute.Stride"/> or
    /// <see cref="DilatedWindow2DAttribute.Dilation"/>. The default is 0.
    /// </summary>
    public int OutputPadding { get; set; }

    /// <summary>The rows of it. When it is not set, it is <see cref="OutputPadding"/>.</summary>
    public int OutputPaddingHeight
    {
        get => _outputPaddingHeight ?? OutputPadding;
        set => _outputPaddingHeight = value;
    }

    /// <summary>The columns of it. When it is not set, it is <see cref="OutputPadding"/>.</summary>
    public int OutputPaddingWidth
    {
        get => _outputPaddingWidth ?? OutputPadding;
        set => _outputPaddingWidth = value;
    }

    /// <summary>The output padding that axes have of their own.</summary>
    internal IEnumerable<(string Name, int? Value)> OwnOutputPaddings => [("OutputPaddingHeight", _outputPaddingHeight), ("OutputPaddingWidth", _outputPaddingWidth)];

    /// <summary>
    /// The number of groups of channels; each output channel is made of the input channels of its own group only. A divisor of both
    /// numbers of channels. The default is 1.
    /// </summary>
    public int Groups { get; set; } = 1;
}
