using SkiaSharp;

namespace StaticNet;

/// <summary>Decodes image files by Skia.</summary>
internal static class Decoder
{
    private const int Channels = 4;

    /// <summary>The pixels of an image as they are in the file, red, green, blue and alpha, and its orientation by Exif. Colours are not converted by a profile.</summary>
    /// <exception cref="InvalidDataException">The file is wrong, or larger than allowed.</exception>
    public static unsafe (Pixels Pixels, int Orientation) Decode(ReadOnlySpan<byte> file, ImageOptions options)
    {
        // Skia recognizes more formats, whose decoders nobody here needs.
        if (!IsKnown(file))
        {
            throw new InvalidDataException("It is no PNG, JPEG, WebP, BMP or GIF file.");
        }

        fixed (byte* start = file)
        {
            // Not copied: the decoder is gone before the bytes are.
            using SKData data = SKData.Create((nint)start, file.Length);
            using SKCodec codec = SKCodec.Create(data) ?? throw new InvalidDataException("Its header is damaged.");
            SKImageInfo info = codec.Info;
            if (info.Width <= 0 || info.Height <= 0 || (long)info.Width * info.Height > Math.Min(options.MaxPixels, Array.MaxLength / Channels))
            {
                throw new InvalidDataException($"Its header says that it has {info.Width} x {info.Height} pixels, which is more than the {Math.Min(options.MaxPixels, Array.MaxLength / Channels)} that {nameof(ImageOptions.MaxPixels)} allows.");
            }

            Pixels pixels = new(info.Width, info.Height, Channels);
            try
            {
                fixed (byte* bytes = pixels.Bytes)
                {
                    SKImageInfo wanted = new(info.Width, info.Height, SKColorType.Rgba8888, SKAlphaType.Unpremul);
                    SKCodecResult result = codec.GetPixels(wanted, (nint)bytes);
                    return result == SKCodecResult.Success
                        ? (pixels, (int)codec.EncodedOrigin is >= 1 and <= 8 and int orientation ? orientation : 1)
                        : throw new InvalidDataException(result == SKCodecResult.IncompleteInput ? "It ends too early." : $"It is damaged ({result}).");
                }
            }
            catch
            {
                pixels.Dispose();
                throw;
            }
        }
    }

    private static bool IsKnown(ReadOnlySpan<byte> file)
        => IsPng(file) || file.StartsWith((ReadOnlySpan<byte>)[0xFF, 0xD8, 0xFF]) || file.StartsWith("BM"u8) || file.StartsWith("GIF8"u8)
            || (file.Length >= 12 && file.StartsWith("RIFF"u8) && file[8..].StartsWith("WEBP"u8));

    private static bool IsPng(ReadOnlySpan<byte> file) => file.StartsWith((ReadOnlySpan<byte>)[0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A]);
}
