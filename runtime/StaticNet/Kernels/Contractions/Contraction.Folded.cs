using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace StaticNet.Kernels;

// Tiles whose lanes lie along the terms: a row of the left operand is a vector as a column of the right one is, and the 16 lanes of each sum are folded at its end.
public static partial class Contraction
{
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void ChooseFolded<T, TRows, TColumns>(T sums, ref float left, ref float right, ref float start, ref float result)
        where T : struct, IContraction, allows ref struct
        where TRows : struct, ICount
        where TColumns : struct, ICount
    {
        if (T.Partials == 1)
        {
            Folded4x4<T, TRows, TColumns>(sums, ref left, ref right, ref start, ref result);
        }
        else if (T.Partials == 2)
        {
            Folded2x4x2<T, TRows, TColumns>(sums, ref left, ref right, ref start, ref result);
        }
        else if (TColumns.Value == 1)
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
