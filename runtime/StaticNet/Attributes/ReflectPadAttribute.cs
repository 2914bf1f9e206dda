namespace StaticNet;

/// <summary>
/// The mirror image of an image or a sequence around it, PyTorch's <c>ReflectionPad2d</c> and <c>ReflectionPad1d</c>, from <c>(channels, height, width)</c> to
/// <c>(channels, PadTop + height + PadBottom, PadLeft + width + PadRight)</c>: <c>y[c, h, w] = x[c, |h - PadTop|, |w - PadLeft|]</c>, and likewise beyond the last row and
/// column, which are the mirrors and are not repeated.
/// </summary>
/// <param name="pad">The pixels on every side, at least 0 and less than the pixels that there are.</param>
public sealed class ReflectPadAttribute(int pad = 0) : SpatialPadAttribute(pad);
