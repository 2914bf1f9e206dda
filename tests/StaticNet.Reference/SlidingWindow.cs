namespace StaticNet.Reference;

/// <summary>A window that slides along one axis of an image.</summary>
/// <param name="Length">The positions of the input.</param>
/// <param name="Kernel">The positions of the window.</param>
/// <param name="Stride">The distance of neighbouring windows.</param>
/// <param name="Pad">The positions on either side of the input that are not its own.</param>
/// <param name="Dilation">The distance of neighbouring positions of a window.</param>
public readonly record struct SlidingWindow(int Length, int Kernel, int Stride, int Pad, int Dilation)
{
    /// <summary>The number of windows, 0 where none fits.</summary>
    public int Count => Length + (2 * Pad) < (Dilation * (Kernel - 1)) + 1 ? 0 : ((Length + (2 * Pad) - (Dilation * (Kernel - 1)) - 1) / Stride) + 1;

    /// <summary>The positions k of a window that lie on the input, in order, and which position of the input that is.</summary>
    /// <param name="window">The number of the window.</param>
    public IEnumerable<(int Kernel, int Input)> Positions(int window)
    {
        for (int k = 0; k < Kernel; k++)
        {
            int position = (window * Stride) + (k * Dilation) - Pad;
            if (position >= 0 && position < Length)
            {
                yield return (k, position);
            }
        }
    }
}
