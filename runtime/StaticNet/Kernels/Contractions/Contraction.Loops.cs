using System.Runtime.CompilerServices;

namespace StaticNet.Kernels;

// The loops over the tiles of a whole result. They are methods of their own: what they call is inlined into them, and would exhaust what the JIT inlines into
// a caller with several of them.
public static partial class Contraction
{
    /// <summary>
    /// Sums up whole tiles of rows, all columns of some rows before the rows after them: for few rows, and for results that are much larger than the right operand.
    /// </summary>
    /// <typeparam name="T">What is summed up.</typeparam>
    /// <typeparam name="TRows">The rows of a tile.</typeparam>
    /// <typeparam name="TColumns">The columns of a tile.</typeparam>
    /// <typeparam name="TRest">The columns of the tiles at the end of a row: of one, or of two where a single column would be left over.</typeparam>
    /// <param name="sums">What is summed up.</param>
    /// <param name="left">Row 0 of the left operand, at the first term.</param>
    /// <param name="right">Column 0 of the right operand, at the first term.</param>
    /// <param name="start">What column 0 starts from; not used where <see cref="IContraction.Start"/> needs nothing.</param>
    /// <param name="result">The result of row 0 and column 0.</param>
    /// <param name="rows">The row after the last one.</param>
    /// <param name="first">The first row.</param>
    /// <returns>The first row for which there is no whole tile.</returns>
    [MethodImpl(MethodImplOptions.NoInlining | Optimized)]
    public static int Rows<T, TRows, TColumns, TRest>(T sums, ref float left, ref float right, ref float start, ref float result, int rows, int first = 0)
        where T : struct, IContraction, allows ref struct
        where TRows : struct, ICount
        where TColumns : struct, ICount
        where TRest : struct, ICount
    {
        for (; rows - first >= TRows.Value; first += TRows.Value)
        {
            ref float l = ref Unsafe.Add(ref left, T.Left(first));
            ref float y = ref Unsafe.Add(ref result, T.Result(first));
            int column = 0;
            for (; column < EndOfColumns<T, TColumns, TRest>(); column += TColumns.Value)
            {
                TileAt<T, TRows, TColumns>(sums, ref l, ref right, ref start, ref y, column);
            }

            for (; column < EndOfRest<T, TColumns, TRest>(); column += TRest.Value)
            {
                TileAt<T, TRows, TRest>(sums, ref l, ref right, ref start, ref y, column);
            }

            if (HasTail<T>())
            {
                if (EndOfColumns<T, TColumns, TRest>() + TColumns.Value == T.Columns)
                {
                    TileAt<T, TRows, Last<TColumns>>(sums, ref l, ref right, ref start, ref y, column);
                }
                else
                {
                    TileAt<T, TRows, Last<TRest>>(sums, ref l, ref right, ref start, ref y, column);
                }
            }
        }

        return first;
    }

    /// <summary>Sums up whole tiles of rows, all rows of some columns before the columns after them: some columns stay in the cache for all rows.</summary>
    /// <typeparam name="T">What is summed up.</typeparam>
    /// <typeparam name="TRows">The rows of a tile.</typeparam>
    /// <typeparam name="TColumns">The columns of a tile.</typeparam>
    /// <typeparam name="TRest">The columns of the tiles at the end of a row: of one, or of two where a single column would be left over.</typeparam>
    /// <param name="sums">What is summed up.</param>
    /// <param name="left">Row 0 of the left operand, at the first term.</param>
    /// <param name="right">Column 0 of the right operand, at the first term.</param>
    /// <param name="start">What column 0 starts from; not used where <see cref="IContraction.Start"/> needs nothing.</param>
    /// <param name="result">The result of row 0 and column 0.</param>
    /// <param name="rows">The row after the last one.</param>
    /// <param name="first">The first row.</param>
    /// <returns>The first row for which there is no whole tile.</returns>
    [MethodImpl(MethodImplOptions.NoInlining | Optimized)]
    public static int Columns<T, TRows, TColumns, TRest>(T sums, ref float left, ref float right, ref float start, ref float result, int rows, int first = 0)
        where T : struct, IContraction, allows ref struct
        where TRows : struct, ICount
        where TColumns : struct, ICount
        where TRest : struct, ICount
    {
        if (rows - first < TRows.Value)
        {
            return first;
        }

        WholeTiles<T, TRows, TColumns, TRest>(sums, ref left, ref right, ref start, ref result, rows, first);
        return rows - ((rows - first) % TRows.Value);
    }

