namespace StaticNet;

/// <summary>
/// An image or a sequence a whole number of times as large, PyTorch's <c>Upsample(scale_factor)</c>, from <c>(channels, height, width)</c> to
/// <c>(channels, height scaleHeight, width scaleWidth)</c>, or from <c>(channels, length)</c> to <c>(channels, length scale)</c>. Nearest:
/// <c>y[c, h, w] = x[c, floor(h / scaleHeight), floor(w / scaleWidth)]</c>. Bilinear: the interpolation of x at <c>(h + 1/2) / scaleHeight - 1/2</c>, at least 0, or with
/// <see cref="AlignCorners"/> at <c>h (height - 1) / (height scaleHeight - 1)</c>, and the same for the width.
/// </summary>
/// <param name="scaleHeight">How many times as high, at least 1.</param>
/// <param name="scaleWidth">How many times as wide, at least 1.</param>
public sealed class UpsampleAttribute(int scaleHeight, int scaleWidth) : LayerAttribute
{
    /// <summary>Declares one scale for the height and the width, or for a sequence.</summary>
    /// <param name="scale">How many times as large, at least 1.</param>
    public UpsampleAttribute(int scale)
        : this(scale, scale)
    {
    }

    /// <summary>How many times as high.</summary>
    public int ScaleHeight { get; } = scaleHeight;

    /// <summary>How many times as wide, or as long.</summary>
    public int ScaleWidth { get; } = scaleWidth;

    /// <summary>What is put between the pixels. The default is <see cref="UpsampleMode.Nearest"/>, as in PyTorch.</summary>
    public UpsampleMode Mode { get; set; }

    /// <summary>
    /// Whether the first and the last pixels of both images lie upon each other, and not their outer edges; with <see cref="UpsampleMode.Bilinear"/> only. The default is
    /// <see langword="false"/>.
    /// </summary>
    public bool AlignCorners { get; set; }
}
