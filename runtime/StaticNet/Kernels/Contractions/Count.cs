using System.ComponentModel;

namespace StaticNet.Kernels;

/// <summary>The number of rows or columns of a register tile, as a type: a tile is compiled for each.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public interface ICount
{
    /// <summary>The number.</summary>
    static abstract int Value { get; }

    /// <summary>Whether the last of these columns is the last vector of a row, which may have fewer than 16 values.</summary>
    static virtual bool IsLast => false;
}

/// <summary>Some columns up to the last one of a row.</summary>
/// <typeparam name="TCount">How many.</typeparam>
[EditorBrowsable(EditorBrowsableState.Never)]
public readonly struct Last<TCount> : ICount
    where TCount : struct, ICount
{
    /// <inheritdoc/>
    public static int Value => TCount.Value;

    /// <inheritdoc/>
    public static bool IsLast => true;
}

/// <summary>None.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public readonly struct N0 : ICount
{
    /// <inheritdoc/>
    public static int Value => 0;
}

/// <summary>1.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public readonly struct N1 : ICount
{
    /// <inheritdoc/>
    public static int Value => 1;
}

/// <summary>2.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public readonly struct N2 : ICount
{
    /// <inheritdoc/>
    public static int Value => 2;
}

/// <summary>3.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public readonly struct N3 : ICount
{
    /// <inheritdoc/>
    public static int Value => 3;
}

/// <summary>4.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public readonly struct N4 : ICount
{
    /// <inheritdoc/>
    public static int Value => 4;
}

/// <summary>5.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public readonly struct N5 : ICount
{
    /// <inheritdoc/>
    public static int Value => 5;
}

/// <summary>6.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public readonly struct N6 : ICount
{
    /// <inheritdoc/>
    public static int Value => 6;
}

/// <summary>7.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public readonly struct N7 : ICount
{
    /// <inheritdoc/>
    public static int Value => 7;
}

/// <summary>8.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public readonly struct N8 : ICount
{
    /// <inheritdoc/>
    public static int Value => 8;
}

/// <summary>9.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public readonly struct N9 : ICount
{
    /// <inheritdoc/>
    public static int Value => 9;
}

/// <summary>10.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public readonly struct N10 : ICount
{
    /// <inheritdoc/>
    public static int Value => 10;
}

/// <summary>11.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public readonly struct N11 : ICount
{
    /// <inheritdoc/>
    public static int Value => 11;
}

/// <summary>12.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public readonly struct N12 : ICount
{
    /// <inheritdoc/>
    public static int Value => 12;
}

/// <summary>13.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public readonly struct N13 : ICount
{
    /// <inheritdoc/>
    public static int Value => 13;
}

/// <summary>14.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public readonly struct N14 : ICount
{
    /// <inheritdoc/>
    public static int Value => 14;
}

/// <summary>15.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public readonly struct N15 : ICount
{
    /// <inheritdoc/>
    public static int Value => 15;
}

/// <summary>16.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public readonly struct N16 : ICount
{
    /// <inheritdoc/>
    public static int Value => 16;
}
