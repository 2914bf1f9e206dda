namespace StaticNet.Reference;

/// <summary>A window that slides along one axis of an image.</summary>
/// <param name="Length">The positions of the input.</param>
/// <param name="Kernel">The positions of the window.</param>
/// <param name="Stride">The distance of neighbouring windows.</param>
/// <param name="Pad">The positions before the input that are not its own.</param>
/// <param name="PadBehind">The positions behind the input that are not its own.</param>
/// <param name="Dilation">The distance of neighbouring positions of a window.</param>
public readonly record struct SlidingWindow(int Length, int Kernel, int Stride, int Pad, int PadBehind, int Dilation)
{
    /// <summary>Whether a window that begins on the input, or before it, counts where it reaches beyond the padding behind it.</summary>
    public bool RoundsUp { get; init; }

    /// <summary>The number of windows, 0 where none fits.</summary>
    public int Count
    {
        get
        {
            int way = Length + Pad + PadBehind - (Dilation * (Kernel - 1)) - 1;
            return way < 0 ? 0 : (way / Stride) + 1 + (RoundsUp && way % Stride != 0 && ((way / Stride) + 1) * Stride < Length + Pad ? 1 : 0);
        }
    }

    /// <summary>How many positions of a window lie on the input or its padding.</summary>
    /// <param name="window">The number of the window.</param>
    public int Padded(int window)
    {
        SlidingWindow self = this;
        return Enumerable.Range(0, Kernel).Count(k => (window * self.Stride) + (k * self.Dilation) - self.Pad < self.Length + self.PadBehind);
    }

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
