namespace StaticNet;

/// <summary>What <see cref="Images"/> makes of an image: values in the order channels, rows, columns, as <c>[Network(channels, height, width)]</c> takes them.</summary>
/// <param name="Channels">3 for red, green and blue; 1 for gray.</param>
/// <param name="Height">The height in pixels.</param>
/// <param name="Width">The width in pixels.</param>
public sealed record ImageOptions(int Channels, int Height, int Width)
{
    /// <summary>What the networks of torchvision take that have been trained on ImageNet: three channels of 224 x 224, with the means and deviations of ImageNet. <c>with { Height = 64, Width = 64 }</c> makes it smaller.</summary>
    public static ImageOptions ImageNet { get; } = new(3, 224, 224) { Mean = [0.485f, 0.456f, 0.406f], Deviation = [0.229f, 0.224f, 0.225f] };

    /// <summary>How an image of another shape is brought to this one; by default it is cropped.</summary>
    public ImageFit Fit { get; init; }

    /// <summary>What is subtracted from each channel's values, which are from 0 to 1; <see langword="null"/> for nothing.</summary>
    public IReadOnlyList<float>? Mean { get; init; }

    /// <summary>What each channel's values are divided by after that; <see langword="null"/> for 1.</summary>
    public IReadOnlyList<float>? Deviation { get; init; }

    /// <summary>The gray around an image with <see cref="ImageFit.Letterbox"/>, from 0 (black, the default) to 1.</summary>
    public float Background { get; init; }

    /// <summary>The most pixels of a file, by its header, before anything is decoded: 100,000,000 by default. A pixel takes some ten bytes of memory.</summary>
    public long MaxPixels { get; init; } = 100_000_000;

    /// <summary>The most bytes of a file; 256 MiB (268,435,456) by default.</summary>
    public int MaxBytes { get; init; } = 1 << 28;

    /// <summary>The number of values of an image.</summary>
    public int Length => checked(Channels * Height * Width);

    /// <exception cref="ArgumentException">Something is out of range.</exception>
    internal void ThrowIfWrong()
    {
        if (Channels is not (1 or 3))
        {
            throw new ArgumentOutOfRangeException("options", Channels, "An image has 1 channel or 3.");
        }

        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(Height, "options");
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(Width, "options");
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(MaxPixels, "options");
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(MaxBytes, "options");
        if (!Enum.IsDefined(Fit))
        {
            throw new ArgumentOutOfRangeException("options", Fit, "An image is cropped, stretched or letterboxed.");
        }

        if ((long)Channels * Height * Width > Array.MaxLength)
        {
            throw new ArgumentException($"An image of {Channels} x {Height} x {Width} values is more than an array holds.", "options");
        }

        if (!(Background is >= 0 and <= 1))
        {
            throw new ArgumentOutOfRangeException("options", Background, "The background is from 0 to 1.");
        }

        if ((Mean ?? Deviation ?? []).Count is var means && (Deviation ?? Mean ?? []).Count is var deviations && (Mean ?? Deviation) is not null && (means != Channels || deviations != Channels))
        {
            throw new ArgumentException($"There are {means} means and {deviations} deviations for {Channels} channels.", "options");
        }

        if (Mean?.All(float.IsFinite) == false || Deviation?.All(static value => float.IsFinite(value) && value != 0) == false)
        {
            throw new ArgumentException("Means and deviations are finite, and deviations are not 0.", "options");
        }
    }

    /// <summary>The value of a channel for each byte.</summary>
    internal void FillValues(int channel, Span<float> values)
    {
        for (int i = 0; i < values.Length; i++)
        {
            values[i] = Value(channel, i / 255f);
        }
    }

    /// <summary>The value of a channel for a brightness from 0 to 1.</summary>
    internal float Value(int channel, float brightness) => (brightness - (Mean?[channel] ?? 0)) / (Deviation?[channel] ?? 1);

    /// <summary>The byte that is nearest to a value.</summary>
    internal byte Byte(int channel, float value)
    {
        float brightness = (value * (Deviation?[channel] ?? 1)) + (Mean?[channel] ?? 0);
        return float.IsNaN(brightness) ? (byte)0 : (byte)((Math.Clamp(brightness, 0, 1) * 255) + 0.5f);
    }
}
