namespace StaticNet;

/// <summary>A layer with a window that moves over a sequence <c>(channels, length)</c>: a convolution or a pool.</summary>
public abstract class Window1DAttribute : LayerAttribute
{
    private int? _padLeft;
    private int? _padRight;

    private protected Window1DAttribute(int kernel, int stride)
    {
        Kernel = kernel;
        Stride = stride;
    }

    /// <summary>The length of the window, which is the kernel of a convolution.</summary>
    public int Kernel { get; }

    /// <summary>
    /// The distance of neighbouring windows, in steps of what they move over: the input, or the output of a transposed convolution. The default is 1 for
    /// convolutions; for pools it is <see cref="Kernel"/>, so that the windows lie side by side.
    /// </summary>
    public int Stride { get; set; }

    /// <summary>
    /// The steps on either side of what the windows move over: zeros for convolutions, nothing that a pool chooses; of a transposed convolution they are left
    /// out of the output. The default is 0. <see cref="PadLeft"/> and <see cref="PadRight"/> say it for one side.
    /// </summary>
    public int Pad { get; set; }

    /// <summary>The padding before the first step. When it is not set, it is <see cref="Pad"/>, or what the layer's <see cref="Padding"/> says.</summary>
    public int PadLeft
    {
        get => _padLeft ?? BothSides;
        set => _padLeft = value;
    }

    /// <summary>The padding behind the last step. When it is not set, it is <see cref="Pad"/>, or what the layer's <see cref="Padding"/> says.</summary>
    public int PadRight
    {
        get => _padRight ?? BothSides;
        set => _padRight = value;
    }

    /// <summary>The padding that sides have of their own.</summary>
    internal IEnumerable<(string Name, int? Value)> OwnPads => [("PadLeft", _padLeft), ("PadRight", _padRight)];

    // The padding where no side has its own.
    private protected virtual int BothSides => Pad;
}
