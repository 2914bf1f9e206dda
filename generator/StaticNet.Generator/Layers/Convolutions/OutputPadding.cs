namespace StaticNet.Generator.Layers;

/// <summary>By how much the output of a transposed convolution is longer than it has to be: for both axes, and for one where it is declared.</summary>
/// <param name="Both">For both axes.</param>
/// <param name="Height">For the height; null where it is not declared.</param>
/// <param name="Width">For the width; null where it is not declared.</param>
internal readonly record struct OutputPadding(int Both, int? Height, int? Width)
{
    public static OutputPadding Read(ILayerArguments arguments)
        => new(arguments.Int("OutputPadding", fallback: 0), arguments.IntIfSet("OutputPaddingHeight"), arguments.IntIfSet("OutputPaddingWidth"));

    /// <summary>Whether it is what was made of it, after what is out of range.</summary>
    public bool IsUpTo(int height, int width, bool isSequence) => (isSequence || (Height ?? Both) == height) && (Width ?? Both) == width;

    /// <summary>Adds what is declared, as the attribute has it.</summary>
    public DeclaredArguments Set(DeclaredArguments arguments) => arguments
        .Set("OutputPadding", Both, 0)
        .SetIfAny("OutputPaddingHeight", Height)
        .SetIfAny("OutputPaddingWidth", Width);
}
