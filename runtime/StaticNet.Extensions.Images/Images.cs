using SkiaSharp;

namespace StaticNet;

/// <summary>
/// Reads image files (PNG, JPEG, WebP, BMP, the first picture of a GIF) as inputs of networks: channels first, resized, turned as Exif says, with values from 0 to 1 or normalized by
/// <see cref="ImageOptions.Mean"/> and <see cref="ImageOptions.Deviation"/>. Transparency is dropped, and colours are taken as the file has them. Pixels are resized by whole numbers, in the same way on every machine.
/// </summary>
/// <example>
/// <code>
/// ImageOptions options = new(3, 64, 64);
/// (Dataset training, Dataset test) = ImageFolder.Load("photos", options).SplitByLabel(0.8, seed: 1);
/// float[] input = Images.Load("cat.jpg", options);
/// </code>
/// </example>
public static class Images
{
    /// <summary>Reads an image.</summary>
    /// <param name="path">The file.</param>
    /// <param name="options">Its shape, and how it is brought to it.</param>
    /// <returns>The <see cref="ImageOptions.Length"/> values: channel by channel, row by row.</returns>
    /// <exception cref="IOException">The file cannot be read; <see cref="FileNotFoundException"/> if there is none.</exception>
    /// <exception cref="UnauthorizedAccessException">The file may not be read.</exception>
    /// <exception cref="InvalidDataException">It is no image, or a damaged one, or larger than the options allow; the message names the file.</exception>
    /// <exception cref="ArgumentException">The options are out of range.</exception>
    public static float[] Load(string path, ImageOptions options)
    {
        Check(options);
        float[] input = new float[options.Length];
        Load(path, options, input);
        return input;
    }

    /// <summary>Reads an image into memory that is there, which stays as it was if that fails.</summary>
    /// <param name="path">The file.</param>
    /// <param name="options">Its shape, and how it is brought to it.</param>
    /// <param name="input">Where the <see cref="ImageOptions.Length"/> values go.</param>
    /// <inheritdoc cref="Load(string, ImageOptions)" path="/exception"/>
    public static void Load(string path, ImageOptions options, Span<float> input)
    {
        ArgumentException.ThrowIfNullOrEmpty(path);
        Check(options);
        CheckLength(options, input.Length, nameof(input));
        using FileStream file = File.OpenRead(path);
        try
        {
            Load(file, options, input);
        }
        catch (InvalidDataException exception)
        {
            throw new InvalidDataException($"'{path}' cannot be read as an image. {exception.Message}", exception);
        }
    }

    /// <summary>Reads an image from a stream, which is left open.</summary>
    /// <param name="stream">The file, from here to its end.</param>
    /// <param name="options">Its shape, and how it is brought to it.</param>
    /// <param name="input">Where the <see cref="ImageOptions.Length"/> values go.</param>
    /// <exception cref="InvalidDataException">It is no image, or a damaged one, or larger than the options allow.</exception>
    /// <exception cref="ArgumentException">The options are out of range, or <paramref name="input"/> has another length.</exception>
    public static void Load(Stream stream, ImageOptions options, Span<float> input)
    {
        ArgumentNullException.ThrowIfNull(stream);
        Check(options);
        CheckLength(options, input.Length, nameof(input));
        using MemoryStream content = new(stream.CanSeek ? (int)Math.Clamp(stream.Length - stream.Position, 0, options.MaxBytes) : 0);
        Span<byte> chunk = stackalloc byte[4096];
        while (stream.Read(chunk) is > 0 and int read)
        {
            content.Write(chunk[..read]);
            if (content.Length > options.MaxBytes)
            {
                throw TooLong(options);
            }
        }

        Load(content.GetBuffer().AsSpan(0, (int)content.Length), options, input);
    }

    /// <summary>Reads an image from the bytes of its file.</summary>
    /// <param name="file">The file.</param>
    /// <param name="options">Its shape, and how it is brought to it.</param>
    /// <param name="input">Where the <see cref="ImageOptions.Length"/> values go.</param>
    /// <inheritdoc cref="Load(Stream, ImageOptions, Span{float})" path="/exception"/>
    public static void Load(ReadOnlySpan<byte> file, ImageOptions options, Span<float> input)
    {
        Check(options);
        CheckLength(options, input.Length, nameof(input));
        if (file.Length > options.MaxBytes)
        {
            throw TooLong(options);
        }

        (Pixels decoded, int orientation) = Decoder.Decode(file, options);
        using Pixels colours = decoded.ToChannels(options.Channels);
        decoded.Dispose();
        using Pixels? turned = orientation > 1 ? colours.Oriented(orientation) : null;
        Fit(turned ?? colours, options, input);
    }

