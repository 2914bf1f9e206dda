using System.Diagnostics;

namespace StaticNet.Kernels;

/// <summary>
/// A register tile, whose body a generator writes when this assembly is built (<c>generator/StaticNet.Tiles</c>): a partial method with the parameters of
/// <see cref="Contraction"/>'s. It has at most 24 sums.
/// </summary>
/// <param name="rows">The most rows.</param>
/// <param name="columns">The most columns.</param>
/// <remarks>Only the generator reads it: it is not in the assembly.</remarks>
[Conditional("TILES")]
[AttributeUsage(AttributeTargets.Method)]
internal sealed class TileAttribute(int rows, int columns) : Attribute
{
    /// <summary>The most rows.</summary>
    public int Rows => rows;

    /// <summary>The most columns.</summary>
    public int Columns => columns;

    /// <summary>Whether there may be fewer columns.</summary>
    public bool HasFewerColumns { get; init; }

    /// <summary>The partial sums of each sum: 1, 2 or 4.</summary>
    public int Partials { get; init; } = 1;

    /// <summary>What the lanes of a sum are.</summary>
    public TileKind Kind { get; init; }

    /// <summary>
    /// The turns of the innermost loop, where the tile is for so many and a row's terms of the left operand are those of the next one, but for the first; 0 where it is for
    /// any.
    /// </summary>
    public int Turns { get; init; }

    /// <summary>Whether the next columns can be fetched ahead.</summary>
    public bool Fetches { get; init; }
}

/// <summary>What the lanes of a tile's sums are.</summary>
internal enum TileKind
{
    /// <summary>16 results of a row.</summary>
    Vectors,

    /// <summary>16 pixels of a channel: rows are channels and columns are pixels, which are stored pixel by pixel.</summary>
    Pixels,

    /// <summary>Every sixteenth term of one result: a row of the left operand is a vector as a column of the right one is, and the lanes are folded at the end.</summary>
    Folded,

    /// <summary>16 results of a row, each a sum of products of its own lanes of both operands: a row of the left operand is a vector, too.</summary>
    Channels,
}
