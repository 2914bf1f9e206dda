using System.ComponentModel;
using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace StaticNet.Kernels;

/// <summary>
/// Register tiles of sums of products: dense layers and convolutions, their gradients of weights, and whatever else an <see cref="IContraction"/>
/// says. A tile is some rows of a broadcast operand by some columns, vectors of 16, of the other; its sums stay in registers while the loops over the
/// terms run. How large a tile is decides the speed and changes no bit: each sum has its own terms in their own order.
/// </summary>
/// <remarks>
/// A tile is a method, compiled for the constants of a contraction and the number of rows and columns. It has at most 24 sums, which fit the 32
/// registers of 512 bits; where a vector takes two registers of 16 or four of 32, up to six sums fit. Counts and distances are locals, since a call of a
/// method of unoptimized code would stay a call in the innermost loop of a Debug build.
/// </remarks>
[EditorBrowsable(EditorBrowsableState.Never)]
public static partial class Contraction
{
    private const MethodImplOptions Optimized = MethodImplOptions.AggressiveOptimization;

    /// <summary>Sums up a tile.</summary>
    /// <typeparam name="T">What is summed up.</typeparam>
    /// <typeparam name="TRows">
    /// The rows. Where the lanes of a row are those of the column 1 to 16 of one column. In one partial sum 1 to 16 of one column, to 8 of two or three columns,
    /// to 6 of four, one of up to eight; in two 1 to 4 of up to three columns, one of up to six; in four 1 to 6 of a column, to 3 of two columns, one of three. Where the lanes lie along the terms 1 to 4 of up to four columns, with
    /// two partial sums 1 or 2 of them, with four 1, or up to 4 of one column.
    /// </typeparam>
    /// <typeparam name="TColumns">The columns.</typeparam>
    /// <param name="sums">What is summed up.</param>
    /// <param name="left">Row 0 of the left operand, at the first term.</param>
    /// <param name="right">Column 0 of the right operand, at the first term.</param>
    /// <param name="start">
    /// What column 0 (or row 0) starts from; not used where <see cref="IContraction.Start"/> needs nothing. Where the lanes lie along the terms, four values can be
    /// read.
    /// </param>
    /// <param name="result">The result of row 0 and column 0.</param>
    /// <param name="vector">The index of column 0 in a row of the whole result.</param>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Tile<T, TRows, TColumns>(T sums, ref float left, ref float right, ref float start, ref float result, int vector = 0)
        where T : struct, IContraction, allows ref struct
        where TRows : struct, ICount
        where TColumns : struct, ICount
    {
        if (T.IsFolded)
        {
            ChooseFolded<T, TRows, TColumns>(sums, ref left, ref right, ref start, ref result);
        }
        else if (AppliesLater<T>())
        {
            Choose<RawSums<T>, TRows, TColumns>(new RawSums<T>(sums), ref left, ref right, ref start, ref result, vector);
            ApplyStored<T, TRows, TColumns>(sums, ref result, vector);
        }
        else
        {
            Choose<T, TRows, TColumns>(sums, ref left, ref right, ref start, ref result, vector);
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Choose<T, TRows, TColumns>(T sums, ref float left, ref float right, ref float start, ref float result, int vector)
        where T : struct, IContraction, allows ref struct
        where TRows : struct, ICount
        where TColumns : struct, ICount
    {
        if (T.IsChannelwise && T.SharesTerms && TRows.Value <= 8)
        {
            Channels8x1Of3<T, TRows, TColumns>(sums, ref left, ref right, ref start, ref result, vector);
        }
        else if (T.IsChannelwise)
        {
            Channels16x1<T, TRows, TColumns>(sums, ref left, ref right, ref start, ref result, vector);
        }
        else if (T.Partials == 2)
        {
            ChooseOf2<T, TRows, TColumns>(sums, ref left, ref right, ref start, ref result, vector);
        }
        else if (T.Partials == 4)
        {
            ChooseOf4<T, TRows, TColumns>(sums, ref left, ref right, ref start, ref result, vector);
        }
        else if (T.Store != SumStore.Vectors)
        {
            if (TColumns.Value == 4)
            {
                Pixels6x4<T, TRows, TColumns>(sums, ref left, ref right, ref start, ref result);
            }
            else
            {
                Pixels8x3<T, TRows, TColumns>(sums, ref left, ref right, ref start, ref result);
            }
        }
        else if (TColumns.Value == 1)
        {
            Tile16x1<T, TRows, TColumns>(sums, ref left, ref right, ref start, ref result, vector);
        }
        else if (TColumns.Value == 2)
        {
            Tile8x2<T, TRows, TColumns>(sums, ref left, ref right, ref start, ref result, vector);
        }
        else if (TColumns.Value == 3)
        {
            Tile8x3<T, TRows, TColumns>(sums, ref left, ref right, ref start, ref result, vector);
        }
        else if (TColumns.Value == 4)
        {
            Tile6x4<T, TRows, TColumns>(sums, ref left, ref right, ref start, ref result, vector);
        }
        else
        {
            Tile1x8<T, TRows, TColumns>(sums, ref left, ref right, ref start, ref result, vector);
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void ChooseOf2<T, TRows, TColumns>(T sums, ref float left, ref float right, ref float start, ref float result, int vector)
        where T : struct, IContraction, allows ref struct
        where TRows : struct, ICount
        where TColumns : struct, ICount
    {
        if (TColumns.Value == 1)
        {
            Tile4x1x2<T, TRows, TColumns>(sums, ref left, ref right, ref start, ref result, vector);
        }
        else if (TColumns.Value == 2)
        {
            Tile4x2x2<T, TRows, TColumns>(sums, ref left, ref right, ref start, ref result, vector);
        }
        else if (TColumns.Value == 3)
        {
            Tile4x3x2<T, TRows, TColumns>(sums, ref left, ref right, ref start, ref result, vector);
        }
        else
        {
            Tile1x6x2<T, TRows, TColumns>(sums, ref left, ref right, ref start, ref result, vector);
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void ChooseOf4<T, TRows, TColumns>(T sums, ref float left, ref float right, ref float start, ref float result, int vector)
        where T : struct, IContraction, allows ref struct
        where TRows : struct, ICount
        where TColumns : struct, ICount
    {
        if (TColumns.Value == 1)
        {
            Tile6x1x4<T, TRows, TColumns>(sums, ref left, ref right, ref start, ref result, vector);
        }
        else if (TColumns.Value == 2)
        {
            Tile3x2x4<T, TRows, TColumns>(sums, ref left, ref right, ref start, ref result, vector);
        }
        else
        {
            Tile1x3x4<T, TRows, TColumns>(sums, ref left, ref right, ref start, ref result, vector);
        }
    }

    // With 32 registers of 512 bits a sum is one register, and the function is applied to it there. Elsewhere it takes two or four of what the loops need:
    // the sums of a tile are stored and, while they are in the cache, replaced.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static bool AppliesLater<T>()
        where T : struct, IContraction, allows ref struct
        => !Vector512.IsHardwareAccelerated && T.HasFunction && T.Store == SumStore.Vectors;

    [MethodImpl(MethodImplOptions.NoInlining | Optimized)]
    private static void ApplyStored<T, TRows, TColumns>(T sums, ref float result, int vector)
        where T : struct, IContraction, allows ref struct
        where TRows : struct, ICount
        where TColumns : struct, ICount
    {
        bool isPartial = TColumns.IsLast && T.ResultTail == Tail.Exact;
        int whole = isPartial ? TColumns.Value - 1 : TColumns.Value;
        for (int r = 0; r < TRows.Value; r++)
        {
            ref float y = ref Unsafe.Add(ref result, T.Result(r));
            for (int c = 0; c < whole; c++)
            {
                sums.Apply(Vector512.LoadUnsafe(ref y), vector + c).StoreUnsafe(ref y);
                y = ref Unsafe.Add(ref y, Lanes.Count);
            }

            if (isPartial)
            {
                Lanes.Store(sums.Apply(Lanes.Load(ref y, T.LastLanes), vector + whole), ref y, T.LastLanes);
            }
        }
    }

    // A column that may be the last vector of a row: of the columns of a tile only the last one is.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector512<float> LoadLast<T, TColumns>(int column, ref float source, Tail tail)
        where T : struct, IContraction, allows ref struct
        where TColumns : struct, ICount
    {
        if (!TColumns.IsLast || column < TColumns.Value - 1 || tail == Tail.Whole)
        {
            return Vector512.LoadUnsafe(ref source);
        }

        return tail == Tail.Exact ? Lanes.Load(ref source, T.LastLanes) : Lanes.First(Vector512.LoadUnsafe(ref source), T.LastLanes);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void StoreLast<T, TColumns>(int column, Vector512<float> value, ref float destination)
        where T : struct, IContraction, allows ref struct
        where TColumns : struct, ICount
    {
        if (!TColumns.IsLast || column < TColumns.Value - 1 || T.ResultTail != Tail.Exact)
        {
            value.StoreUnsafe(ref destination);
        }
        else
        {
            StoreFirst(value, ref destination, T.LastLanes);
        }
    }

    // A call, which is what these few stores are worth.
    [MethodImpl(MethodImplOptions.NoInlining)]
    private static void StoreFirst(Vector512<float> value, ref float destination, int lanes) => Lanes.Store(value, ref destination, lanes);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector512<float> Larger<T>(T sums, Vector512<float> s, Vector512<float> t)
        where T : struct, IContraction, allows ref struct
        => T.Store == SumStore.LargerSums ? sums.Apply(Lanes.Larger(s, t), 0) : Lanes.Larger(sums.Apply(s, 0), sums.Apply(t, 0));
}
