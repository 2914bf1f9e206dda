namespace StaticNet;

/// <summary>How a convolution pads its input if no number is given.</summary>
public enum Padding
{
    /// <summary>Not at all, or by the layer's <c>Pad</c>.</summary>
    None,

    /// <summary>
    /// By <c>dilation * (kernel - 1) / 2</c> zeros on every side, at any stride: with stride 1 the output is as high and wide as the
    /// input, with stride s the s-th part of it, rounded up. It takes an odd kernel, or an even dilation.
    /// </summary>
    Same,
}
