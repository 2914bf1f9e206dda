using StaticNet.Generator.Model;
using StaticNet.Generator.Scheduling;

namespace StaticNet.Generator.Ir;

/// <summary>
/// What a register tile sums up: <c>y[row, column] = f(start + sum over the axes of left[row] right[column])</c>. A row of the left operand is one
/// float in all lanes, a column of the right one a vector. Which sums there are and in which order their terms are added follows from the
/// axes and the <see cref="Order"/>, and decides the bits; the rows and columns that a tile takes at a time are not said here, and change none.
/// </summary>
/// <param name="Axes">The loops over terms, at most three, outermost first.</param>
/// <param name="Order">How terms become partial sums.</param>
/// <param name="Left">Where the rows of the left operand lie.</param>
/// <param name="Result">Where the rows of the result lie.</param>
/// <param name="Columns">The columns of the whole result: vectors, or single results where the lanes lie along the terms.</param>
internal sealed record Contraction(EquatableArray<Axis> Axes, Order Order, Offsets Left, Offsets Result, int Columns)
{
    /// <summary>Where the columns of the right operand lie; side by side where it is not said.</summary>
    public Offsets Right { get; init; } = Offsets.Vectors;

    /// <summary>What the sums start from.</summary>
    public SumStart Start { get; init; }

    /// <summary>What the sums are stored as.</summary>
    public SumStore Store { get; init; }

    /// <summary>Whether the lanes lie along the terms: 16 of them are a step of the innermost axis, the last lanes follow it, and the sums are folded.</summary>
    public bool IsFolded { get; init; }

    /// <summary>Whether a row of the left operand is a vector with the lanes of the column, and not one float in all lanes.</summary>
    public bool IsChannelwise { get; init; }

    /// <summary>Whether, besides, the innermost axis has three turns and takes the steps of rows, which have two of them in common with the next.</summary>
    public bool SharesTerms => IsChannelwise && Axes[Axes.Count - 1] is { Count: { Constant: 3, Parameter: null }, Left: var step } && Left == step;

    /// <summary>How the last vector of the left operand is read, where the lanes lie along the terms.</summary>
    public Tail LeftTail { get; init; }

    /// <summary>How the last vector of the right operand is read.</summary>
    public Tail RightTail { get; init; }

    /// <summary>How the last vector of the result is read and stored.</summary>
    public Tail ResultTail { get; init; }

    /// <summary>The values of the last vector.</summary>
    public int LastLanes { get; init; } = 16;

    /// <summary>The floats from what is read of the right operand to what is fetched meanwhile (<see cref="FetchAhead"/>); 0 where nothing is.</summary>
    public int Ahead { get; init; }
}

/// <summary>A loop over terms.</summary>
/// <param name="Count">The turns.</param>
/// <param name="Left">From one turn to the next, in floats of the left operand.</param>
/// <param name="Right">From one turn to the next, in floats of the right operand.</param>
internal readonly record struct Axis(Extent Count, int Left, Extent Right);

/// <summary>A number of turns or floats: a constant, or a parameter of the method times one.</summary>
/// <param name="Constant">The constant.</param>
/// <param name="Parameter">The parameter, null for none.</param>
internal readonly record struct Extent(int Constant, string? Parameter = null)
{
    public static implicit operator Extent(int constant) => new(constant);

    public static Extent operator *(Extent extent, int factor) => extent with { Constant = checked(extent.Constant * factor) };
}

/// <summary>
/// The order in which the terms of a sum are added: in turn to one of several partial sums, which are added at the end as a tree. The start
/// belongs to the first of them.
/// </summary>
/// <param name="Partials">The partial sums: 1, 2 or 4.</param>
/// <param name="Left">From one term to the next, in floats of the left operand.</param>
/// <param name="Right">From one term to the next, in floats of the right operand.</param>
/// <param name="Rest">The terms left over when all partial sums have as many.</param>
internal readonly record struct Order(int Partials, int Left, int Right, int Rest)
{
    /// <summary>Term after term.</summary>
    public static readonly Order Plain = new(1, 0, 0, 0);
}

/// <summary>Distances in floats of rows or columns from the first: <c>i / Group * Outer + i % Group * Inner</c>, or a list.</summary>
/// <param name="Inner">From one to the next in a group.</param>
/// <param name="Group">How many a group has; 0 where there are no groups.</param>
/// <param name="Outer">From one group to the next.</param>
internal readonly record struct Offsets(int Inner, int Group = 0, int Outer = 0)
{
    /// <summary>Vectors side by side.</summary>
    public static readonly Offsets Vectors = new(16);

    /// <summary>The distances, where they follow no rule.</summary>
    public EquatableArray<int> List { get; init; }

    public static implicit operator Offsets(int stride) => new(stride);
}

/// <summary>What sums start from; as the runtime's type of this name.</summary>
internal enum SumStart
{
    Zero,
    Columns,
    Rows,
    Result,
}

/// <summary>What sums are stored as; as the runtime's type of this name.</summary>
internal enum SumStore
{
    Vectors,
    Pixels,
    LargerPixels,
    LargerSums,
}

/// <summary>What is done where a row's last vector has fewer than 16 values; as the runtime's type of this name.</summary>
internal enum Tail
{
    Whole,
    Masked,
    Exact,
}
