using System.Runtime.CompilerServices;

namespace StaticNet.Kernels;

// The tiles, whose bodies are generated (generator/StaticNet.Tiles), each with the most rows and columns that it is compiled for. Written out they are one
// idea, repeated for each number of rows, columns and partial sums.
public static partial class Contraction
{
    /// <summary>Up to 16 rows of a vector.</summary>
    [Tile(16, 1)]
    [MethodImpl(Optimized)]
    private static partial void Tile16x1<T, TRows, TColumns>(T sums, ref float left, ref float right, ref float start, ref float result, int vector)
        where T : struct, IContraction, allows ref struct
        where TRows : struct, ICount
        where TColumns : struct, ICount;

    /// <summary>Up to 8 rows of 2 vectors.</summary>
    [Tile(8, 2)]
    [MethodImpl(Optimized)]
    private static partial void Tile8x2<T, TRows, TColumns>(T sums, ref float left, ref float right, ref float start, ref float result, int vector)
        where T : struct, IContraction, allows ref struct
        where TRows : struct, ICount
        where TColumns : struct, ICount;

    /// <summary>Up to 8 rows of 3 vectors.</summary>
    [Tile(8, 3, Fetches = true)]
    [MethodImpl(Optimized)]
    private static partial void Tile8x3<T, TRows, TColumns>(T sums, ref float left, ref float right, ref float start, ref float result, int vector)
        where T : struct, IContraction, allows ref struct
        where TRows : struct, ICount
        where TColumns : struct, ICount;

    /// <summary>Up to 6 rows of 4 vectors.</summary>
    [Tile(6, 4)]
    [MethodImpl(Optimized)]
    private static partial void Tile6x4<T, TRows, TColumns>(T sums, ref float left, ref float right, ref float start, ref float result, int vector)
        where T : struct, IContraction, allows ref struct
        where TRows : struct, ICount
        where TColumns : struct, ICount;

    /// <summary>One row of up to 8 vectors.</summary>
    [Tile(1, 8, HasFewerColumns = true)]
    [MethodImpl(Optimized)]
    private static partial void Tile1x8<T, TRows, TColumns>(T sums, ref float left, ref float right, ref float start, ref float result, int vector)
        where T : struct, IContraction, allows ref struct
        where TRows : struct, ICount
        where TColumns : struct, ICount;

    /// <summary>Up to 4 rows of a vector in two partial sums.</summary>
    [Tile(4, 1, Partials = 2)]
    [MethodImpl(Optimized)]
    private static partial void Tile4x1x2<T, TRows, TColumns>(T sums, ref float left, ref float right, ref float start, ref float result, int vector)
        where T : struct, IContraction, allows ref struct
        where TRows : struct, ICount
        where TColumns : struct, ICount;

    /// <summary>Up to 4 rows of 2 vectors in two partial sums.</summary>
    [Tile(4, 2, Partials = 2)]
    [MethodImpl(Optimized)]
    private static partial void Tile4x2x2<T, TRows, TColumns>(T sums, ref float left, ref float right, ref float start, ref float result, int vector)
        where T : struct, IContraction, allows ref struct
        where TRows : struct, ICount
        where TColumns : struct, ICount;

    /// <summary>Up to 4 rows of 3 vectors in two partial sums.</summary>
    [Tile(4, 3, Partials = 2)]
    [MethodImpl(Optimized)]
    private static partial void Tile4x3x2<T, TRows, TColumns>(T sums, ref float left, ref float right, ref float start, ref float result, int vector)
        where T : struct, IContraction, allows ref struct
        where TRows : struct, ICount
        where TColumns : struct, ICount;

    /// <summary>One row of up to 6 vectors in two partial sums.</summary>
    [Tile(1, 6, HasFewerColumns = true, Partials = 2)]
    [MethodImpl(Optimized)]
    private static partial void Tile1x6x2<T, TRows, TColumns>(T sums, ref float left, ref float right, ref float start, ref float result, int vector)
        where T : struct, IContraction, allows ref struct
        where TRows : struct, ICount
        where TColumns : struct, ICount;

    /// <summary>Up to 6 rows of a vector in four partial sums.</summary>
    [Tile(6, 1, Partials = 4)]
    [MethodImpl(Optimized)]
    private static partial void Tile6x1x4<T, TRows, TColumns>(T sums, ref float left, ref float right, ref float start, ref float result, int vector)
        where T : struct, IContraction, allows ref struct
        where TRows : struct, ICount
        where TColumns : struct, ICount;

