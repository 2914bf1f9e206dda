namespace StaticNet.Generator.Ir;

/// <summary>What the lines of an image, or the pixels of a line, are made of. Each is a method of the runtime's <c>AxisMap</c>.</summary>
internal enum AxisMapKind
{
    /// <summary>The input behind so many zeros; a negative number leaves out the first of it.</summary>
    Padded,

    /// <summary>The input behind so many of its mirror image.</summary>
    Reflected,

    /// <summary>Each of the input so many times.</summary>
    Nearest,

    /// <summary>So many for each of the input, between neighbours.</summary>
    Linear,

    /// <summary>So many in all, between neighbours, the first and the last at those of the input.</summary>
    Aligned,
}

/// <summary>What the lines of an image, or the pixels of a line, are made of.</summary>
/// <param name="Kind">How.</param>
/// <param name="Number">What the kind says that its number is.</param>
/// <param name="Length">The lines or pixels of the input.</param>
internal readonly record struct AxisMap(AxisMapKind Kind, int Number, int Length)
{
    /// <summary>The input as it is.</summary>
    public static AxisMap Unchanged(int length) => new(AxisMapKind.Padded, 0, length);
}
