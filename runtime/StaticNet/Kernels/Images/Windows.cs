using System.ComponentModel;

namespace StaticNet.Kernels;

/// <summary>The windows of a pooling layer: their size, the way from one to the next, and what they reach beyond the image.</summary>
/// <param name="height">The lines of a window.</param>
/// <param name="width">The pixels of its lines.</param>
/// <param name="down">The lines from one window to the next.</param>
/// <param name="across">The pixels from one window to the next.</param>
/// <param name="padTop">The lines of the first window before the first line.</param>
/// <param name="padLeft">The pixels of the first window before the first pixel.</param>
[EditorBrowsable(EditorBrowsableState.Never)]
public readonly struct Windows(int height, int width, int down, int across, int padTop = 0, int padLeft = 0)
{
    // More than any window reaches.
    private const int Far = int.MaxValue / 2;

    /// <summary>The lines behind the last one that count in a mean; all that a window has, unless it is set.</summary>
    public int PadBottom { get; init; } = Far;

    /// <summary>The pixels behind the last one that count in a mean.</summary>
    public int PadRight { get; init; } = Far;

    /// <summary>The lines from one of a window to the next; of means 1.</summary>
    public int DilationHeight { get; init; } = 1;

    /// <summary>The pixels from one of a window to the next; of means 1.</summary>
    public int DilationWidth { get; init; } = 1;

    /// <summary>Whether a mean counts what is beyond the image, as zeros.</summary>
    public bool CountsPadding { get; init; } = true;

    internal int Height { get; } = height;

    internal int Width { get; } = width;

    internal int Down { get; } = down;

    internal int Across { get; } = across;

    internal int PadTop { get; } = padTop;

    internal int PadLeft { get; } = padLeft;

    /// <summary>Whether they are 2 x 2 pixels side by side, none of them beyond the image.</summary>
    /// <param name="x">What they move over.</param>
    /// <param name="y">A pixel for each.</param>
    internal bool AreHalves(PixelView x, PixelView y)
        => DilationHeight == 1 && DilationWidth == 1 && Height == 2 && Width == 2 && Down == 2 && Across == 2 && PadTop == 0 && PadLeft == 0 && 2 * y.Height <= x.Height && 2 * y.Width <= x.Width;

    // A window's lines within the image: where they begin in it, how many they are, and how many of the window count in a mean.
    internal (int First, int Count, int Counted) Lines(int line, int height) => Within((line * Down) - PadTop, Height, DilationHeight, height, PadBottom);

    internal (int First, int Count, int Counted) Pixels(int pixel, int width) => Within((pixel * Across) - PadLeft, Width, DilationWidth, width, PadRight);

    private (int First, int Count, int Counted) Within(int start, int size, int step, int extent, int behind)
    {
        if (step > 1)
        {
            // The first that is not before the image, and those from there to its end.
            int before = start < 0 ? (step - 1 - start) / step : 0;
            int firstWithin = start + (before * step);
            return (firstWithin, Math.Min(size - before, (extent - 1 - firstWithin + step) / step), size);
        }

        int first = Math.Max(0, start);
        int count = Math.Min(extent, start + size) - first;
        return (first, count, CountsPadding ? Math.Min(size, extent + behind - start) : count);
    }
}
