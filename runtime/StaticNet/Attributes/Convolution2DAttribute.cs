namespace StaticNet;

/// <summary>A convolution over an image, transposed or not: a window with weights.</summary>
public abstract class Convolution2DAttribute : Window2DAttribute
{
    private int? _dilationHeight;
    private int? _dilationWidth;

    private protected Convolution2DAttribute(int kernelHeight, int kernelWidth)
        : base(kernelHeight, kernelWidth, stride: 1)
    {
    }

    /// <summary>
    /// The distance of neighbouring elements of the kernel, down and across, in pixels of what it moves over: the input, or the output of a transposed
    /// convolution. The default is 1.
    /// </summary>
    public int Dilation { get; set; } = 1;

    /// <summary>The distance of neighbouring elements of the kernel downwards. When it is not set, it is <see cref="Dilation"/>.</summary>
    public int DilationHeight
    {
        get => _dilationHeight ?? Dilation;
        set => _dilationHeight = value;
    }

    /// <summary>The distance of neighbouring elements of the kernel across. When it is not set, it is <see cref="Dilation"/>.</summary>
    public int DilationWidth
    {
        get => _dilationWidth ?? Dilation;
        set => _dilationWidth = value;
    }

    /// <summary>Whether a bias is added. The default is <see langword="true"/>.</summary>
    public bool Bias { get; set; } = true;

    /// <summary>The dilations that axes have of their own.</summary>
    internal IEnumerable<(string Name, int? Value)> OwnDilations => [("DilationHeight", _dilationHeight), ("DilationWidth", _dilationWidth)];
}
