namespace StaticNet;

/// <summary>A layer with a window over an image, between whose elements others may lie: a convolution or a pool of largest values.</summary>
public abstract class DilatedWindow2DAttribute : Window2DAttribute
{
    private int? _dilationHeight;
    private int? _dilationWidth;

    private protected DilatedWindow2DAttribute(int kernelHeight, int kernelWidth, int stride)
        : base(kernelHeight, kernelWidth, stride)
    {
    }

    /// <summary>
    /// The distance of neighbouring elements of the window, down and across, in pixels of what it moves over: the input, or the output of a transposed
    /// convolution. The default is 1.
    /// </summary>
    public int Dilation { get; set; } = 1;

    /// <summary>The distance of neighbouring elements of the window downwards. When it is not set, it is <see cref="Dilation"/>.</summary>
    public int DilationHeight
    {
        get => _dilationHeight ?? Dilation;
        set => _dilationHeight = value;
    }

    /// <summary>The distance of neighbouring elements of the window across. When it is not set, it is <see cref="Dilation"/>.</summary>
    public int DilationWidth
    {
        get => _dilationWidth ?? Dilation;
        set => _dilationWidth = value;
    }

    /// <summary>The dilations that axes have of their own.</summary>
    internal IEnumerable<(string Name, int? Value)> OwnDilations => [("DilationHeight", _dilationHeight), ("DilationWidth", _dilationWidth)];
}
