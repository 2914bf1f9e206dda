using System.ComponentModel;
using System.Runtime.Intrinsics;

namespace StaticNet.Kernels;

/// <summary>
/// What a register tile of <see cref="Contraction"/> sums up: <c>y[row, column] = f(start + sum over the axes of left[row] right[column])</c>. A row of
/// the left operand is one float in all 16 lanes, a column of the right one is a vector of 16. Generated code implements it by constants, which the
/// JIT and NativeAOT fold into the code of the tile.
/// </summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public interface IContraction
{
    /// <summary>The outermost loop over terms.</summary>
    Axis Outer { get; }

    /// <summary>The loop within it.</summary>
    Axis Middle { get; }

    /// <summary>The innermost loop over terms.</summary>
    Axis Inner { get; }

    /// <summary>The partial sums to which terms go in turn, and which are added at the end, (a + b) + (c + d): 1, 2 or 4.</summary>
    static virtual int Partials => 1;

    /// <summary>Where there are several partial sums, their number, and the way from the term of one to the term of the next.</summary>
    static virtual Axis Partial => Axis.One;

    /// <summary>The terms that are left over when all partial sums have as many. Terms in partial sums have the innermost loop only: the others are <see cref="Axis.One"/>.</summary>
    static virtual int Rest => 0;

    /// <summary>
    /// Whether the lanes lie along the terms: an innermost step is a vector of 16 terms of both operands, and where <see cref="LastLanes"/> are fewer than
    /// 16, a last vector of so many terms follows the innermost loop. The lanes of a sum are folded at its end (<see cref="Lanes.Fold(Vector512{float})"/>),
    /// what it starts from is added to that, and nothing is applied to it. A column is a result.
    /// </summary>
    static virtual bool IsFolded => false;

    /// <summary>
    /// Whether a row of the left operand is a vector, whose lanes are those of the column, and not one float in all lanes: channels that are kept apart. The left
    /// operand's columns lie side by side, terms, of which there may be none, are in one partial sum, and a tile has one column.
    /// </summary>
    static virtual bool IsChannelwise => false;

    /// <summary>
    /// Whether, where <see cref="IsChannelwise"/>, the innermost loop has three turns and takes the steps of rows: two of three vectors of a row are those of the next one, and
    /// tiles of up to 8 rows load them once.
    /// </summary>
    static virtual bool SharesTerms => false;

    /// <summary>The columns of the whole result.</summary>
    static abstract int Columns { get; }

    /// <summary>The distance in floats of the left operand's row from row 0.</summary>
    /// <param name="row">The row.</param>
    static abstract int Left(int row);

    /// <summary>The distance in floats of the right operand's column from column 0.</summary>
    /// <param name="column">The column.</param>
    static virtual int Right(int column) => column * Lanes.Count;

    /// <summary>The distance in floats of the result's row from row 0.</summary>
    /// <param name="row">The row.</param>
    static abstract int Result(int row);

    /// <summary>What the sums start from.</summary>
    static virtual SumStart Start => SumStart.Zero;

    /// <summary>What the sums are stored as.</summary>
    static virtual SumStore Store => SumStore.Vectors;

    /// <summary>How the last vector of the left operand is read, in tiles whose lanes lie along the terms.</summary>
    static virtual Tail LeftTail => Tail.Whole;

    /// <summary>How the last vector of the right operand is read, where it has fewer than 16 values.</summary>
    static virtual Tail RightTail => Tail.Whole;

    /// <summary>How the last vector of the result is read and stored, where it has fewer than 16 values.</summary>
    static virtual Tail ResultTail => Tail.Whole;

    /// <summary>The values of the last vector.</summary>
    static virtual int LastLanes => Lanes.Count;

    /// <summary>
    /// The floats from what is read of the right operand to what is fetched into the second-level cache meanwhile, by tiles that can; 0 where nothing is: for an
    /// operand that comes from beyond that cache.
    /// </summary>
    static virtual int Ahead => 0;

    /// <summary>Whether anything is applied to the sums.</summary>
    static virtual bool HasFunction => false;

    /// <summary>What is applied to a sum before it is stored; the sum itself where <see cref="HasFunction"/> is false.</summary>
    /// <param name="sum">The sum.</param>
    /// <param name="vector">The index of its vector in a row of the whole result.</param>
    Vector512<float> Apply(Vector512<float> sum, int vector);
}

/// <summary>A loop over terms of a sum.</summary>
/// <param name="count">The turns.</param>
/// <param name="left">From one turn to the next, in floats of the left operand.</param>
/// <param name="right">From one turn to the next, in floats of the right operand.</param>
[EditorBrowsable(EditorBrowsableState.Never)]
public readonly struct Axis(int count, int left, int right)
{
    /// <summary>The turns.</summary>
    public int Count { get; } = count;

    /// <summary>From one turn to the next, in floats of the left operand.</summary>
    public int Left { get; } = left;

    /// <summary>From one turn to the next, in floats of the right operand.</summary>
    public int Right { get; } = right;

    /// <summary>A loop of one turn.</summary>
    public static Axis One => new(1, 0, 0);
}

/// <summary>What the sums of a tile start from.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public enum SumStart
{
    /// <summary>Zero.</summary>
    Zero,

    /// <summary>A vector for each column: a bias.</summary>
    Columns,

    /// <summary>One value for each row: a bias where the lanes lie along pixels.</summary>
    Rows,

    /// <summary>The result so far, to which the sum is added.</summary>
    Result,
}

/// <summary>What the sums of a tile are stored as.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public enum SumStore
{
    /// <summary>Vectors of a row of the result.</summary>
    Vectors,

    /// <summary>A row is a channel, a column 16 pixels: they are stored pixel by pixel (<c>StorePixels</c>).</summary>
    Pixels,

    /// <summary>
    /// The same, where the first half of the columns is one line of pixels and the second half the line below: only the largest of each window of 2 x 2 is
    /// stored (<c>StoreLargerPixels</c>).
    /// </summary>
    LargerPixels,

    /// <summary>As <see cref="LargerPixels"/>, for a function that never makes a larger sum smaller than a smaller one: it is applied to the larger sum only.</summary>
    LargerSums,
}

/// <summary>What is done where a row's last vector has fewer than 16 values.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public enum Tail
{
    /// <summary>Nothing: the row is padded, and what is in the padding does not matter. Where the lanes lie along the terms it does, and is replaced by zeros.</summary>
    Whole,

    /// <summary>The row is padded, and its padding is replaced by zeros.</summary>
    Masked,

    /// <summary>Only the values are read and written.</summary>
    Exact,
}
