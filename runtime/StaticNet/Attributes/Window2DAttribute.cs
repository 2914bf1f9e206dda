namespace StaticNet;

/// <summary>
/// A layer with a window that moves over an image <c>(channels, height, width)</c>: a convolution or a pool. What holds for both axes or all sides
/// (<see cref="Stride"/>, <see cref="Pad"/>) may be declared for one of them, which goes before it: <c>Stride = 2, StrideWidth = 1</c> is a stride of 2 down
/// and 1 across.
/// </summary>
public abstract class Window2DAttribute : LayerAttribute
{
    private int? _strideHeight;
    private int? _strideWidth;
    private int? _padHeight;
    private int? _padWidth;
    private int? _padTop;
    private int? _padBottom;
    private int? _padLeft;
    private int? _padRight;

    private protected Window2DAttribute(int kernelHeight, int kernelWidth, int stride)
    {
        KernelHeight = kernelHeight;
        KernelWidth = kernelWidth;
        Stride = stride;
    }

    /// <summary>The rows of the window, which is the kernel of a convolution.</summary>
    public int KernelHeight { get; }

    /// <summary>The columns of the window.</summary>
    public int KernelWidth { get; }

    /// <summary>
    /// The distance of neighbouring windows, down and across, in pixels of what they move over: the input, or the output of a transposed convolution. The
    /// default is 1 for convolutions; for pools it is the size of the window, so that windows lie side by side, and 0 stands for it here.
    /// </summary>
    public int Stride { get; set; }

    /// <summary>The distance of neighbouring windows downwards. When it is not set, it is <see cref="Stride"/>.</summary>
    public int StrideHeight
    {
        get => _strideHeight ?? (Stride == 0 ? KernelHeight : Stride);
        set => _strideHeight = value;
    }

    /// <summary>The distance of neighbouring windows across. When it is not set, it is <see cref="Stride"/>.</summary>
    public int StrideWidth
    {
        get => _strideWidth ?? (Stride == 0 ? KernelWidth : Stride);
        set => _strideWidth = value;
    }

    /// <summary>
    /// The pixels on every side of what the windows move over: zeros for convolutions and means, nothing that a pool chooses as the largest; of a transposed
    /// convolution they are left out of the output. The default is 0.
    /// </summary>
    public int Pad { get; set; }

    /// <summary>The rows of padding above and below. When it is not set, it is <see cref="Pad"/>, or what the layer's <see cref="Padding"/> says.</summary>
    public int PadHeight
    {
        get => _padHeight ?? AboveAndBelow;
        set => _padHeight = value;
    }

    /// <summary>The columns of padding left and right. When it is not set, it is <see cref="Pad"/>, or what the layer's <see cref="Padding"/> says.</summary>
    public int PadWidth
    {
        get => _padWidth ?? LeftAndRight;
        set => _padWidth = value;
    }

    /// <summary>The rows of padding above. When it is not set, it is <see cref="PadHeight"/>.</summary>
    public int PadTop
    {
        get => _padTop ?? PadHeight;
        set => _padTop = value;
    }

    /// <summary>The rows of padding below. When it is not set, it is <see cref="PadHeight"/>.</summary>
    /// <example>TensorFlow's padding of a kernel of 3 with stride 2: <c>[Conv2D(24, 3, Stride = 2, PadBottom = 1, PadRight = 1)]</c></example>
    public int PadBottom
    {
        get => _padBottom ?? PadHeight;
        set => _padBottom = value;
    }

    /// <summary>The columns of padding on the left. When it is not set, it is <see cref="PadWidth"/>.</summary>
    public int PadLeft
    {
        get => _padLeft ?? PadWidth;
        set => _padLeft = value;
    }

    /// <summary>The columns of padding on the right. When it is not set, it is <see cref="PadWidth"/>.</summary>
    public int PadRight
    {
        get => _padRight ?? PadWidth;
        set => _padRight = value;
    }

    /// <summary>The strides that axes have of their own.</summary>
    internal IEnumerable<(string Name, int? Value)> OwnStrides => [("StrideHeight", _strideHeight), ("StrideWidth", _strideWidth)];

    /// <summary>The padding that axes and sides have of their own.</summary>
    internal IEnumerable<(string Name, int? Value)> OwnPads =>
    [
        ("PadHeight", _padHeight), ("PadTop", _padTop), ("PadBottom", _padBottom), ("PadWidth", _padWidth), ("PadLeft", _padLeft), ("PadRight", _padRight),
    ];

    // The padding where no axis and no side has its own.
    private protected virtual int AboveAndBelow => Pad;

    private protected virtual int LeftAndRight => Pad;
}
