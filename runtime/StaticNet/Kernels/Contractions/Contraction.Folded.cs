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

    /// <summary>Up to 4 rows by up to 4 columns.</summary>
    [MethodImpl(Optimized)]
    private static void Folded4x4<T, TRows, TColumns>(T sums, ref float left, ref float right, ref float start, ref float result)
        where T : struct, IContraction, allows ref struct
        where TRows : struct, ICount
        where TColumns : struct, ICount
    {
        (Axis outer, Axis middle, Axis inner) = (sums.Outer, sums.Middle, sums.Inner);
        int rows = TRows.Value;
        int columns = TColumns.Value;
        int l0 = T.Left(0), l1 = T.Left(1), l2 = T.Left(2), l3 = T.Left(3);
        int c0 = T.Right(0), c1 = T.Right(1), c2 = T.Right(2), c3 = T.Right(3);
        Vector512<float> s0_0 = Vector512<float>.Zero, s0_1 = Vector512<float>.Zero, s0_2 = Vector512<float>.Zero, s0_3 = Vector512<float>.Zero;
        Vector512<float> s1_0 = Vector512<float>.Zero, s1_1 = Vector512<float>.Zero, s1_2 = Vector512<float>.Zero, s1_3 = Vector512<float>.Zero;
        Vector512<float> s2_0 = Vector512<float>.Zero, s2_1 = Vector512<float>.Zero, s2_2 = Vector512<float>.Zero, s2_3 = Vector512<float>.Zero;
        Vector512<float> s3_0 = Vector512<float>.Zero, s3_1 = Vector512<float>.Zero, s3_2 = Vector512<float>.Zero, s3_3 = Vector512<float>.Zero;
        int o = outer.Count;
        do
        {
            int m = middle.Count;
            do
            {
                for (int k = inner.Count; k > 0; k--)
                {
                    Vector512<float> w0 = Vector512.LoadUnsafe(ref Unsafe.Add(ref right, c0));
                    Vector512<float> w1 = columns > 1 ? Vector512.LoadUnsafe(ref Unsafe.Add(ref right, c1)) : Vector512<float>.Zero;
                    Vector512<float> w2 = columns > 2 ? Vector512.LoadUnsafe(ref Unsafe.Add(ref right, c2)) : Vector512<float>.Zero;
                    Vector512<float> w3 = columns > 3 ? Vector512.LoadUnsafe(ref Unsafe.Add(ref right, c3)) : Vector512<float>.Zero;
                    Vector512<float> v0 = Vector512.LoadUnsafe(ref Unsafe.Add(ref left, l0));
                    s0_0 = Vector512.FusedMultiplyAdd(v0, w0, s0_0);

                    if (columns > 1)
                    {
                        s0_1 = Vector512.FusedMultiplyAdd(v0, w1, s0_1);
                    }

                    if (columns > 2)
                    {
                        s0_2 = Vector512.FusedMultiplyAdd(v0, w2, s0_2);
                    }

                    if (columns > 3)
                    {
                        s0_3 = Vector512.FusedMultiplyAdd(v0, w3, s0_3);
                    }

                    if (rows > 1)
                    {
                        Vector512<float> v1 = Vector512.LoadUnsafe(ref Unsafe.Add(ref left, l1));
                        s1_0 = Vector512.FusedMultiplyAdd(v1, w0, s1_0);

                        if (columns > 1)
                        {
                            s1_1 = Vector512.FusedMultiplyAdd(v1, w1, s1_1);
                        }

                        if (columns > 2)
                        {
                            s1_2 = Vector512.FusedMultiplyAdd(v1, w2, s1_2);
                        }

                        if (columns > 3)
                        {
                            s1_3 = Vector512.FusedMultiplyAdd(v1, w3, s1_3);
                        }
                    }

                    if (rows > 2)
                    {
                        Vector512<float> v2 = Vector512.LoadUnsafe(ref Unsafe.Add(ref left, l2));
                        s2_0 = Vector512.FusedMultiplyAdd(v2, w0, s2_0);

                        if (columns > 1)
                        {
                            s2_1 = Vector512.FusedMultiplyAdd(v2, w1, s2_1);
                        }

                        if (columns > 2)
                        {
                            s2_2 = Vector512.FusedMultiplyAdd(v2, w2, s2_2);
                        }

                        if (columns > 3)
                        {
                            s2_3 = Vector512.FusedMultiplyAdd(v2, w3, s2_3);
                        }
                    }

                    if (rows > 3)
                    {
                        Vector512<float> v3 = Vector512.LoadUnsafe(ref Unsafe.Add(ref left, l3));
                        s3_0 = Vector512.FusedMultiplyAdd(v3, w0, s3_0);

                        if (columns > 1)
                        {
                            s3_1 = Vector512.FusedMultiplyAdd(v3, w1, s3_1);
                        }

                        if (columns > 2)
                        {
                            s3_2 = Vector512.FusedMultiplyAdd(v3, w2, s3_2);
                        }

                        if (columns > 3)
                        {
                            s3_3 = Vector512.FusedMultiplyAdd(v3, w3, s3_3);
                        }
                    }

                    left = ref Unsafe.Add(ref left, inner.Left);
                    right = ref Unsafe.Add(ref right, inner.Right);
                }

                if (T.LastLanes < Lanes.Count)
                {
                    Vector512<float> w0 = Rest<T>(ref Unsafe.Add(ref right, c0), T.RightTail);
                    Vector512<float> w1 = columns > 1 ? Rest<T>(ref Unsafe.Add(ref right, c1), T.RightTail) : Vector512<float>.Zero;
                    Vector512<float> w2 = columns > 2 ? Rest<T>(ref Unsafe.Add(ref right, c2), T.RightTail) : Vector512<float>.Zero;
                    Vector512<float> w3 = columns > 3 ? Rest<T>(ref Unsafe.Add(ref right, c3), T.RightTail) : Vector512<float>.Zero;
                    Vector512<float> v0 = Rest<T>(ref Unsafe.Add(ref left, l0), T.LeftTail);
                    s0_0 = Vector512.FusedMultiplyAdd(v0, w0, s0_0);

                    if (columns > 1)
                    {
                        s0_1 = Vector512.FusedMultiplyAdd(v0, w1, s0_1);
                    }

                    if (columns > 2)
                    {
                        s0_2 = Vector512.FusedMultiplyAdd(v0, w2, s0_2);
                    }

                    if (columns > 3)
                    {
                        s0_3 = Vector512.FusedMultiplyAdd(v0, w3, s0_3);
                    }

                    if (rows > 1)
                    {
                        Vector512<float> v1 = Rest<T>(ref Unsafe.Add(ref left, l1), T.LeftTail);
                        s1_0 = Vector512.FusedMultiplyAdd(v1, w0, s1_0);

                        if (columns > 1)
                        {
                            s1_1 = Vector512.FusedMultiplyAdd(v1, w1, s1_1);
                        }

                        if (columns > 2)
                        {
                            s1_2 = Vector512.FusedMultiplyAdd(v1, w2, s1_2);
                        }

                        if (columns > 3)
                        {
                            s1_3 = Vector512.FusedMultiplyAdd(v1, w3, s1_3);
                        }
                    }

                    if (rows > 2)
                    {
                        Vector512<float> v2 = Rest<T>(ref Unsafe.Add(ref left, l2), T.LeftTail);
                        s2_0 = Vector512.FusedMultiplyAdd(v2, w0, s2_0);

                        if (columns > 1)
                        {
                            s2_1 = Vector512.FusedMultiplyAdd(v2, w1, s2_1);
                        }

                        if (columns > 2)
                        {
                            s2_2 = Vector512.FusedMultiplyAdd(v2, w2, s2_2);
                        }

                        if (columns > 3)
                        {
                            s2_3 = Vector512.FusedMultiplyAdd(v2, w3, s2_3);
                        }
                    }

                    if (rows > 3)
                    {
                        Vector512<float> v3 = Rest<T>(ref Unsafe.Add(ref left, l3), T.LeftTail);
                        s3_0 = Vector512.FusedMultiplyAdd(v3, w0, s3_0);

                        if (columns > 1)
                        {
                            s3_1 = Vector512.FusedMultiplyAdd(v3, w1, s3_1);
                        }

                        if (columns > 2)
                        {
                            s3_2 = Vector512.FusedMultiplyAdd(v3, w2, s3_2);
                        }

                        if (columns > 3)
                        {
                            s3_3 = Vector512.FusedMultiplyAdd(v3, w3, s3_3);
                        }
                    }
                }

                left = ref Unsafe.Add(ref left, middle.Left - (inner.Count * inner.Left));
                right = ref Unsafe.Add(ref right, middle.Right - (inner.Count * inner.Right));
            }
            while (--m > 0);

            left = ref Unsafe.Add(ref left, outer.Left - (middle.Count * middle.Left));
            right = ref Unsafe.Add(ref right, outer.Right - (middle.Count * middle.Right));
        }
        while (--o > 0);

        StoreFold<T, TColumns>(ref start, ref Unsafe.Add(ref result, T.Result(0)), s0_0, s0_1, s0_2, s0_3);

        if (rows > 1)
        {
            StoreFold<T, TColumns>(ref start, ref Unsafe.Add(ref result, T.Result(1)), s1_0, s1_1, s1_2, s1_3);
        }

        if (rows > 2)
        {
            StoreFold<T, TColumns>(ref start, ref Unsafe.Add(ref result, T.Result(2)), s2_0, s2_1, s2_2, s2_3);
        }

        if (rows > 3)
        {
            StoreFold<T, TColumns>(ref start, ref Unsafe.Add(ref result, T.Result(3)), s3_0, s3_1, s3_2, s3_3);
        }
    }

    /// <summary>Up to 2 rows by up to 4 columns in two partial sums.</summary>
    [MethodImpl(Optimized)]
    private static void Folded2x4x2<T, TRows, TColumns>(T sums, ref float left, ref float right, ref float start, ref float result)
        where T : struct, IContraction, allows ref struct
        where TRows : struct, ICount
        where TColumns : struct, ICount
    {
        (Axis outer, Axis middle, Axis inner) = (sums.Outer, sums.Middle, sums.Inner);
        Axis partial = T.Partial;
        int rows = TRows.Value;
        int columns = TColumns.Value;
        int l0 = T.Left(0), l1 = T.Left(1);
        int c0 = T.Right(0), c1 = T.Right(1), c2 = T.Right(2), c3 = T.Right(3);
        Vector512<float> a0_0 = Vector512<float>.Zero, a0_1 = Vector512<float>.Zero, a0_2 = Vector512<float>.Zero, a0_3 = Vector512<float>.Zero;
        Vector512<float> a1_0 = Vector512<float>.Zero, a1_1 = Vector512<float>.Zero, a1_2 = Vector512<float>.Zero, a1_3 = Vector512<float>.Zero;
        Vector512<float> b0_0 = Vector512<float>.Zero, b0_1 = Vector512<float>.Zero, b0_2 = Vector512<float>.Zero, b0_3 = Vector512<float>.Zero;
        Vector512<float> b1_0 = Vector512<float>.Zero, b1_1 = Vector512<float>.Zero, b1_2 = Vector512<float>.Zero, b1_3 = Vector512<float>.Zero;
        int o = outer.Count;
        do
        {
            int m = middle.Count;
            do
            {
                for (int k = inner.Count; k > 0; k--)
                {
                    Vector512<float> w0a = Vector512.LoadUnsafe(ref Unsafe.Add(ref right, c0));
                    Vector512<float> w1a = columns > 1 ? Vector512.LoadUnsafe(ref Unsafe.Add(ref right, c1)) : Vector512<float>.Zero;
                    Vector512<float> w2a = columns > 2 ? Vector512.LoadUnsafe(ref Unsafe.Add(ref right, c2)) : Vector512<float>.Zero;
                    Vector512<float> w3a = columns > 3 ? Vector512.LoadUnsafe(ref Unsafe.Add(ref right, c3)) : Vector512<float>.Zero;
                    Vector512<float> va0 = Vector512.LoadUnsafe(ref Unsafe.Add(ref left, l0));
                    a0_0 = Vector512.FusedMultiplyAdd(va0, w0a, a0_0);

                    if (columns > 1)
                    {
                        a0_1 = Vector512.FusedMultiplyAdd(va0, w1a, a0_1);
                    }

                    if (columns > 2)
                    {
                        a0_2 = Vector512.FusedMultiplyAdd(va0, w2a, a0_2);
                    }

                    if (columns > 3)
                    {
                        a0_3 = Vector512.FusedMultiplyAdd(va0, w3a, a0_3);
                    }

                    if (rows > 1)
                    {
                        Vector512<float> va1 = Vector512.LoadUnsafe(ref Unsafe.Add(ref left, l1));
                        a1_0 = Vector512.FusedMultiplyAdd(va1, w0a, a1_0);

                        if (columns > 1)
                        {
                            a1_1 = Vector512.FusedMultiplyAdd(va1, w1a, a1_1);
                        }

                        if (columns > 2)
                        {
                            a1_2 = Vector512.FusedMultiplyAdd(va1, w2a, a1_2);
                        }

                        if (columns > 3)
                        {
                            a1_3 = Vector512.FusedMultiplyAdd(va1, w3a, a1_3);
                        }
                    }

                    Vector512<float> w0b = Vector512.LoadUnsafe(ref Unsafe.Add(ref right, partial.Right + c0));
                    Vector512<float> w1b = columns > 1 ? Vector512.LoadUnsafe(ref Unsafe.Add(ref right, partial.Right + c1)) : Vector512<float>.Zero;
                    Vector512<float> w2b = columns > 2 ? Vector512.LoadUnsafe(ref Unsafe.Add(ref right, partial.Right + c2)) : Vector512<float>.Zero;
                    Vector512<float> w3b = columns > 3 ? Vector512.LoadUnsafe(ref Unsafe.Add(ref right, partial.Right + c3)) : Vector512<float>.Zero;
                    Vector512<float> vb0 = Vector512.LoadUnsafe(ref Unsafe.Add(ref left, partial.Left + l0));
                    b0_0 = Vector512.FusedMultiplyAdd(vb0, w0b, b0_0);

                    if (columns > 1)
                    {
                        b0_1 = Vector512.FusedMultiplyAdd(vb0, w1b, b0_1);
                    }

                    if (columns > 2)
                    {
                        b0_2 = Vector512.FusedMultiplyAdd(vb0, w2b, b0_2);
                    }

                    if (columns > 3)
                    {
                        b0_3 = Vector512.FusedMultiplyAdd(vb0, w3b, b0_3);
                    }

                    if (rows > 1)
                    {
                        Vector512<float> vb1 = Vector512.LoadUnsafe(ref Unsafe.Add(ref left, partial.Left + l1));
                        b1_0 = Vector512.FusedMultiplyAdd(vb1, w0b, b1_0);

                        if (columns > 1)
                        {
                            b1_1 = Vector512.FusedMultiplyAdd(vb1, w1b, b1_1);
                        }

                        if (columns > 2)
                        {
                            b1_2 = Vector512.FusedMultiplyAdd(vb1, w2b, b1_2);
                        }

                        if (columns > 3)
                        {
                            b1_3 = Vector512.FusedMultiplyAdd(vb1, w3b, b1_3);
                        }
                    }

                    left = ref Unsafe.Add(ref left, inner.Left);
                    right = ref Unsafe.Add(ref right, inner.Right);
                }

                left = ref Unsafe.Add(ref left, middle.Left - (inner.Count * inner.Left));
                right = ref Unsafe.Add(ref right, middle.Right - (inner.Count * inner.Right));
            }
            while (--m > 0);

            left = ref Unsafe.Add(ref left, outer.Left - (middle.Count * middle.Left));
            right = ref Unsafe.Add(ref right, outer.Right - (middle.Count * middle.Right));
        }
        while (--o > 0);

        // The loops have come back to the first term.
        left = ref Unsafe.Add(ref left, inner.Count * inner.Left);
        right = ref Unsafe.Add(ref right, inner.Count * inner.Right);
        if (T.Rest > 0)
        {
            Vector512<float> w0 = Vector512.LoadUnsafe(ref Unsafe.Add(ref right, c0));
            Vector512<float> w1 = columns > 1 ? Vector512.LoadUnsafe(ref Unsafe.Add(ref right, c1)) : Vector512<float>.Zero;
            Vector512<float> w2 = columns > 2 ? Vector512.LoadUnsafe(ref Unsafe.Add(ref right, c2)) : Vector512<float>.Zero;
            Vector512<float> w3 = columns > 3 ? Vector512.LoadUnsafe(ref Unsafe.Add(ref right, c3)) : Vector512<float>.Zero;
            Vector512<float> v0 = Vector512.LoadUnsafe(ref Unsafe.Add(ref left, l0));
            a0_0 = Vector512.FusedMultiplyAdd(v0, w0, a0_0);

            if (columns > 1)
            {
                a0_1 = Vector512.FusedMultiplyAdd(v0, w1, a0_1);
            }

            if (columns > 2)
            {
                a0_2 = Vector512.FusedMultiplyAdd(v0, w2, a0_2);
            }

            if (columns > 3)
            {
                a0_3 = Vector512.FusedMultiplyAdd(v0, w3, a0_3);
            }

            if (rows > 1)
            {
                Vector512<float> v1 = Vector512.LoadUnsafe(ref Unsafe.Add(ref left, l1));
                a1_0 = Vector512.FusedMultiplyAdd(v1, w0, a1_0);

                if (columns > 1)
                {
                    a1_1 = Vector512.FusedMultiplyAdd(v1, w1, a1_1);
                }

                if (columns > 2)
                {
                    a1_2 = Vector512.FusedMultiplyAdd(v1, w2, a1_2);
                }

                if (columns > 3)
                {
                    a1_3 = Vector512.FusedMultiplyAdd(v1, w3, a1_3);
                }
            }
        }

        if (T.LastLanes < Lanes.Count && T.Rest == 0)
        {
            Vector512<float> w0 = Rest<T>(ref Unsafe.Add(ref right, c0), T.RightTail);
            Vector512<float> w1 = columns > 1 ? Rest<T>(ref Unsafe.Add(ref right, c1), T.RightTail) : Vector512<float>.Zero;
            Vector512<float> w2 = columns > 2 ? Rest<T>(ref Unsafe.Add(ref right, c2), T.RightTail) : Vector512<float>.Zero;
            Vector512<float> w3 = columns > 3 ? Rest<T>(ref Unsafe.Add(ref right, c3), T.RightTail) : Vector512<float>.Zero;
            Vector512<float> v0 = Rest<T>(ref Unsafe.Add(ref left, l0), T.LeftTail);
            a0_0 = Vector512.FusedMultiplyAdd(v0, w0, a0_0);

            if (columns > 1)
            {
                a0_1 = Vector512.FusedMultiplyAdd(v0, w1, a0_1);
            }

            if (columns > 2)
            {
                a0_2 = Vector512.FusedMultiplyAdd(v0, w2, a0_2);
            }

            if (columns > 3)
            {
                a0_3 = Vector512.FusedMultiplyAdd(v0, w3, a0_3);
            }

            if (rows > 1)
            {
                Vector512<float> v1 = Rest<T>(ref Unsafe.Add(ref left, l1), T.LeftTail);
                a1_0 = Vector512.FusedMultiplyAdd(v1, w0, a1_0);

                if (columns > 1)
                {
                    a1_1 = Vector512.FusedMultiplyAdd(v1, w1, a1_1);
                }

                if (columns > 2)
                {
                    a1_2 = Vector512.FusedMultiplyAdd(v1, w2, a1_2);
                }

                if (columns > 3)
                {
                    a1_3 = Vector512.FusedMultiplyAdd(v1, w3, a1_3);
                }
            }
        }

        if (T.LastLanes < Lanes.Count && T.Rest == 1)
        {
            Vector512<float> w0 = Rest<T>(ref Unsafe.Add(ref right, partial.Right + c0), T.RightTail);
            Vector512<float> w1 = columns > 1 ? Rest<T>(ref Unsafe.Add(ref right, partial.Right + c1), T.RightTail) : Vector512<float>.Zero;
            Vector512<float> w2 = columns > 2 ? Rest<T>(ref Unsafe.Add(ref right, partial.Right + c2), T.RightTail) : Vector512<float>.Zero;
            Vector512<float> w3 = columns > 3 ? Rest<T>(ref Unsafe.Add(ref right, partial.Right + c3), T.RightTail) : Vector512<float>.Zero;
            Vector512<float> v0 = Rest<T>(ref Unsafe.Add(ref left, partial.Left + l0), T.LeftTail);
            b0_0 = Vector512.FusedMultiplyAdd(v0, w0, b0_0);

            if (columns > 1)
            {
                b0_1 = Vector512.FusedMultiplyAdd(v0, w1, b0_1);
            }

            if (columns > 2)
            {
                b0_2 = Vector512.FusedMultiplyAdd(v0, w2, b0_2);
            }

            if (columns > 3)
            {
                b0_3 = Vector512.FusedMultiplyAdd(v0, w3, b0_3);
            }

            if (rows > 1)
            {
                Vector512<float> v1 = Rest<T>(ref Unsafe.Add(ref left, partial.Left + l1), T.LeftTail);
                b1_0 = Vector512.FusedMultiplyAdd(v1, w0, b1_0);

                if (columns > 1)
                {
                    b1_1 = Vector512.FusedMultiplyAdd(v1, w1, b1_1);
                }

                if (columns > 2)
                {
                    b1_2 = Vector512.FusedMultiplyAdd(v1, w2, b1_2);
                }

                if (columns > 3)
                {
                    b1_3 = Vector512.FusedMultiplyAdd(v1, w3, b1_3);
                }
            }
        }

        StoreFold<T, TColumns>(ref start, ref Unsafe.Add(ref result, T.Result(0)), a0_0 + b0_0, a0_1 + b0_1, a0_2 + b0_2, a0_3 + b0_3);

        if (rows > 1)
        {
            StoreFold<T, TColumns>(ref start, ref Unsafe.Add(ref result, T.Result(1)), a1_0 + b1_0, a1_1 + b1_1, a1_2 + b1_2, a1_3 + b1_3);
        }
    }

    /// <summary>A row by up to 4 columns in four partial sums.</summary>
    [MethodImpl(Optimized)]
    private static void Folded1x4x4<T, TRows, TColumns>(T sums, ref float left, ref float right, ref float start, ref float result)
        where T : struct, IContraction, allows ref struct
        where TRows : struct, ICount
        where TColumns : struct, ICount
    {
        (Axis outer, Axis middle, Axis inner) = (sums.Outer, sums.Middle, sums.Inner);
        Axis partial = T.Partial;
        int columns = TColumns.Value;
        int l0 = T.Left(0);
        int c0 = T.Right(0), c1 = T.Right(1), c2 = T.Right(2), c3 = T.Right(3);
        Vector512<float> a0_0 = Vector512<float>.Zero, a0_1 = Vector512<float>.Zero, a0_2 = Vector512<float>.Zero, a0_3 = Vector512<float>.Zero;
        Vector512<float> b0_0 = Vector512<float>.Zero, b0_1 = Vector512<float>.Zero, b0_2 = Vector512<float>.Zero, b0_3 = Vector512<float>.Zero;
        Vector512<float> c0_0 = Vector512<float>.Zero, c0_1 = Vector512<float>.Zero, c0_2 = Vector512<float>.Zero, c0_3 = Vector512<float>.Zero;
        Vector512<float> d0_0 = Vector512<float>.Zero, d0_1 = Vector512<float>.Zero, d0_2 = Vector512<float>.Zero, d0_3 = Vector512<float>.Zero;
        int o = outer.Count;
        do
        {
            int m = middle.Count;
            do
            {
                for (int k = inner.Count; k > 0; k--)
                {
                    Vector512<float> w0a = Vector512.LoadUnsafe(ref Unsafe.Add(ref right, c0));
                    Vector512<float> w1a = columns > 1 ? Vector512.LoadUnsafe(ref Unsafe.Add(ref right, c1)) : Vector512<float>.Zero;
                    Vector512<float> w2a = columns > 2 ? Vector512.LoadUnsafe(ref Unsafe.Add(ref right, c2)) : Vector512<float>.Zero;
                    Vector512<float> w3a = columns > 3 ? Vector512.LoadUnsafe(ref Unsafe.Add(ref right, c3)) : Vector512<float>.Zero;
                    Vector512<float> va0 = Vector512.LoadUnsafe(ref Unsafe.Add(ref left, l0));
                    a0_0 = Vector512.FusedMultiplyAdd(va0, w0a, a0_0);

                    if (columns > 1)
                    {
                        a0_1 = Vector512.FusedMultiplyAdd(va0, w1a, a0_1);
                    }

                    if (columns > 2)
                    {
                        a0_2 = Vector512.FusedMultiplyAdd(va0, w2a, a0_2);
                    }

                    if (columns > 3)
                    {
                        a0_3 = Vector512.FusedMultiplyAdd(va0, w3a, a0_3);
                    }

                    Vector512<float> w0b = Vector512.LoadUnsafe(ref Unsafe.Add(ref right, partial.Right + c0));
                    Vector512<float> w1b = columns > 1 ? Vector512.LoadUnsafe(ref Unsafe.Add(ref right, partial.Right + c1)) : Vector512<float>.Zero;
                    Vector512<float> w2b = columns > 2 ? Vector512.LoadUnsafe(ref Unsafe.Add(ref right, partial.Right + c2)) : Vector512<float>.Zero;
                    Vector512<float> w3b = columns > 3 ? Vector512.LoadUnsafe(ref Unsafe.Add(ref right, partial.Right + c3)) : Vector512<float>.Zero;
                    Vector512<float> vb0 = Vector512.LoadUnsafe(ref Unsafe.Add(ref left, partial.Left + l0));
                    b0_0 = Vector512.FusedMultiplyAdd(vb0, w0b, b0_0);

                    if (columns > 1)
                    {
                        b0_1 = Vector512.FusedMultiplyAdd(vb0, w1b, b0_1);
                    }

                    if (columns > 2)
                    {
                        b0_2 = Vector512.FusedMultiplyAdd(vb0, w2b, b0_2);
                    }

                    if (columns > 3)
                    {
                        b0_3 = Vector512.FusedMultiplyAdd(vb0, w3b, b0_3);
                    }

                    Vector512<float> w0c = Vector512.LoadUnsafe(ref Unsafe.Add(ref right, (2 * partial.Right) + c0));
                    Vector512<float> w1c = columns > 1 ? Vector512.LoadUnsafe(ref Unsafe.Add(ref right, (2 * partial.Right) + c1)) : Vector512<float>.Zero;
                    Vector512<float> w2c = columns > 2 ? Vector512.LoadUnsafe(ref Unsafe.Add(ref right, (2 * partial.Right) + c2)) : Vector512<float>.Zero;
                    Vector512<float> w3c = columns > 3 ? Vector512.LoadUnsafe(ref Unsafe.Add(ref right, (2 * partial.Right) + c3)) : Vector512<float>.Zero;
                    Vector512<float> vc0 = Vector512.LoadUnsafe(ref Unsafe.Add(ref left, (2 * partial.Left) + l0));
                    c0_0 = Vector512.FusedMultiplyAdd(vc0, w0c, c0_0);

                    if (columns > 1)
                    {
                        c0_1 = Vector512.FusedMultiplyAdd(vc0, w1c, c0_1);
                    }

                    if (columns > 2)
                    {
                        c0_2 = Vector512.FusedMultiplyAdd(vc0, w2c, c0_2);
                    }

                    if (columns > 3)
                    {
                        c0_3 = Vector512.FusedMultiplyAdd(vc0, w3c, c0_3);
                    }

                    Vector512<float> w0d = Vector512.LoadUnsafe(ref Unsafe.Add(ref right, (3 * partial.Right) + c0));
                    Vector512<float> w1d = columns > 1 ? Vector512.LoadUnsafe(ref Unsafe.Add(ref right, (3 * partial.Right) + c1)) : Vector512<float>.Zero;
                    Vector512<float> w2d = columns > 2 ? Vector512.LoadUnsafe(ref Unsafe.Add(ref right, (3 * partial.Right) + c2)) : Vector512<float>.Zero;
                    Vector512<float> w3d = columns > 3 ? Vector512.LoadUnsafe(ref Unsafe.Add(ref right, (3 * partial.Right) + c3)) : Vector512<float>.Zero;
                    Vector512<float> vd0 = Vector512.LoadUnsafe(ref Unsafe.Add(ref left, (3 * partial.Left) + l0));
                    d0_0 = Vector512.FusedMultiplyAdd(vd0, w0d, d0_0);

                    if (columns > 1)
                    {
                        d0_1 = Vector512.FusedMultiplyAdd(vd0, w1d, d0_1);
                    }

                    if (columns > 2)
                    {
                        d0_2 = Vector512.FusedMultiplyAdd(vd0, w2d, d0_2);
                    }

                    if (columns > 3)
                    {
                        d0_3 = Vector512.FusedMultiplyAdd(vd0, w3d, d0_3);
                    }

                    left = ref Unsafe.Add(ref left, inner.Left);
                    right = ref Unsafe.Add(ref right, inner.Right);
                }

                left = ref Unsafe.Add(ref left, middle.Left - (inner.Count * inner.Left));
                right = ref Unsafe.Add(ref right, middle.Right - (inner.Count * inner.Right));
            }
            while (--m > 0);

            left = ref Unsafe.Add(ref left, outer.Left - (middle.Count * middle.Left));
            right = ref Unsafe.Add(ref right, outer.Right - (middle.Count * middle.Right));
        }
        while (--o > 0);

        // The loops have come back to the first term.
        left = ref Unsafe.Add(ref left, inner.Count * inner.Left);
        right = ref Unsafe.Add(ref right, inner.Count * inner.Right);
        if (T.Rest > 0)
        {
            Vector512<float> w0 = Vector512.LoadUnsafe(ref Unsafe.Add(ref right, c0));
            Vector512<float> w1 = columns > 1 ? Vector512.LoadUnsafe(ref Unsafe.Add(ref right, c1)) : Vector512<float>.Zero;
            Vector512<float> w2 = columns > 2 ? Vector512.LoadUnsafe(ref Unsafe.Add(ref right, c2)) : Vector512<float>.Zero;
            Vector512<float> w3 = columns > 3 ? Vector512.LoadUnsafe(ref Unsafe.Add(ref right, c3)) : Vector512<float>.Zero;
            Vector512<float> v0 = Vector512.LoadUnsafe(ref Unsafe.Add(ref left, l0));
            a0_0 = Vector512.FusedMultiplyAdd(v0, w0, a0_0);

            if (columns > 1)
            {
                a0_1 = Vector512.FusedMultiplyAdd(v0, w1, a0_1);
            }

            if (columns > 2)
            {
                a0_2 = Vector512.FusedMultiplyAdd(v0, w2, a0_2);
            }

            if (columns > 3)
            {
                a0_3 = Vector512.FusedMultiplyAdd(v0, w3, a0_3);
            }
        }

        if (T.Rest > 1)
        {
            Vector512<float> w0 = Vector512.LoadUnsafe(ref Unsafe.Add(ref right, partial.Right + c0));
            Vector512<float> w1 = columns > 1 ? Vector512.LoadUnsafe(ref Unsafe.Add(ref right, partial.Right + c1)) : Vector512<float>.Zero;
            Vector512<float> w2 = columns > 2 ? Vector512.LoadUnsafe(ref Unsafe.Add(ref right, partial.Right + c2)) : Vector512<float>.Zero;
            Vector512<float> w3 = columns > 3 ? Vector512.LoadUnsafe(ref Unsafe.Add(ref right, partial.Right + c3)) : Vector512<float>.Zero;
            Vector512<float> v0 = Vector512.LoadUnsafe(ref Unsafe.Add(ref left, partial.Left + l0));
            b0_0 = Vector512.FusedMultiplyAdd(v0, w0, b0_0);

            if (columns > 1)
            {
                b0_1 = Vector512.FusedMultiplyAdd(v0, w1, b0_1);
            }

            if (columns > 2)
            {
                b0_2 = Vector512.FusedMultiplyAdd(v0, w2, b0_2);
            }

            if (columns > 3)
            {
                b0_3 = Vector512.FusedMultiplyAdd(v0, w3, b0_3);
            }
        }

        if (T.Rest > 2)
        {
            Vector512<float> w0 = Vector512.LoadUnsafe(ref Unsafe.Add(ref right, (2 * partial.Right) + c0));
            Vector512<float> w1 = columns > 1 ? Vector512.LoadUnsafe(ref Unsafe.Add(ref right, (2 * partial.Right) + c1)) : Vector512<float>.Zero;
            Vector512<float> w2 = columns > 2 ? Vector512.LoadUnsafe(ref Unsafe.Add(ref right, (2 * partial.Right) + c2)) : Vector512<float>.Zero;
            Vector512<float> w3 = columns > 3 ? Vector512.LoadUnsafe(ref Unsafe.Add(ref right, (2 * partial.Right) + c3)) : Vector512<float>.Zero;
            Vector512<float> v0 = Vector512.LoadUnsafe(ref Unsafe.Add(ref left, (2 * partial.Left) + l0));
            c0_0 = Vector512.FusedMultiplyAdd(v0, w0, c0_0);

            if (columns > 1)
            {
                c0_1 = Vector512.FusedMultiplyAdd(v0, w1, c0_1);
            }

            if (columns > 2)
            {
                c0_2 = Vector512.FusedMultiplyAdd(v0, w2, c0_2);
            }

            if (columns > 3)
            {
                c0_3 = Vector512.FusedMultiplyAdd(v0, w3, c0_3);
            }
        }

        if (T.LastLanes < Lanes.Count && T.Rest == 0)
        {
            Vector512<float> w0 = Rest<T>(ref Unsafe.Add(ref right, c0), T.RightTail);
            Vector512<float> w1 = columns > 1 ? Rest<T>(ref Unsafe.Add(ref right, c1), T.RightTail) : Vector512<float>.Zero;
            Vector512<float> w2 = columns > 2 ? Rest<T>(ref Unsafe.Add(ref right, c2), T.RightTail) : Vector512<float>.Zero;
            Vector512<float> w3 = columns > 3 ? Rest<T>(ref Unsafe.Add(ref right, c3), T.RightTail) : Vector512<float>.Zero;
            Vector512<float> v0 = Rest<T>(ref Unsafe.Add(ref left, l0), T.LeftTail);
            a0_0 = Vector512.FusedMultiplyAdd(v0, w0, a0_0);

            if (columns > 1)
            {
                a0_1 = Vector512.FusedMultiplyAdd(v0, w1, a0_1);
            }

            if (columns > 2)
            {
                a0_2 = Vector512.FusedMultiplyAdd(v0, w2, a0_2);
            }

            if (columns > 3)
            {
                a0_3 = Vector512.FusedMultiplyAdd(v0, w3, a0_3);
            }
        }

        if (T.LastLanes < Lanes.Count && T.Rest == 1)
        {
            Vector512<float> w0 = Rest<T>(ref Unsafe.Add(ref right, partial.Right + c0), T.RightTail);
            Vector512<float> w1 = columns > 1 ? Rest<T>(ref Unsafe.Add(ref right, partial.Right + c1), T.RightTail) : Vector512<float>.Zero;
            Vector512<float> w2 = columns > 2 ? Rest<T>(ref Unsafe.Add(ref right, partial.Right + c2), T.RightTail) : Vector512<float>.Zero;
            Vector512<float> w3 = columns > 3 ? Rest<T>(ref Unsafe.Add(ref right, partial.Right + c3), T.RightTail) : Vector512<float>.Zero;
            Vector512<float> v0 = Rest<T>(ref Unsafe.Add(ref left, partial.Left + l0), T.LeftTail);
            b0_0 = Vector512.FusedMultiplyAdd(v0, w0, b0_0);

            if (columns > 1)
            {
                b0_1 = Vector512.FusedMultiplyAdd(v0, w1, b0_1);
            }

            if (columns > 2)
            {
                b0_2 = Vector512.FusedMultiplyAdd(v0, w2, b0_2);
            }

            if (columns > 3)
            {
                b0_3 = Vector512.FusedMultiplyAdd(v0, w3, b0_3);
            }
        }

        if (T.LastLanes < Lanes.Count && T.Rest == 2)
        {
            Vector512<float> w0 = Rest<T>(ref Unsafe.Add(ref right, (2 * partial.Right) + c0), T.RightTail);
            Vector512<float> w1 = columns > 1 ? Rest<T>(ref Unsafe.Add(ref right, (2 * partial.Right) + c1), T.RightTail) : Vector512<float>.Zero;
            Vector512<float> w2 = columns > 2 ? Rest<T>(ref Unsafe.Add(ref right, (2 * partial.Right) + c2), T.RightTail) : Vector512<float>.Zero;
            Vector512<float> w3 = columns > 3 ? Rest<T>(ref Unsafe.Add(ref right, (2 * partial.Right) + c3), T.RightTail) : Vector512<float>.Zero;
            Vector512<float> v0 = Rest<T>(ref Unsafe.Add(ref left, (2 * partial.Left) + l0), T.LeftTail);
            c0_0 = Vector512.FusedMultiplyAdd(v0, w0, c0_0);

            if (columns > 1)
            {
                c0_1 = Vector512.FusedMultiplyAdd(v0, w1, c0_1);
            }

            if (columns > 2)
            {
                c0_2 = Vector512.FusedMultiplyAdd(v0, w2, c0_2);
            }

            if (columns > 3)
            {
                c0_3 = Vector512.FusedMultiplyAdd(v0, w3, c0_3);
            }
        }

        if (T.LastLanes < Lanes.Count && T.Rest == 3)
        {
            Vector512<float> w0 = Rest<T>(ref Unsafe.Add(ref right, (3 * partial.Right) + c0), T.RightTail);
            Vector512<float> w1 = columns > 1 ? Rest<T>(ref Unsafe.Add(ref right, (3 * partial.Right) + c1), T.RightTail) : Vector512<float>.Zero;
            Vector512<float> w2 = columns > 2 ? Rest<T>(ref Unsafe.Add(ref right, (3 * partial.Right) + c2), T.RightTail) : Vector512<float>.Zero;
            Vector512<float> w3 = columns > 3 ? Rest<T>(ref Unsafe.Add(ref right, (3 * partial.Right) + c3), T.RightTail) : Vector512<float>.Zero;
            Vector512<float> v0 = Rest<T>(ref Unsafe.Add(ref left, (3 * partial.Left) + l0), T.LeftTail);
            d0_0 = Vector512.FusedMultiplyAdd(v0, w0, d0_0);

            if (columns > 1)
            {
                d0_1 = Vector512.FusedMultiplyAdd(v0, w1, d0_1);
            }

            if (columns > 2)
            {
                d0_2 = Vector512.FusedMultiplyAdd(v0, w2, d0_2);
            }

            if (columns > 3)
            {
                d0_3 = Vector512.FusedMultiplyAdd(v0, w3, d0_3);
            }
        }

        StoreFold<T, TColumns>(
            ref start,
            ref Unsafe.Add(ref result, T.Result(0)),
            (a0_0 + b0_0) + (c0_0 + d0_0),
            (a0_1 + b0_1) + (c0_1 + d0_1),
            (a0_2 + b0_2) + (c0_2 + d0_2),
            (a0_3 + b0_3) + (c0_3 + d0_3));
    }

    /// <summary>Up to 4 rows by a column in four partial sums.</summary>
    [MethodImpl(Optimized)]
    private static void Folded4x1x4<T, TRows, TColumns>(T sums, ref float left, ref float right, ref float start, ref float result)
        where T : struct, IContraction, allows ref struct
        where TRows : struct, ICount
        where TColumns : struct, ICount
    {
        (Axis outer, Axis middle, Axis inner) = (sums.Outer, sums.Middle, sums.Inner);
        Axis partial = T.Partial;
        int rows = TRows.Value;
        int l0 = T.Left(0), l1 = T.Left(1), l2 = T.Left(2), l3 = T.Left(3);
        int c0 = T.Right(0);
        Vector512<float> a0_0 = Vector512<float>.Zero;
        Vector512<float> a1_0 = Vector512<float>.Zero;
        Vector512<float> a2_0 = Vector512<float>.Zero;
        Vector512<float> a3_0 = Vector512<float>.Zero;
        Vector512<float> b0_0 = Vector512<float>.Zero;
        Vector512<float> b1_0 = Vector512<float>.Zero;
        Vector512<float> b2_0 = Vector512<float>.Zero;
        Vector512<float> b3_0 = Vector512<float>.Zero;
        Vector512<float> c0_0 = Vector512<float>.Zero;
        Vector512<float> c1_0 = Vector512<float>.Zero;
        Vector512<float> c2_0 = Vector512<float>.Zero;
        Vector512<float> c3_0 = Vector512<float>.Zero;
        Vector512<float> d0_0 = Vector512<float>.Zero;
        Vector512<float> d1_0 = Vector512<float>.Zero;
        Vector512<float> d2_0 = Vector512<float>.Zero;
        Vector512<float> d3_0 = Vector512<float>.Zero;
        int o = outer.Count;
        do
        {
            int m = middle.Count;
            do
            {
                for (int k = inner.Count; k > 0; k--)
                {
                    Vector512<float> w0a = Vector512.LoadUnsafe(ref Unsafe.Add(ref right, c0));
                    a0_0 = Vector512.FusedMultiplyAdd(Vector512.LoadUnsafe(ref Unsafe.Add(ref left, l0)), w0a, a0_0);
                    if (rows > 1)
                    {
                        a1_0 = Vector512.FusedMultiplyAdd(Vector512.LoadUnsafe(ref Unsafe.Add(ref left, l1)), w0a, a1_0);
                    }

                    if (rows > 2)
                    {
                        a2_0 = Vector512.FusedMultiplyAdd(Vector512.LoadUnsafe(ref Unsafe.Add(ref left, l2)), w0a, a2_0);
                    }

                    if (rows > 3)
                    {
                        a3_0 = Vector512.FusedMultiplyAdd(Vector512.LoadUnsafe(ref Unsafe.Add(ref left, l3)), w0a, a3_0);
                    }

                    Vector512<float> w0b = Vector512.LoadUnsafe(ref Unsafe.Add(ref right, partial.Right + c0));
                    b0_0 = Vector512.FusedMultiplyAdd(Vector512.LoadUnsafe(ref Unsafe.Add(ref left, partial.Left + l0)), w0b, b0_0);
                    if (rows > 1)
                    {
                        b1_0 = Vector512.FusedMultiplyAdd(Vector512.LoadUnsafe(ref Unsafe.Add(ref left, partial.Left + l1)), w0b, b1_0);
                    }

                    if (rows > 2)
                    {
                        b2_0 = Vector512.FusedMultiplyAdd(Vector512.LoadUnsafe(ref Unsafe.Add(ref left, partial.Left + l2)), w0b, b2_0);
                    }

                    if (rows > 3)
                    {
                        b3_0 = Vector512.FusedMultiplyAdd(Vector512.LoadUnsafe(ref Unsafe.Add(ref left, partial.Left + l3)), w0b, b3_0);
                    }

                    Vector512<float> w0c = Vector512.LoadUnsafe(ref Unsafe.Add(ref right, (2 * partial.Right) + c0));
                    c0_0 = Vector512.FusedMultiplyAdd(Vector512.LoadUnsafe(ref Unsafe.Add(ref left, (2 * partial.Left) + l0)), w0c, c0_0);
                    if (rows > 1)
                    {
                        c1_0 = Vector512.FusedMultiplyAdd(Vector512.LoadUnsafe(ref Unsafe.Add(ref left, (2 * partial.Left) + l1)), w0c, c1_0);
                    }

                    if (rows > 2)
                    {
                        c2_0 = Vector512.FusedMultiplyAdd(Vector512.LoadUnsafe(ref Unsafe.Add(ref left, (2 * partial.Left) + l2)), w0c, c2_0);
                    }

                    if (rows > 3)
                    {
                        c3_0 = Vector512.FusedMultiplyAdd(Vector512.LoadUnsafe(ref Unsafe.Add(ref left, (2 * partial.Left) + l3)), w0c, c3_0);
                    }

                    Vector512<float> w0d = Vector512.LoadUnsafe(ref Unsafe.Add(ref right, (3 * partial.Right) + c0));
                    d0_0 = Vector512.FusedMultiplyAdd(Vector512.LoadUnsafe(ref Unsafe.Add(ref left, (3 * partial.Left) + l0)), w0d, d0_0);
                    if (rows > 1)
                    {
                        d1_0 = Vector512.FusedMultiplyAdd(Vector512.LoadUnsafe(ref Unsafe.Add(ref left, (3 * partial.Left) + l1)), w0d, d1_0);
                    }

                    if (rows > 2)
                    {
                        d2_0 = Vector512.FusedMultiplyAdd(Vector512.LoadUnsafe(ref Unsafe.Add(ref left, (3 * partial.Left) + l2)), w0d, d2_0);
                    }

                    if (rows > 3)
                    {
                        d3_0 = Vector512.FusedMultiplyAdd(Vector512.LoadUnsafe(ref Unsafe.Add(ref left, (3 * partial.Left) + l3)), w0d, d3_0);
                    }

                    left = ref Unsafe.Add(ref left, inner.Left);
                    right = ref Unsafe.Add(ref right, inner.Right);
                }

                left = ref Unsafe.Add(ref left, middle.Left - (inner.Count * inner.Left));
                right = ref Unsafe.Add(ref right, middle.Right - (inner.Count * inner.Right));
            }
            while (--m > 0);

            left = ref Unsafe.Add(ref left, outer.Left - (middle.Count * middle.Left));
            right = ref Unsafe.Add(ref right, outer.Right - (middle.Count * middle.Right));
        }
        while (--o > 0);

        // The loops have come back to the first term.
        left = ref Unsafe.Add(ref left, inner.Count * inner.Left);
        right = ref Unsafe.Add(ref right, inner.Count * inner.Right);
        if (T.Rest > 0)
        {
            Vector512<float> w0 = Vector512.LoadUnsafe(ref Unsafe.Add(ref right, c0));
            a0_0 = Vector512.FusedMultiplyAdd(Vector512.LoadUnsafe(ref Unsafe.Add(ref left, l0)), w0, a0_0);
            if (rows > 1)
            {
                a1_0 = Vector512.FusedMultiplyAdd(Vector512.LoadUnsafe(ref Unsafe.Add(ref left, l1)), w0, a1_0);
            }

            if (rows > 2)
            {
                a2_0 = Vector512.FusedMultiplyAdd(Vector512.LoadUnsafe(ref Unsafe.Add(ref left, l2)), w0, a2_0);
            }

            if (rows > 3)
            {
                a3_0 = Vector512.FusedMultiplyAdd(Vector512.LoadUnsafe(ref Unsafe.Add(ref left, l3)), w0, a3_0);
            }
        }

        if (T.Rest > 1)
        {
            Vector512<float> w0 = Vector512.LoadUnsafe(ref Unsafe.Add(ref right, partial.Right + c0));
            b0_0 = Vector512.FusedMultiplyAdd(Vector512.LoadUnsafe(ref Unsafe.Add(ref left, partial.Left + l0)), w0, b0_0);
            if (rows > 1)
            {
                b1_0 = Vector512.FusedMultiplyAdd(Vector512.LoadUnsafe(ref Unsafe.Add(ref left, partial.Left + l1)), w0, b1_0);
            }

            if (rows > 2)
            {
                b2_0 = Vector512.FusedMultiplyAdd(Vector512.LoadUnsafe(ref Unsafe.Add(ref left, partial.Left + l2)), w0, b2_0);
            }

            if (rows > 3)
            {
                b3_0 = Vector512.FusedMultiplyAdd(Vector512.LoadUnsafe(ref Unsafe.Add(ref left, partial.Left + l3)), w0, b3_0);
            }
        }

        if (T.Rest > 2)
        {
            Vector512<float> w0 = Vector512.LoadUnsafe(ref Unsafe.Add(ref right, (2 * partial.Right) + c0));
            c0_0 = Vector512.FusedMultiplyAdd(Vector512.LoadUnsafe(ref Unsafe.Add(ref left, (2 * partial.Left) + l0)), w0, c0_0);
            if (rows > 1)
            {
                c1_0 = Vector512.FusedMultiplyAdd(Vector512.LoadUnsafe(ref Unsafe.Add(ref left, (2 * partial.Left) + l1)), w0, c1_0);
            }

            if (rows > 2)
            {
                c2_0 = Vector512.FusedMultiplyAdd(Vector512.LoadUnsafe(ref Unsafe.Add(ref left, (2 * partial.Left) + l2)), w0, c2_0);
            }

            if (rows > 3)
            {
                c3_0 = Vector512.FusedMultiplyAdd(Vector512.LoadUnsafe(ref Unsafe.Add(ref left, (2 * partial.Left) + l3)), w0, c3_0);
            }
        }

        if (T.LastLanes < Lanes.Count && T.Rest == 0)
        {
            Vector512<float> w0 = Rest<T>(ref Unsafe.Add(ref right, c0), T.RightTail);
            a0_0 = Vector512.FusedMultiplyAdd(Rest<T>(ref Unsafe.Add(ref left, l0), T.LeftTail), w0, a0_0);
            if (rows > 1)
            {
                a1_0 = Vector512.FusedMultiplyAdd(Rest<T>(ref Unsafe.Add(ref left, l1), T.LeftTail), w0, a1_0);
            }

            if (rows > 2)
            {
                a2_0 = Vector512.FusedMultiplyAdd(Rest<T>(ref Unsafe.Add(ref left, l2), T.LeftTail), w0, a2_0);
            }

            if (rows > 3)
            {
                a3_0 = Vector512.FusedMultiplyAdd(Rest<T>(ref Unsafe.Add(ref left, l3), T.LeftTail), w0, a3_0);
            }
        }

        if (T.LastLanes < Lanes.Count && T.Rest == 1)
        {
            Vector512<float> w0 = Rest<T>(ref Unsafe.Add(ref right, partial.Right + c0), T.RightTail);
            b0_0 = Vector512.FusedMultiplyAdd(Rest<T>(ref Unsafe.Add(ref left, partial.Left + l0), T.LeftTail), w0, b0_0);
            if (rows > 1)
            {
                b1_0 = Vector512.FusedMultiplyAdd(Rest<T>(ref Unsafe.Add(ref left, partial.Left + l1), T.LeftTail), w0, b1_0);
            }

            if (rows > 2)
            {
                b2_0 = Vector512.FusedMultiplyAdd(Rest<T>(ref Unsafe.Add(ref left, partial.Left + l2), T.LeftTail), w0, b2_0);
            }

            if (rows > 3)
            {
                b3_0 = Vector512.FusedMultiplyAdd(Rest<T>(ref Unsafe.Add(ref left, partial.Left + l3), T.LeftTail), w0, b3_0);
            }
        }

        if (T.LastLanes < Lanes.Count && T.Rest == 2)
        {
            Vector512<float> w0 = Rest<T>(ref Unsafe.Add(ref right, (2 * partial.Right) + c0), T.RightTail);
            c0_0 = Vector512.FusedMultiplyAdd(Rest<T>(ref Unsafe.Add(ref left, (2 * partial.Left) + l0), T.LeftTail), w0, c0_0);
            if (rows > 1)
            {
                c1_0 = Vector512.FusedMultiplyAdd(Rest<T>(ref Unsafe.Add(ref left, (2 * partial.Left) + l1), T.LeftTail), w0, c1_0);
            }

            if (rows > 2)
            {
                c2_0 = Vector512.FusedMultiplyAdd(Rest<T>(ref Unsafe.Add(ref left, (2 * partial.Left) + l2), T.LeftTail), w0, c2_0);
            }

            if (rows > 3)
            {
                c3_0 = Vector512.FusedMultiplyAdd(Rest<T>(ref Unsafe.Add(ref left, (2 * partial.Left) + l3), T.LeftTail), w0, c3_0);
            }
        }

        if (T.LastLanes < Lanes.Count && T.Rest == 3)
        {
            Vector512<float> w0 = Rest<T>(ref Unsafe.Add(ref right, (3 * partial.Right) + c0), T.RightTail);
            d0_0 = Vector512.FusedMultiplyAdd(Rest<T>(ref Unsafe.Add(ref left, (3 * partial.Left) + l0), T.LeftTail), w0, d0_0);
            if (rows > 1)
            {
                d1_0 = Vector512.FusedMultiplyAdd(Rest<T>(ref Unsafe.Add(ref left, (3 * partial.Left) + l1), T.LeftTail), w0, d1_0);
            }

            if (rows > 2)
            {
                d2_0 = Vector512.FusedMultiplyAdd(Rest<T>(ref Unsafe.Add(ref left, (3 * partial.Left) + l2), T.LeftTail), w0, d2_0);
            }

            if (rows > 3)
            {
                d3_0 = Vector512.FusedMultiplyAdd(Rest<T>(ref Unsafe.Add(ref left, (3 * partial.Left) + l3), T.LeftTail), w0, d3_0);
            }
        }

        StoreFold<T, TColumns>(
            ref start,
            ref Unsafe.Add(ref result, T.Result(0)),
            (a0_0 + b0_0) + (c0_0 + d0_0),
            Vector512<float>.Zero,
            Vector512<float>.Zero,
            Vector512<float>.Zero);

        if (rows > 1)
        {
            StoreFold<T, TColumns>(
                ref start,
                ref Unsafe.Add(ref result, T.Result(1)),
                (a1_0 + b1_0) + (c1_0 + d1_0),
                Vector512<float>.Zero,
                Vector512<float>.Zero,
                Vector512<float>.Zero);
        }

        if (rows > 2)
        {
            StoreFold<T, TColumns>(
                ref start,
                ref Unsafe.Add(ref result, T.Result(2)),
                (a2_0 + b2_0) + (c2_0 + d2_0),
                Vector512<float>.Zero,
                Vector512<float>.Zero,
                Vector512<float>.Zero);
        }

        if (rows > 3)
        {
            StoreFold<T, TColumns>(
                ref start,
                ref Unsafe.Add(ref result, T.Result(3)),
                (a3_0 + b3_0) + (c3_0 + d3_0),
                Vector512<float>.Zero,
                Vector512<float>.Zero,
                Vector512<float>.Zero);
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