    /// <summary>Sums up whole tiles of rows of several results, one after the other: small ones, for which a call each would take long. They start from zero.</summary>
    /// <typeparam name="T">What is summed up.</typeparam>
    /// <typeparam name="TRows">The rows of a tile.</typeparam>
    /// <typeparam name="TColumns">The columns of a tile.</typeparam>
    /// <typeparam name="TRest">The columns of the tiles at the end of a row: of one, or of two where a single column would be left over.</typeparam>
    /// <param name="sums">What is summed up.</param>
    /// <param name="left">Row 0 of the first left operand, at the first term.</param>
    /// <param name="right">Column 0 of the first right operand, at the first term.</param>
    /// <param name="result">The first result of row 0 and column 0.</param>
    /// <param name="steps">How many results there are, and the way from one to the next.</param>
    /// <param name="rows">The row after the last one: there is a whole tile.</param>
    /// <param name="first">The first row.</param>
    [MethodImpl(MethodImplOptions.NoInlining | Optimized)]
    public static void Each<T, TRows, TColumns, TRest>(T sums, ref float left, ref float right, ref float result, EachStep steps, int rows, int first = 0)
        where T : struct, IContraction, allows ref struct
        where TRows : struct, ICount
        where TColumns : struct, ICount
        where TRest : struct, ICount
    {
        for (int i = 0; i < steps.Count; i++)
        {
            WholeTiles<T, TRows, TColumns, TRest>(sums, ref left, ref right, ref result, ref result, rows, first);
            left = ref Unsafe.Add(ref left, steps.Left);
            right = ref Unsafe.Add(ref right, steps.Right);
            result = ref Unsafe.Add(ref result, steps.Result);
        }
    }

