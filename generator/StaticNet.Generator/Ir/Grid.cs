using StaticNet.Generator.Analysis;
using StaticNet.Generator.Model;
using StaticNet.Generator.Scheduling;

namespace StaticNet.Generator.Ir;

/// <summary>
/// How the values of a sample lie that have channels, lines and pixels: the distances in floats of neighbours along each. A sequence of
/// shape <c>(channels, length)</c> has one line.
/// </summary>
/// <param name="Channels">The channels.</param>
/// <param name="Height">The lines.</param>
/// <param name="Width">The pixels of a line.</param>
/// <param name="ChannelStride">From one channel to the next.</param>
/// <param name="LineStride">From one line to the next.</param>
/// <param name="PixelStride">From one pixel to the next.</param>
/// <param name="SampleStride">From one sample to the next.</param>
/// <param name="Origin">From the sample's start to its first value.</param>
internal readonly record struct Grid(
    int Channels, int Height, int Width, int ChannelStride, int LineStride, int PixelStride, int SampleStride, int Origin)
{
    /// <summary>The vectors of a pixel's channels, the last of which may be partial.</summary>
    public int Vectors => DenseStorage.RoundUp(Channels) / DenseStorage.Lanes;

    /// <summary>The lanes of a pixel's vector that hold channels.</summary>
    public int LanesOf(int vector) => vector < Vectors - 1 ? DenseStorage.Lanes : Channels - ((Vectors - 1) * DenseStorage.Lanes);

    /// <summary>Whether the channels of a pixel are padded to whole vectors, so that its last vector may be read and written whole.</summary>
    public bool IsPadded => (Height * Width == 1 ? SampleStride : PixelStride) % DenseStorage.Lanes == 0;

    /// <summary>A row of features: one pixel, whose channels they are.</summary>
    public static Grid OfRow(Row row) => new(row.Length, 1, 1, 1, 1, 1, row.Stride, 0);

    /// <summary>Channel by channel without padding, as callers have it.</summary>
    /// <param name="shape">The shape of a sample.</param>
    /// <param name="sampleStride">The distance of samples.</param>
    public static Grid ChannelsFirst(Shape shape, int sampleStride)
    {
        (int channels, int height, int width) = Dimensions(shape);
        return new Grid(channels, height, width, height * width, width, 1, sampleStride, 0);
    }

    /// <summary>Channel by channel, with a border around each.</summary>
    /// <param name="shape">The shape of a sample.</param>
    /// <param name="border">The border.</param>
    public static Grid Planar(Shape shape, Border border)
    {
        (int channels, int height, int width) = Dimensions(shape);
        int line = checked(width + (2 * border.Width));
        int channel = checked((height + (2 * border.Height)) * line);
        return new Grid(channels, height, width, channel, line, 1, DenseStorage.RoundUp(checked(channels * channel)), (border.Height * line) + border.Width);
    }

    /// <summary>
    /// Pixel by pixel, the channels of each padded to whole vectors, with a border around: where it is zero, a convolution needs to know
    /// nothing of edges.
    /// </summary>
    /// <param name="shape">The shape of a sample.</param>
    /// <param name="border">The border.</param>
    public static Grid ChannelsLast(Shape shape, Border border)
    {
        (int channels, int height, int width) = Dimensions(shape);
        int pixel = DenseStorage.RoundUp(channels);
        int line = checked((width + (2 * border.Width)) * pixel);
        return new Grid(channels, height, width, 1, line, pixel, checked((height + (2 * border.Height)) * line), (border.Height * line) + (border.Width * pixel));
    }

    /// <summary>Every <paramref name="strideHeight"/>-th line and <paramref name="strideWidth"/>-th pixel of it.</summary>
    /// <param name="line">The first line.</param>
    /// <param name="pixel">The first pixel.</param>
    /// <param name="strideHeight">The step from line to line.</param>
    /// <param name="strideWidth">The step from pixel to pixel.</param>
    public Grid EveryOther(int line, int pixel, int strideHeight, int strideWidth) => this with
    {
        Height = (Height - line + strideHeight - 1) / strideHeight,
        Width = (Width - pixel + strideWidth - 1) / strideWidth,
        LineStride = LineStride * strideHeight,
        PixelStride = PixelStride * strideWidth,
        Origin = Origin + (line * LineStride) + (pixel * PixelStride),
    };

    /// <summary>The distances of this one, and as many channels, lines and pixels as the other one has.</summary>
    public Grid Within(Grid extents) => this with { Channels = extents.Channels, Height = extents.Height, Width = extents.Width };

    /// <summary>Whether it is another grid or some of its lines and pixels, a fixed number of them apart.</summary>
    public bool IsPartOf(Grid whole)
    {
        if (Channels != whole.Channels
            || ChannelStride != whole.ChannelStride
            || SampleStride != whole.SampleStride
            || Origin < whole.Origin
            || LineStride % whole.LineStride != 0
            || PixelStride % whole.PixelStride != 0)
        {
            return false;
        }

        int first = Origin - whole.Origin;
        (int line, int pixel) = whole.Height > 1 ? (first / whole.LineStride, first % whole.LineStride) : (0, first);
        return pixel % whole.PixelStride == 0
            && line + ((Height - 1) * (LineStride / whole.LineStride)) < whole.Height
            && (pixel / whole.PixelStride) + ((Width - 1) * (PixelStride / whole.PixelStride)) < whole.Width;
    }

    private static (int Channels, int Height, int Width) Dimensions(Shape shape) => shape.Rank switch
    {
        1 => (shape.Dimensions[0], 1, 1),
        2 => (shape.Dimensions[0], 1, shape.Dimensions[1]),
        _ => (shape.Dimensions[0], shape.Dimensions[1], shape.Dimensions[2]),
    };
}

/// <summary>Values as pixels with a row of channels each; a flat value is one pixel.</summary>
/// <param name="Grid">Where the pixels lie; the channels of one lie side by side.</param>
/// <param name="IsPadded">Whether a pixel's channels are padded to whole vectors. The padding may be written and holds anything.</param>
internal readonly record struct Pixels(Grid Grid, bool IsPadded)
{
    /// <summary>The channels of a pixel.</summary>
    public Row Row => new(Grid.Channels, IsPadded);
}

/// <summary>The lines above and below, and the pixels left and right, that a value has beyond its own.</summary>
internal readonly record struct Border(int Height, int Width)
{
    public bool IsNone => Height == 0 && Width == 0;

    public Border Or(Border other) => new(System.Math.Max(Height, other.Height), System.Math.Max(Width, other.Width));
}
