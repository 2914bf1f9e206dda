using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace StaticNet.Kernels;

// Tiles whose lanes lie along the terms: a row of the left operand is a vector as a column of the right one is, and the 16 lanes of each sum are folded at its end.
public static partial class Contraction
{
    /// <summary>
    /// Sums up a tile whose lanes lie along the terms: an innermost step is a vector of 16 terms of both operands, and where
    /// <see cref="IContraction.LastLanes"/> are fewer than 16, a last vector of so many terms follows the innermost loop. The lanes of a sum are folded at
    /// its end (<see cref="Lanes.Fold(Vector512{float})"/>), and what it starts from is added to that. Results of a row lie side by side.
    /// </summary>
    /// <typeparam name="T">What is summed up; nothing is applied to the sums.</typeparam>
    /// <typeparam name="TRows">The rows: 1 to 4.</typeparam>
    /// <typeparam name="TColumns">The columns: 1 to 4.</typeparam>
    /// <param name="sums">What is summed up.</param>
    /// <param name="left">Row 0 of the left operand, at the first terms.</param>
    /// <param name="right">Column 0 of the right operand, at the first terms.</param>
    /// <param name="start">What is added to column 0; four values can be read.</param>
    /// <param name="result">The result of row 0 and column 0.</param>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Folded<T, TRows, TColumns>(T sums, ref float left, ref float right, ref float start, ref float result)
        where T : struct, IContraction, allows ref struct
        where TRows : struct, ICount
        where TColumns : struct, ICount
        => Folded4x4<T, TRows, TColumns>(sums, ref left, ref right, ref start, ref result);

    /// <summary>Sums up such a tile in two partial sums, which are added before they are folded.</summary>
    /// <typeparam name="T">What is summed up; nothing is applied to the sums.</typeparam>
    /// <typeparam name="TRows">The rows: 1 or 2.</typeparam>
    /// <typeparam name="TColumns">The columns: 1 to 4.</typeparam>
    /// <param name="sums">What is summed up.</param>
    /// <param name="left">Row 0 of the left operand, at the first terms.</param>
    /// <param name="right">Column 0 of the right operand, at the first terms.</param>
    /// <param name="start">What is added to column 0; four values can be read.</param>
    /// <param name="result">The result of row 0 and column 0.</param>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void FoldedOf2<T, TRows, TColumns>(T sums, ref float left, ref float right, ref float start, ref float result)
        where T : struct, IContraction, allows ref struct
        where TRows : struct, ICount
        where TColumns : struct, ICount
        => Folded2x4x2<T, TRows, TColumns>(sums, ref left, ref right, ref start, ref result);

    /// <summary>Sums up such a tile in four partial sums, which are added before they are folded: (a + b) + (c + d).</summary>
    /// <typeparam name="T">What is summed up; nothing is applied to the sums.</typeparam>
    /// <typeparam name="TRows">The rows: 1, or up to 4 of one column.</typeparam>
    /// <typeparam name="TColumns">The columns: 1 to 4.</typeparam>
    /// <param name="sums">What is summed up.</param>
    /// <param name="left">Row 0 of the left operand, at the first terms.</param>
    /// <param name="right">Column 0 of the right operand, at the first terms.</param>
    /// <param name="start">What is added to column 0; four values can be read.</param>
    /// <param name="result">The result of row 0 and column 0.</param>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void FoldedOf4<T, TRows, TColumns>(T sums, ref float left, ref float right, ref float start, ref float result)
        where T : struct, IContraction, allows ref struct
        where TRows : struct, ICount
        where TColumns : struct, ICount
    {
        if (TColumns.Value == 1)
        {
            Folded4x1x4<T, TRows, TColumns>(sums, ref left, ref right, ref start, ref result);
        }
        else
        {
            Folded1x4x4<T, TRows, TColumns>(sums, ref left, ref right, ref start, ref result);
        }
    }

    // The last terms, and zero in the other lanes.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector512<float> Rest<T>(ref float source, Tail tail)
        where T : struct, IContraction, allows ref struct
        => tail == Tail.Exact ? Lanes.Load(ref source, T.LastLanes) : Lanes.First(Vector512.LoadUnsafe(ref source), T.LastLanes);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void StoreFold<T, TColumns>(
        ref float start,
        ref float y,
        Vector512<float> s0,
        Vector512<float> s1,
        Vector512<float> s2,
        Vector512<float> s3)
        where T : struct, IContraction, allows ref struct
        where TColumns : struct, ICount
    {
        if (TColumns.Value == 1)
        {
            float sum = Lanes.Fold(s0);
            y = T.Start == SumStart.Columns ? sum + start : sum;
            return;
        }

        Vector128<float> folded = TColumns.Value == 4 ? Lanes.Fold(s0, s1, s2, s3) : TColumns.Value == 3 ? Lanes.Fold(s0, s1, s2) : Lanes.Fold(s0, s1);
        Lanes.Store(T.Start == SumStart.Columns ? folded + Vector128.LoadUnsafe(ref start) : folded, ref y, TColumns.Value);
    }
}
