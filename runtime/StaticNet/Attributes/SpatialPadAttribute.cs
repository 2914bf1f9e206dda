namespace StaticNet;

/// <summary>
/// A layer that makes an image <c>(channels, height, width)</c> or a sequence <c>(channels, length)</c> larger at its sides. What holds for all sides
/// (<see cref="Pad"/>) may be declared for one axis or one side, which goes before it. A sequence has a left and a right side only.
/// </summary>
public abstract class SpatialPadAttribute : LayerAttribute
{
    private int? _padHeight;
    private int? _padWidth;
    private int? _padTop;
    private int? _padBottom;
    private int? _padLeft;
    private int? _padRight;

    private protected SpatialPadAttribute(int pad) => Pad = pad;

    /// <summary>The pixels on every side, at least 0.</summary>
    public int Pad { get; }

    /// <summary>The rows above and below. When it is not set, it is <see cref="Pad"/>.</summary>
    public int PadHeight
    {
        get => _padHeight ?? Pad;
        set => _padHeight = value;
    }

    /// <summary>The columns left and right. When it is not set, it is <see cref="Pad"/>.</summary>
    public int PadWidth
    {
        get => _padWidth ?? Pad;
        set => _padWidth = value;
    }

    /// <summary>The rows above. When it is not set, it is <see cref="PadHeight"/>.</summary>
    public int PadTop
    {
        get => _padTop ?? PadHeight;
        set => _padTop = value;
    }

    /// <summary>The rows below. When it is not set, it is <see cref="PadHeight"/>.</summary>
    public int PadBottom
    {
        get => _padBottom ?? PadHeight;
        set => _padBottom = value;
    }

    /// <summary>The columns on the left, or the steps before a sequence. When it is not set, it is <see cref="PadWidth"/>.</summary>
    public int PadLeft
    {
        get => _padLeft ?? PadWidth;
        set => _padLeft = value;
    }

    /// <summary>The columns on the right, or the steps behind a sequence. When it is not set, it is <see cref="PadWidth"/>.</summary>
    public int PadRight
    {
        get => _padRight ?? PadWidth;
        set => _padRight = value;
    }

    /// <summary>What axes and sides have of their own.</summary>
    internal IEnumerable<(string Name, int? Value)> OwnPads =>
    [
        ("PadHeight", _padHeight), ("PadTop", _padTop), ("PadBottom", _padBottom), ("PadWidth", _padWidth), ("PadLeft", _padLeft), ("PadRight", _padRight),
    ];
}
