namespace StaticNet;

/// <summary>
/// Zeros around an image or a sequence, PyTorch's <c>ZeroPad2d</c> and <c>ZeroPad1d</c>, from <c>(channels, height, width)</c> to <c>(channels, PadTop + height + PadBottom,
/// PadLeft + width + PadRight)</c>: <c>y[c, h, w] = x[c, h - PadTop, w - PadLeft]</c> where there is such a pixel, else 0. Convolutions and pools have padding of their own.
/// </summary>
/// <param name="pad">The pixels on every side, at least 0.</param>
public sealed class ZeroPadAttribute(int pad = 0) : SpatialPadAttribute(pad);
