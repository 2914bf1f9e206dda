namespace StaticNet;

/// <summary>
/// A convolution over a sequence, PyTorch's <c>Conv1d</c>, from <c>(in, length)</c> to <c>(channels, length')</c>:
/// <c>y[o, t] = b[o] + sum over i, s of weight[o, i, s] x[g in/groups + i, t Stride + s Dilation - PadLeft]</c>, where g is the group of o
/// and x is 0 outside of the sequence. <c>length' = floor((length + PadLeft + PadRight - Dilation (kernel - 1) - 1) / Stride) + 1</c>.
/// Parameters: <c>weight</c> of shape <c>[channels, in/groups, kernel]</c> and <c>bias</c> of shape <c>[channels]</c>.
/// </summary>
/// <param name="channels">The number of output channels, at least 1.</param>
/// <param name="kernel">The length of the kernel, at least 1.</param>
public sealed class Conv1DAttribute(int channels, int kernel) : Window1DAttribute(kernel, stride: 1)
{
    /// <summary>The number of output channels.</summary>
    public int Channels { get; } = channels;

    /// <summary>How the input is padded with zeros. The default is <see cref="Padding.None"/>. <see cref="Padding.Same"/> is exclusive with a number of zeros.</summary>
    public Padding Padding { get; set; }

    /// <summary>The distance of neighbouring elements of the kernel in steps of the input. The default is 1.</summary>
    public int Dilation { get; set; } = 1;

    /// <summary>
    /// The number of groups of channels; each output channel sees the input channels of its own group only. A divisor of both
    /// numbers of channels. The default is 1.
    /// </summary>
    public int Groups { get; set; } = 1;

    /// <summary>Whether a bias is added. The default is <see langword="true"/>.</summary>
    public bool Bias { get; set; } = true;

    private protected override int BothSides => Padding == Padding.Same ? Dilation * (Kernel - 1) / 2 : Pad;
}