    /// <summary>Writes an input as a PNG file, to be looked at: what <see cref="Load(string, ImageOptions)"/> reads again as the same input. Values outside of black and white are black or white.</summary>
    /// <param name="path">The file, which is replaced.</param>
    /// <param name="input">The <see cref="ImageOptions.Length"/> values.</param>
    /// <param name="options">Their shape, means and deviations.</param>
    /// <exception cref="IOException">The file cannot be written.</exception>
    /// <exception cref="UnauthorizedAccessException">The file may not be written.</exception>
    /// <exception cref="ArgumentException">The options are out of range, or <paramref name="input"/> has another length.</exception>
    public static void SavePng(string path, ReadOnlySpan<float> input, ImageOptions options)
    {
        ArgumentException.ThrowIfNullOrEmpty(path);
        Check(options);
        CheckLength(options, input.Length, nameof(input));
        bool isGray = options.Channels == 1;
        int count = options.Height * options.Width;
        byte[] pixels = new byte[checked(isGray ? count : 4 * count)];
        for (int i = 0; i < count; i++)
        {
            if (isGray)
            {
                pixels[i] = options.Byte(0, input[i]);
                continue;
            }

            for (int channel = 0; channel < 3; channel++)
            {
                pixels[(4 * i) + channel] = options.Byte(channel, input[(channel * count) + i]);
            }

            pixels[(4 * i) + 3] = byte.MaxValue;
        }

        SKImageInfo info = new(options.Width, options.Height, isGray ? SKColorType.Gray8 : SKColorType.Rgba8888, SKAlphaType.Opaque);
        using SKImage image = SKImage.FromPixelCopy(info, pixels);
        using SKData data = image.Encode(SKEncodedImageFormat.Png, quality: 100);
        File.WriteAllBytes(path, data.Span);
    }

    /// <exception cref="ArgumentException">Something is out of range.</exception>
    internal static void Check(ImageOptions options)
    {
        ArgumentNullException.ThrowIfNull(options);
        options.ThrowIfWrong();
    }

    private static void CheckLength(ImageOptions options, int length, string parameterName)
    {
        if (length != options.Length)
        {
            throw new ArgumentException($"There is room for {length} values; an image of {options.Channels} x {options.Height} x {options.Width} has {options.Length}.", parameterName);
        }
    }

    private static InvalidDataException TooLong(ImageOptions options) => new($"It has more than the {options.MaxBytes} bytes that {nameof(ImageOptions.MaxBytes)} allows.");

    private static void Fit(Pixels image, ImageOptions options, Span<float> input)
    {
        (int width, int height) = (options.Width, options.Height);
        double scale = options.Fit switch
        {
            ImageFit.Crop => Math.Max((double)width / image.Width, (double)height / image.Height),
            ImageFit.Letterbox => Math.Min((double)width / image.Width, (double)height / image.Height),
            _ => 1,
        };
        (double partWidth, double partHeight) = (image.Width, image.Height);
        if (options.Fit == ImageFit.Crop)
        {
            (partWidth, partHeight) = (Math.Min(width / scale, image.Width), Math.Min(height / scale, image.Height));
        }
        else if (options.Fit == ImageFit.Letterbox)
        {
            width = Math.Clamp((int)((image.Width * scale) + 0.5), 1, width);
            height = Math.Clamp((int)((image.Height * scale) + 0.5), 1, height);
        }

        bool isSame = image.Width == width && image.Height == height;
        using Pixels? resized = isSame ? null : Resampling.Resize(image, (image.Width - partWidth) / 2, (image.Height - partHeight) / 2, partWidth, partHeight, width, height);
        Write(resized ?? image, options, input);
    }

    // Channel by channel, in the centre of the background.
    private static void Write(Pixels image, ImageOptions options, Span<float> input)
    {
        Span<float> values = stackalloc float[256];
        int left = (options.Width - image.Width) / 2;
        int top = (options.Height - image.Height) / 2;
        int plane = options.Height * options.Width;
        ReadOnlySpan<byte> pixels = image.Bytes;
        for (int channel = 0; channel < options.Channels; channel++)
        {
            options.FillValues(channel, values);
            Span<float> to = input.Slice(channel * plane, plane);
            if (image.Width != options.Width || image.Height != options.Height)
            {
                to.Fill(options.Value(channel, options.Background));
            }

            int at = channel;
            for (int y = 0; y < image.Height; y++)
            {
                Span<float> row = to.Slice(((top + y) * options.Width) + left, image.Width);
                for (int x = 0; x < row.Length; x++, at += options.Channels)
                {
                    row[x] = values[pixels[at]];
                }
            }
        }
    }
}
