using System.Buffers.Binary;
using CsCheck;
using SkiaSharp;
using StaticNet.Tests;

namespace StaticNet.Extensions.Tests.ImageFiles;

[Trait(Build.Trait, Build.Any)]
public sealed class ImagesTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void What_is_written_as_PNG_is_read_with_the_same_bits()
        => Gen.Select(Gen.OneOf(1, 3), Gen.Int[1, 9], Gen.Int[1, 9], Gen.Bool).SelectMany(static (channels, height, width, isNormalized) =>
                Gen.Byte.Array[channels * height * width].Select(bytes => (Options: Options(channels, height, width, isNormalized), Bytes: bytes)))
            .Sample(
                image =>
                {
                    int plane = image.Options.Height * image.Options.Width;
                    float[] input = [.. image.Bytes.Select((value, index) => Value(image.Options, index / plane, value))];
                    string path = _folder[$"{Guid.NewGuid():N}.png"];
                    Images.SavePng(path, input, image.Options);
                    Assert.Equal(input, Images.Load(path, image.Options));
                    float[] other = new float[input.Length];
                    Images.Load(File.ReadAllBytes(path), image.Options, other);
                    Assert.Equal(input, other);
                    File.Delete(path);
                },
                iter: LongRun.Cases(200, 5_000));

    [Fact]
    public void Channels_come_first_red_green_blue()
    {
        byte[] file = Encoded(2, 1, [new(255, 0, 51), new(0, 255, 102)], SKEncodedImageFormat.Png);
        Assert.Equal([1f, 0, /**/ 0, 1, /**/ 51 / 255f, 102 / 255f], Load(file, new ImageOptions(3, 1, 2)));

        // The weights of Pillow's convert("L"): 76 + 6 and 150 + 12, rounded together.
        Assert.Equal([82 / 255f, 161 / 255f], Load(file, new ImageOptions(1, 1, 2)));
        Assert.Equal([(1 - 0.485f) / 0.229f, (0 - 0.485f) / 0.229f], Load(file, ImageOptions.ImageNet with { Height = 1, Width = 2 })[..2]);
    }

    [Fact]
    public void An_image_of_one_colour_keeps_it_at_any_size()
        => Gen.Select(Gen.Byte, Gen.Select(Gen.Int[1, 60], Gen.Int[1, 60]), Gen.Select(Gen.Int[1, 60], Gen.Int[1, 60]), Gen.Enum<ImageFit>(), Gen.OneOf(1, 3)).Sample(
            static (value, from, to, fit, channels) =>
            {
                byte[] file = Encoded(from.Item1, from.Item2, [.. Enumerable.Repeat(new SKColor(value, value, value), from.Item1 * from.Item2)], SKEncodedImageFormat.Png);
                float[] input = Load(file, new ImageOptions(channels, to.Item1, to.Item2) { Fit = fit, Background = value / 255f });
                Assert.All(input, pixel => Assert.Equal(value / 255f, pixel));
            },
            iter: LongRun.Cases(200, 5_000));

    [Theory]
    [InlineData(ImageFit.Crop)]
    [InlineData(ImageFit.Letterbox)]
    [InlineData(ImageFit.Stretch)]
    public void An_image_of_another_shape_is_cropped_stretched_or_letterboxed(ImageFit fit)
    {
        // Two columns and four rows of red.
        SKColor[] colours = [.. Enumerable.Range(0, 8).Select(static index => new SKColor((byte)(10 * index), 0, 0))];
        float[] input = Load(Encoded(2, 4, colours, SKEncodedImageFormat.Png), new ImageOptions(3, 2, 2) { Fit = fit, Background = 1 })[..4];
        byte[] bytes = [.. input.Select(static value => (byte)(value * 255))];
        Assert.Equal(
            fit switch
            {
                ImageFit.Crop => [20, 30, 40, 50],
                ImageFit.Letterbox => [Middle(Three(0, 20, 40), Three(10, 30, 50)), 255, Middle(Three(60, 40, 20), Three(70, 50, 30)), 255],

                // The triangle over four rows, 1/8, 3/8, 3/8, 1/8, of which the first is outside of the image.
                _ => [Three(0, 20, 40), Three(10, 30, 50), Three(60, 40, 20), Three(70, 50, 30)],
            },
            bytes);

        static byte Middle(int left, int right) => (byte)((left + right + 1) / 2);
        static byte Three(int near, int middle, int far) => (byte)((((3 * near) + (3 * middle) + far) / 7.0) + 0.5);
    }

    [Fact]
    public void The_orientation_of_Exif_is_respected()
    {
        // Red and green above, blue and white below, in squares of 16 pixels.
        SKColor[] corners = [new(255, 0, 0), new(0, 255, 0), new(0, 0, 255), new(255, 255, 255)];
        SKColor[] colours = [.. Enumerable.Range(0, 32 * 48).Select(index => corners[(index % 48 < 24 ? 0 : 1) + (index / 48 < 16 ? 0 : 2)])];
        byte[] jpeg = Encoded(48, 32, colours, SKEncodedImageFormat.Jpeg);
        string[] expected = ["RGBW", "GRWB", "WBGR", "BWRG", "RBGW", "BRWG", "WGBR", "GWRB"];
        for (int orientation = 1; orientation <= 8; orientation++)
        {
            float[] input = Load(WithOrientation(jpeg, orientation), new ImageOptions(3, 8, 8) { Fit = ImageFit.Stretch });
            Assert.Equal(expected[orientation - 1], string.Concat(new[] { 0, 7, 56, 63 }.Select(pixel => (input[pixel] > 0.5, input[64 + pixel] > 0.5, input[128 + pixel] > 0.5) switch
            {
                (true, false, false) => 'R',
                (false, true, false) => 'G',
                (false, false, true) => 'B',
                (true, true, true) => 'W',
                _ => '?',
            })));
        }
    }

    [Fact]
    public void Transparency_is_dropped()
        => Assert.Equal([10 / 255f, 20 / 255f, 30 / 255f], Load(Encoded(1, 1, [new(10, 20, 30, 40)], SKEncodedImageFormat.Png), new ImageOptions(3, 1, 1)));

    [Theory]
    [InlineData(SKEncodedImageFormat.Jpeg)]
    [InlineData(SKEncodedImageFormat.Webp)]
    public void Other_formats_are_read(SKEncodedImageFormat format)
    {
        byte[] file = Encoded(32, 32, [.. Enumerable.Repeat(new SKColor(200, 100, 50), 32 * 32)], format);
        float[] input = Load(file, new ImageOptions(3, 4, 4));
        Assert.InRange(input[0], 190 / 255f, 210 / 255f);
        Assert.InRange(input[47], 40 / 255f, 60 / 255f);
    }

    [Fact]
    public void BMP_and_GIF_are_read()
    {
        Assert.Equal([3 / 255f, 2 / 255f, 1 / 255f], Load(Bmp(1, 1), new ImageOptions(3, 1, 1)));
        Assert.Equal([1f, 1, 1], Load(Gif, new ImageOptions(3, 1, 1)));
    }

    [Fact]
    public void Files_that_are_no_images_are_refused_by_their_names()
    {
        ImageOptions options = new(3, 2, 2);
        byte[] png = Encoded(20, 20, [.. Enumerable.Range(0, 400).Select(static i => new SKColor((byte)i, (byte)(i * 7), (byte)(i * i)))], SKEncodedImageFormat.Png);
        foreach ((byte[] content, string problem) in new (byte[], string)[]
        {
            ([], "It is no PNG, JPEG, WebP, BMP or GIF file."),
            ("text"u8.ToArray(), "It is no PNG, JPEG, WebP, BMP or GIF file."),
            (png[..20], "Its header is damaged."),
            (png[..(png.Length / 2)], "It ends too early."),
        })
        {
            string path = _folder.Write("x.png", content);
            Assert.Equal($"'{path}' cannot be read as an image. {problem}", Assert.Throws<InvalidDataException>(() => Images.Load(path, options)).Message);
            float[] input = [1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12];
            Assert.Throws<InvalidDataException>(() => Images.Load(content, options, input));
            Assert.Equal(Enumerable.Range(1, 12).Select(static value => (float)value), input);
        }

        Assert.Throws<FileNotFoundException>(() => Images.Load(_folder["none.png"], options));
    }

    [Fact]
    public void Larger_images_than_allowed_are_refused_before_they_are_decoded()
    {
        byte[] file = Bmp(60_000, 60_000);
        ImageOptions options = new(3, 2, 2);
        Assert.Equal(
            "Its header says that it has 60000 x 60000 pixels, which is more than the 100000000 that MaxPixels allows.",
            Assert.Throws<InvalidDataException>(() => Load(file, options)).Message);
        Assert.Contains("2 x 1 pixels", Assert.Throws<InvalidDataException>(() => Load(Encoded(2, 1, new SKColor[2], SKEncodedImageFormat.Png), options with { MaxPixels = 1 })).Message);
        Assert.Contains("10 bytes that MaxBytes allows", Assert.Throws<InvalidDataException>(() => Load(file, options with { MaxBytes = 10 })).Message);
        Assert.Contains("10 bytes that MaxBytes allows", Assert.Throws<InvalidDataException>(() => Images.Load(new MemoryStream(file), options with { MaxBytes = 10 }, new float[12])).Message);
    }

    [Fact]
    public void Options_out_of_range_are_refused()
    {
        foreach (ImageOptions options in new ImageOptions[]
        {
            new(2, 1, 1), new(3, 0, 1), new(3, 1, -1), new(3, 1, 1) { Mean = [1, 2] }, new(3, 1, 1) { Deviation = [1, 0, 1] }, new(1, 1, 1) { Mean = [float.NaN] }, new(3, 1, 1) { Background = 2 },
            new(3, 1, 1) { MaxBytes = 0 }, new(3, 1, 1) { MaxPixels = 0 }, new(3, 1, 1) { Fit = (ImageFit)7 }, new(3, 40_000, 40_000),
        })
        {
            Assert.ThrowsAny<ArgumentException>(() => Images.Load("x.png", options));
        }

        Assert.Throws<ArgumentException>(() => Images.Load(Gif, new ImageOptions(3, 1, 1), new float[2]));
    }

    [Fact]
    public void Damaged_files_are_read_or_refused()
    {
        SKColor[] colours = [.. Enumerable.Range(0, 24 * 16).Select(static i => new SKColor((byte)i, (byte)(i * 5), (byte)(i / 3)))];
        byte[][] files = [Encoded(24, 16, colours, SKEncodedImageFormat.Png), WithOrientation(Encoded(24, 16, colours, SKEncodedImageFormat.Jpeg), 6), Encoded(24, 16, colours, SKEncodedImageFormat.Webp), Bmp(2, 2), Gif];
        ImageOptions options = new(3, 8, 8) { MaxPixels = 1_000_000 };
        Gen.Select(Gen.Int[0, files.Length - 1], Gen.Select(Gen.Double[0, 1], Gen.Byte).Array[1, 5], Gen.Int[0, 10]).Sample(
            (which, changes, cut) =>
            {
                byte[] file = [.. files[which]];
                foreach ((double place, byte value) in changes)
                {
                    // Headers are at the beginning.
                    file[(int)(place * place * (file.Length - 1))] = value;
                }

                try
                {
                    Load(cut == 0 ? file[..(int)(changes[0].Item1 * file.Length)] : file, options);
                }
                catch (InvalidDataException)
                {
                }
            },
            iter: LongRun.Cases(4_000, 100_000));
    }

    private static byte[] Gif => Convert.FromHexString("47494638396101000100800000FFFFFF00000021F90400000000002C00000000010001000002024401003B");

    private static float[] Load(byte[] file, ImageOptions options)
    {
        float[] input = new float[options.Length];
        Images.Load(file, options, input);
        return input;
    }

    private static ImageOptions Options(int channels, int height, int width, bool isNormalized)
        => new(channels, height, width) { Mean = isNormalized ? ImageOptions.ImageNet.Mean!.Take(channels).ToArray() : null, Deviation = isNormalized ? ImageOptions.ImageNet.Deviation!.Take(channels).ToArray() : null };

    private static float Value(ImageOptions options, int channel, byte value) => ((value / 255f) - (options.Mean?[channel] ?? 0)) / (options.Deviation?[channel] ?? 1);

    private static byte[] Encoded(int width, int height, SKColor[] colours, SKEncodedImageFormat format)
    {
        using SKBitmap bitmap = new(new SKImageInfo(width, height, SKColorType.Rgba8888, SKAlphaType.Unpremul)) { Pixels = colours };
        using SKData data = bitmap.Encode(format, 100);
        return data.ToArray();
    }

    // 24 bits a pixel, blue, green, red, from below; the pixels are 1, 2, 3.
    private static byte[] Bmp(int width, int height)
    {
        byte[] file = new byte[54 + 16];
        "BM"u8.CopyTo(file);
        BinaryPrimitives.WriteInt32LittleEndian(file.AsSpan(2), file.Length);
        BinaryPrimitives.WriteInt32LittleEndian(file.AsSpan(10), 54);
        BinaryPrimitives.WriteInt32LittleEndian(file.AsSpan(14), 40);
        BinaryPrimitives.WriteInt32LittleEndian(file.AsSpan(18), width);
        BinaryPrimitives.WriteInt32LittleEndian(file.AsSpan(22), height);
        file[26] = 1;
        file[28] = 24;
        (file[54], file[55], file[56]) = (1, 2, 3);
        return file;
    }

    // An Exif segment after the beginning of a JPEG file, with the orientation as its only entry.
    private static byte[] WithOrientation(byte[] jpeg, int orientation)
    {
        byte[] exif = Convert.FromHexString("FFE10022457869660000" + "4D4D002A00000008" + "0001" + "011200030000000100000000" + "00000000");
        exif[29] = (byte)orientation;
        return [.. jpeg[..2], .. exif, .. jpeg[2..]];
    }
}