    /// <summary>
    /// Sums up several lines of rows channel by channel, all lines of a column before the next column: for lines that are larger than the first-level cache, each of
    /// which several results need.
    /// </summary>
    /// <typeparam name="T">What is summed up: vectors with the lanes of a column, all of which are whole.</typeparam>
    /// <typeparam name="TRows">The rows of a tile.</typeparam>
    /// <typeparam name="TLast">The rows at the end of a line, for which there is no whole tile; none for lines of whole tiles.</typeparam>
    /// <param name="sums">What is summed up.</param>
    /// <param name="left">Row 0 of the first line's left operand, at the first term.</param>
    /// <param name="right">Column 0 of the right operand, at the first term.</param>
    /// <param name="start">What column 0 starts from; not used where <see cref="IContraction.Start"/> needs nothing.</param>
    /// <param name="result">The first line's result of row 0 and column 0.</param>
    /// <param name="lines">How many lines there are, and the way from one to the next; the right operand is the same for all.</param>
    /// <param name="rows">The rows of a line: at least a whole tile.</param>
    [MethodImpl(MethodImplOptions.NoInlining | Optimized)]
    public static void ChannelLines<T, TRows, TLast>(T sums, ref float left, ref float right, ref float start, ref float result, EachStep lines, int rows)
        where T : struct, IContraction, allows ref struct
        where TRows : struct, ICount
        where TLast : struct, ICount
    {
        for (int column = 0; column < T.Columns; column++)
        {
            ref float l = ref left;
            ref float y = ref result;
            for (int line = 0; line < lines.Count; line++)
            {
                TilesAt<T, TRows, N1>(sums, ref l, ref right, ref start, ref y, rows, first: 0, column);
                if (TLast.Value > 0)
                {
                    int row = rows - TLast.Value;
                    TileAt<T, TLast, N1>(sums, ref Unsafe.Add(ref l, T.Left(row)), ref right, ref start, ref Unsafe.Add(ref y, T.Result(row)), column);
                }

                l = ref Unsafe.Add(ref l, lines.Left);
                y = ref Unsafe.Add(ref y, lines.Result);
            }
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void WholeTiles<T, TRows, TColumns, TRest>(
        T sums, ref float left, ref float right, ref float start, ref float result, int rows, int first)
        where T : struct, IContraction, allows ref struct
        where TRows : struct, ICount
        where TColumns : struct, ICount
        where TRest : struct, ICount
    {
        int column = 0;
        for (; column < EndOfColumns<T, TColumns, TRest>(); column += TColumns.Value)
        {
            TilesAt<T, TRows, TColumns>(sums, ref left, ref right, ref start, ref result, rows, first, column);
        }

        for (; column < EndOfRest<T, TColumns, TRest>(); column += TRest.Value)
        {
            TilesAt<T, TRows, TRest>(sums, ref left, ref right, ref start, ref result, rows, first, column);
        }

        if (HasTail<T>())
        {
            if (EndOfColumns<T, TColumns, TRest>() + TColumns.Value == T.Columns)
            {
                TilesAt<T, TRows, Last<TColumns>>(sums, ref left, ref right, ref start, ref result, rows, first, column);
            }
            else
            {
                TilesAt<T, TRows, Last<TRest>>(sums, ref left, ref right, ref start, ref result, rows, first, column);
            }
        }
    }

    /// <summary>Whether the last vector of a row is not like the others.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static bool HasTail<T>()
        where T : struct, IContraction, allows ref struct
        => !T.IsFolded && T.LastLanes < Lanes.Count && (T.RightTail != Tail.Whole || T.ResultTail != Tail.Whole);

    /// <summary>The column after the tiles of <typeparamref name="TColumns"/>. A tile with the last vector of a row is not among them where that vector differs.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static int EndOfColumns<T, TColumns, TRest>()
        where T : struct, IContraction, allows ref struct
        where TColumns : struct, ICount
        where TRest : struct, ICount
    {
        int columns = TColumns.Value;
        int tiles = T.Columns / columns;
        int left = T.Columns % columns;
        return ((left % TRest.Value != 0) || (left == 0 && HasTail<T>()) ? tiles - 1 : tiles) * columns;
    }

    /// <summary>The column after the tiles of <typeparamref name="TRest"/> that follow.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static int EndOfRest<T, TColumns, TRest>()
        where T : struct, IContraction, allows ref struct
        where TColumns : struct, ICount
        where TRest : struct, ICount
        => !HasTail<T>() ? T.Columns
            : EndOfColumns<T, TColumns, TRest>() + TColumns.Value == T.Columns ? EndOfColumns<T, TColumns, TRest>()
            : T.Columns - TRest.Value;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void TilesAt<T, TRows, TColumns>(
        T sums, ref float left, ref float right, ref float start, ref float result, int rows, int first, int column)
        where T : struct, IContraction, allows ref struct
        where TRows : struct, ICount
        where TColumns : struct, ICount
    {
        do
        {
            TileAt<T, TRows, TColumns>(sums, ref Unsafe.Add(ref left, T.Left(first)), ref right, ref start, ref Unsafe.Add(ref result, T.Result(first)), column);
            first += TRows.Value;
        }
        while (rows - first >= TRows.Value);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void TileAt<T, TRows, TColumns>(T sums, ref float left, ref float right, ref float start, ref float result, int column)
        where T : struct, IContraction, allows ref struct
        where TRows : struct, ICount
        where TColumns : struct, ICount
    {
        int distance = T.IsFolded ? column : column * Lanes.Count;
        Tile<T, TRows, TColumns>(
            sums,
            ref (T.IsChannelwise ? ref Unsafe.Add(ref left, distance) : ref left),
            ref Unsafe.Add(ref right, T.Right(column)),
            ref (T.Start == SumStart.Columns ? ref Unsafe.Add(ref start, distance) : ref start),
            ref Unsafe.Add(ref result, distance),
            column);
    }
}
