namespace StaticNet.Tiles;

/// <summary>What the lanes of a tile's sums are, in the order of the runtime's <c>TileKind</c>.</summary>
internal enum TileKind
{
    /// <summary>16 results of a row.</summary>
    Vectors,

    /// <summary>16 pixels of a channel.</summary>
    Pixels,

    /// <summary>Every sixteenth term of one result.</summary>
    Folded,

    /// <summary>16 results of a row, each a sum of products of its own lanes of both operands.</summary>
    Channels,
}

/// <summary>A register tile, as its attribute declares it.</summary>
/// <param name="Namespace">The namespace of its class.</param>
/// <param name="Class">The class.</param>
/// <param name="Name">The method.</param>
/// <param name="Kind">What its lanes are.</param>
/// <param name="Rows">The most rows.</param>
/// <param name="Columns">The most columns.</param>
/// <param name="HasFewerColumns">Whether there may be fewer columns.</param>
/// <param name="Partials">The partial sums of each sum.</param>
/// <param name="Fetches">Whether the next columns can be fetched ahead.</param>
/// <param name="Turns">The turns of the innermost loop where they are fixed, and each row has the next one's terms but for the first; 0 where they are not.</param>
internal sealed record Tile(
    string Namespace,
    string Class,
    string Name,
    TileKind Kind,
    int Rows,
    int Columns,
    bool HasFewerColumns,
    int Partials,
    bool Fetches,
    int Turns)
{
    private const int MostSums = 24;

    /// <summary>What is wrong with the declaration, if anything is.</summary>
    public string? Problem
        => Rows < 1 || Columns < 1 ? "a tile has at least one row and one column"
            : Partials is not (1 or 2 or 4) ? $"a sum is in 1, 2 or 4 partial sums, not {Partials}"
            : Rows * Columns * Partials > MostSums ? $"{Rows} rows by {Columns} columns in {Partials} partial sums are {Rows * Columns * Partials} registers; {MostSums} fit"
            : Kind == TileKind.Pixels && Rows > 8 ? $"8 channels are stored side by side, not {Rows}"
            : Kind == TileKind.Pixels && Partials > 1 ? "sums of pixels are in one partial sum"
            : Kind == TileKind.Folded && Columns > 4 ? $"4 sums are folded together, not {Columns}"
            : Kind == TileKind.Channels && Columns * Partials > 1 ? "sums of channels are in one column and one partial sum"
            : Turns > 0 && Kind != TileKind.Channels ? "only rows of channels have terms in common"
            : null;
}
