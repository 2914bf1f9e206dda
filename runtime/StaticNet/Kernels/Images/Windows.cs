using System.ComponentModel;

namespace StaticNet.Kernels;

/// <summary>The windows of a pooling layer: their size, the way from one to the next, and what they reach beyond the image.</summary>
/// <param name="height">The lines of a window.</param>
/// <param name="width">The pixels of its lines.</param>
/// <param name="down">The lines from one window to the next.</param>
/// <param name="across">The pixels from one window to the next.</param>
/// <param name="padHeight">The lines beyond the first one.</param>
/// <param name="padWidth">The pixels beyond the first one.</param>
[EditorBrowsable(EditorBrowsableState.Never)]
public readonly struct Windows(int height, int width, int down, int across, int padHeight = 0, int padWidth = 0)
{
    internal int Height { get; } = height;

    internal int Width { get; } = width;

    internal int Down { get; } = down;

    internal int Across { get; } = across;

    internal int PadHeight { get; } = padHeight;

    internal int PadWidth { get; } = padWidth;

    /// <summary>Whether they are 2 x 2 pixels side by side.</summary>
    internal bool AreHalves => Height == 2 && Width == 2 && Down == 2 && Across == 2 && PadHeight == 0 && PadWidth == 0;

    // A window's lines within the image, and where they begin in it.
    internal (int First, int Count) Lines(int line, int height) => Within((line * Down) - PadHeight, Height, height);

    internal (int First, int Count) Pixels(int pixel, int width) => Within((pixel * Across) - PadWidth, Width, width);

    private static (int First, int Count) Within(int start, int size, int extent)
    {
        int first = Math.Max(0, start);
        return (first, Math.Min(extent, start + size) - first);
    }
}