    /// <summary>Up to 3 rows of 2 vectors in four partial sums.</summary>
    [Tile(3, 2, Partials = 4)]
    [MethodImpl(Optimized)]
    private static partial void Tile3x2x4<T, TRows, TColumns>(T sums, ref float left, ref float right, ref float start, ref float result, int vector)
        where T : struct, IContraction, allows ref struct
        where TRows : struct, ICount
        where TColumns : struct, ICount;

    /// <summary>One row of 3 vectors in four partial sums.</summary>
    [Tile(1, 3, Partials = 4)]
    [MethodImpl(Optimized)]
    private static partial void Tile1x3x4<T, TRows, TColumns>(T sums, ref float left, ref float right, ref float start, ref float result, int vector)
        where T : struct, IContraction, allows ref struct
        where TRows : struct, ICount
        where TColumns : struct, ICount;

    /// <summary>Up to 16 rows of a vector, lane by lane.</summary>
    [Tile(16, 1, Kind = TileKind.Channels)]
    [MethodImpl(MethodImplOptions.AggressiveInlining | Optimized)]
    private static partial void Channels16x1<T, TRows, TColumns>(T sums, ref float left, ref float right, ref float start, ref float result, int vector)
        where T : struct, IContraction, allows ref struct
        where TRows : struct, ICount
        where TColumns : struct, ICount;

    /// <summary>Up to 8 rows of a vector, lane by lane, which have two of three terms in common with the next.</summary>
    [Tile(8, 1, Kind = TileKind.Channels, Turns = 3)]
    [MethodImpl(MethodImplOptions.AggressiveInlining | Optimized)]
    private static partial void Channels8x1Of3<T, TRows, TColumns>(T sums, ref float left, ref float right, ref float start, ref float result, int vector)
        where T : struct, IContraction, allows ref struct
        where TRows : struct, ICount
        where TColumns : struct, ICount;

    /// <summary>Up to 8 channels of up to 3 vectors of pixels.</summary>
    [Tile(8, 3, HasFewerColumns = true, Kind = TileKind.Pixels)]
    [MethodImpl(Optimized)]
    private static partial void Pixels8x3<T, TRows, TColumns>(T sums, ref float left, ref float right, ref float start, ref float result)
        where T : struct, IContraction, allows ref struct
        where TRows : struct, ICount
        where TColumns : struct, ICount;

    /// <summary>Up to 6 channels of 4 vectors of pixels.</summary>
    [Tile(6, 4, Kind = TileKind.Pixels)]
    [MethodImpl(Optimized)]
    private static partial void Pixels6x4<T, TRows, TColumns>(T sums, ref float left, ref float right, ref float start, ref float result)
        where T : struct, IContraction, allows ref struct
        where TRows : struct, ICount
        where TColumns : struct, ICount;

    /// <summary>Up to 4 rows by up to 4 columns, along the terms.</summary>
    [Tile(4, 4, HasFewerColumns = true, Kind = TileKind.Folded)]
    [MethodImpl(Optimized)]
    private static partial void Folded4x4<T, TRows, TColumns>(T sums, ref float left, ref float right, ref float start, ref float result)
        where T : struct, IContraction, allows ref struct
        where TRows : struct, ICount
        where TColumns : struct, ICount;

    /// <summary>Up to 2 rows by up to 4 columns in two partial sums, along the terms.</summary>
    [Tile(2, 4, HasFewerColumns = true, Partials = 2, Kind = TileKind.Folded)]
    [MethodImpl(Optimized)]
    private static partial void Folded2x4x2<T, TRows, TColumns>(T sums, ref float left, ref float right, ref float start, ref float result)
        where T : struct, IContraction, allows ref struct
        where TRows : struct, ICount
        where TColumns : struct, ICount;

    /// <summary>A row by up to 4 columns in four partial sums, along the terms.</summary>
    [Tile(1, 4, HasFewerColumns = true, Partials = 4, Kind = TileKind.Folded)]
    [MethodImpl(Optimized)]
    private static partial void Folded1x4x4<T, TRows, TColumns>(T sums, ref float left, ref float right, ref float start, ref float result)
        where T : struct, IContraction, allows ref struct
        where TRows : struct, ICount
        where TColumns : struct, ICount;

    /// <summary>Up to 4 rows by a column in four partial sums, along the terms.</summary>
    [Tile(4, 1, Partials = 4, Kind = TileKind.Folded)]
    [MethodImpl(Optimized)]
    private static partial void Folded4x1x4<T, TRows, TColumns>(T sums, ref float left, ref float right, ref float start, ref float result)
        where T : struct, IContraction, allows ref struct
        where TRows : struct, ICount
        where TColumns : struct, ICount;
}
