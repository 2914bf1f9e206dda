namespace StaticNet;

/// <summary>
/// A transposed convolution over a sequence, PyTorch's <c>ConvTranspose1d</c>, from <c>(in, length)</c> to <c>(channels, length')</c>: each value of the
/// input is multiplied with the kernel, and the products add up where they overlap. <c>y[o, t] = b[o] + sum of weight[i, o, s] x[i, p]</c> over all i in
/// the group of o and all p, s with <c>p Stride + s Dilation - PadLeft = t</c>.
/// <c>length' = (length - 1) Stride - PadLeft - PadRight + Dilation (kernel - 1) + OutputPadding + 1</c>. It computes the gradient of the input of the
/// <see cref="Conv1DAttribute"/> that goes from the output to the input. Parameters: <c>weight</c> of shape <c>[in, channels/groups, kernel]</c> and
/// <c>bias</c> of shape <c>[channels]</c>.
/// </summary>
/// <param name="channels">The number of output channels, at least 1.</param>
/// <param name="kernel">The elements of the kernel, at least 1.</param>
public sealed class ConvTranspose1DAttribute(int channels, int kernel) : Window1DAttribute(kernel, stride: 1)
{
    /// <summary>The number of output channels.</summary>
    public int Channels { get; } = channels;

    /// <summary>
    /// The elements that the output has beyond what the shape rule gives without it, at its end; less than <see cref="Window1DAttribute.Stride"/> or
    /// <see cref="Dilation"/>. The default is 0.
    /// </summary>
    public int OutputPadding { get; set; }

    /// <summary>The distance of neighbouring elements of the kernel in elements of the output. The default is 1.</summary>
    public int Dilation { get; set; } = 1;

    /// <summary>
    /// The number of groups of channels; each output channel is made of the input channels of its own group only. A divisor of both
    /// numbers of channels. The default is 1.
    /// </summary>
    public int Groups { get; set; } = 1;

    /// <summary>Whether a bias is added. The default is <see langword="true"/>.</summary>
    public bool Bias { get; set; } = true;
}
