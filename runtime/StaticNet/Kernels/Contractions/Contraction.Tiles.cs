using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace StaticNet.Kernels;

// Written out, not said by loops or by methods that the JIT inlines: it inlines no more once a method has 512 locals. What the rows of a tile are that are
// not there, and the cases that its sums do not have, are constants: nothing is left of them in the machine code.
public static partial class Contraction
{
    /// <summary>Up to 16 rows of a vector.</summary>
    [MethodImpl(Optimized)]
    private static void Tile16x1<T, TRows, TColumns>(T sums, ref float left, ref float right, ref float start, ref float result, int vector)
        where T : struct, IContraction, allows ref struct
        where TRows : struct, ICount
        where TColumns : struct, ICount
    {
        (Axis outer, Axis middle, Axis inner) = (sums.Outer, sums.Middle, sums.Inner);
        int rows = TRows.Value;
        int l0 = T.Left(0), l1 = T.Left(1), l2 = T.Left(2), l3 = T.Left(3), l4 = T.Left(4), l5 = T.Left(5), l6 = T.Left(6), l7 = T.Left(7), l8 = T.Left(8), l9 = T.Left(9), l10 = T.Left(10), l11 = T.Left(11), l12 = T.Left(12), l13 = T.Left(13), l14 = T.Left(14), l15 = T.Left(15);
        int c0 = T.Right(0);
        Vector512<float> s0_0 = T.Start == SumStart.Columns ? LoadLast<T, TColumns>(0, ref start, T.RightTail) : Vector512<float>.Zero;
        Vector512<float> s1_0 = s0_0;
        Vector512<float> s2_0 = s0_0;
        Vector512<float> s3_0 = s0_0;
        Vector512<float> s4_0 = s0_0;
        Vector512<float> s5_0 = s0_0;
        Vector512<float> s6_0 = s0_0;
        Vector512<float> s7_0 = s0_0;
        Vector512<float> s8_0 = s0_0;
        Vector512<float> s9_0 = s0_0;
        Vector512<float> s10_0 = s0_0;
        Vector512<float> s11_0 = s0_0;
        Vector512<float> s12_0 = s0_0;
        Vector512<float> s13_0 = s0_0;
        Vector512<float> s14_0 = s0_0;
        Vector512<float> s15_0 = s0_0;
        if (T.Start == SumStart.Result)
        {
            ref float y0 = ref Unsafe.Add(ref result, T.Result(0));
            s0_0 = LoadLast<T, TColumns>(0, ref y0, T.ResultTail);
            if (rows > 1)
            {
                ref float y1 = ref Unsafe.Add(ref result, T.Result(1));
                s1_0 = LoadLast<T, TColumns>(0, ref y1, T.ResultTail);
            }

            if (rows > 2)
            {
                ref float y2 = ref Unsafe.Add(ref result, T.Result(2));
                s2_0 = LoadLast<T, TColumns>(0, ref y2, T.ResultTail);
            }

            if (rows > 3)
            {
                ref float y3 = ref Unsafe.Add(ref result, T.Result(3));
                s3_0 = LoadLast<T, TColumns>(0, ref y3, T.ResultTail);
            }

            if (rows > 4)
            {
                ref float y4 = ref Unsafe.Add(ref result, T.Result(4));
                s4_0 = LoadLast<T, TColumns>(0, ref y4, T.ResultTail);
            }

            if (rows > 5)
            {
                ref float y5 = ref Unsafe.Add(ref result, T.Result(5));
                s5_0 = LoadLast<T, TColumns>(0, ref y5, T.ResultTail);
            }

            if (rows > 6)
            {
                ref float y6 = ref Unsafe.Add(ref result, T.Result(6));
                s6_0 = LoadLast<T, TColumns>(0, ref y6, T.ResultTail);
            }

            if (rows > 7)
            {
                ref float y7 = ref Unsafe.Add(ref result, T.Result(7));
                s7_0 = LoadLast<T, TColumns>(0, ref y7, T.ResultTail);
            }

            if (rows > 8)
            {
                ref float y8 = ref Unsafe.Add(ref result, T.Result(8));
                s8_0 = LoadLast<T, TColumns>(0, ref y8, T.ResultTail);
            }

            if (rows > 9)
            {
                ref float y9 = ref Unsafe.Add(ref result, T.Result(9));
                s9_0 = LoadLast<T, TColumns>(0, ref y9, T.ResultTail);
            }

            if (rows > 10)
            {
                ref float y10 = ref Unsafe.Add(ref result, T.Result(10));
                s10_0 = LoadLast<T, TColumns>(0, ref y10, T.ResultTail);
            }

            if (rows > 11)
            {
                ref float y11 = ref Unsafe.Add(ref result, T.Result(11));
                s11_0 = LoadLast<T, TColumns>(0, ref y11, T.ResultTail);
            }

            if (rows > 12)
            {
                ref float y12 = ref Unsafe.Add(ref result, T.Result(12));
                s12_0 = LoadLast<T, TColumns>(0, ref y12, T.ResultTail);
            }

            if (rows > 13)
            {
                ref float y13 = ref Unsafe.Add(ref result, T.Result(13));
                s13_0 = LoadLast<T, TColumns>(0, ref y13, T.ResultTail);
            }

            if (rows > 14)
            {
                ref float y14 = ref Unsafe.Add(ref result, T.Result(14));
                s14_0 = LoadLast<T, TColumns>(0, ref y14, T.ResultTail);
            }

            if (rows > 15)
            {
                ref float y15 = ref Unsafe.Add(ref result, T.Result(15));
                s15_0 = LoadLast<T, TColumns>(0, ref y15, T.ResultTail);
            }
        }

        int o = outer.Count;
        do
        {
            int m = middle.Count;
            do
            {
                int k = inner.Count;
                do
                {
                    Vector512<float> w0 = LoadLast<T, TColumns>(0, ref Unsafe.Add(ref right, c0), T.RightTail);
                    s0_0 = Vector512.FusedMultiplyAdd(Vector512.Create(Unsafe.Add(ref left, l0)), w0, s0_0);
                    if (rows > 1)
                    {
                        s1_0 = Vector512.FusedMultiplyAdd(Vector512.Create(Unsafe.Add(ref left, l1)), w0, s1_0);
                    }

                    if (rows > 2)
                    {
                        s2_0 = Vector512.FusedMultiplyAdd(Vector512.Create(Unsafe.Add(ref left, l2)), w0, s2_0);
                    }

                    if (rows > 3)
                    {
                        s3_0 = Vector512.FusedMultiplyAdd(Vector512.Create(Unsafe.Add(ref left, l3)), w0, s3_0);
                    }

                    if (rows > 4)
                    {
                        s4_0 = Vector512.FusedMultiplyAdd(Vector512.Create(Unsafe.Add(ref left, l4)), w0, s4_0);
                    }

                    if (rows > 5)
                    {
                        s5_0 = Vector512.FusedMultiplyAdd(Vector512.Create(Unsafe.Add(ref left, l5)), w0, s5_0);
                    }

                    if (rows > 6)
                    {
                        s6_0 = Vector512.FusedMultiplyAdd(Vector512.Create(Unsafe.Add(ref left, l6)), w0, s6_0);
                    }

                    if (rows > 7)
                    {
                        s7_0 = Vector512.FusedMultiplyAdd(Vector512.Create(Unsafe.Add(ref left, l7)), w0, s7_0);
                    }

                    if (rows > 8)
                    {
                        s8_0 = Vector512.FusedMultiplyAdd(Vector512.Create(Unsafe.Add(ref left, l8)), w0, s8_0);
                    }

                    if (rows > 9)
                    {
                        s9_0 = Vector512.FusedMultiplyAdd(Vector512.Create(Unsafe.Add(ref left, l9)), w0, s9_0);
                    }

                    if (rows > 10)
                    {
                        s10_0 = Vector512.FusedMultiplyAdd(Vector512.Create(Unsafe.Add(ref left, l10)), w0, s10_0);
                    }

                    if (rows > 11)
                    {
                        s11_0 = Vector512.FusedMultiplyAdd(Vector512.Create(Unsafe.Add(ref left, l11)), w0, s11_0);
                    }

                    if (rows > 12)
                    {
                        s12_0 = Vector512.FusedMultiplyAdd(Vector512.Create(Unsafe.Add(ref left, l12)), w0, s12_0);
                    }

                    if (rows > 13)
                    {
                        s13_0 = Vector512.FusedMultiplyAdd(Vector512.Create(Unsafe.Add(ref left, l13)), w0, s13_0);
                    }

                    if (rows > 14)
                    {
                        s14_0 = Vector512.FusedMultiplyAdd(Vector512.Create(Unsafe.Add(ref left, l14)), w0, s14_0);
                    }

                    if (rows > 15)
                    {
                        s15_0 = Vector512.FusedMultiplyAdd(Vector512.Create(Unsafe.Add(ref left, l15)), w0, s15_0);
                    }

                    left = ref Unsafe.Add(ref left, inner.Left);
                    right = ref Unsafe.Add(ref right, inner.Right);
                }
                while (--k > 0);

                left = ref Unsafe.Add(ref left, middle.Left - (inner.Count * inner.Left));
                right = ref Unsafe.Add(ref right, middle.Right - (inner.Count * inner.Right));
            }
            while (--m > 0);

            left = ref Unsafe.Add(ref left, outer.Left - (middle.Count * middle.Left));
            right = ref Unsafe.Add(ref right, outer.Right - (middle.Count * middle.Right));
        }
        while (--o > 0);

        StoreLast<T, TColumns>(0, sums.Apply(s0_0, vector), ref result);

        if (rows > 1)
        {
            result = ref Unsafe.Add(ref result, T.Result(1) - T.Result(0));
            StoreLast<T, TColumns>(0, sums.Apply(s1_0, vector), ref result);
        }

        if (rows > 2)
        {
            result = ref Unsafe.Add(ref result, T.Result(2) - T.Result(1));
            StoreLast<T, TColumns>(0, sums.Apply(s2_0, vector), ref result);
        }

        if (rows > 3)
        {
            result = ref Unsafe.Add(ref result, T.Result(3) - T.Result(2));
            StoreLast<T, TColumns>(0, sums.Apply(s3_0, vector), ref result);
        }

        if (rows > 4)
        {
            result = ref Unsafe.Add(ref result, T.Result(4) - T.Result(3));
            StoreLast<T, TColumns>(0, sums.Apply(s4_0, vector), ref result);
        }

        if (rows > 5)
        {
            result = ref Unsafe.Add(ref result, T.Result(5) - T.Result(4));
            StoreLast<T, TColumns>(0, sums.Apply(s5_0, vector), ref result);
        }

        if (rows > 6)
        {
            result = ref Unsafe.Add(ref result, T.Result(6) - T.Result(5));
            StoreLast<T, TColumns>(0, sums.Apply(s6_0, vector), ref result);
        }

        if (rows > 7)
        {
            result = ref Unsafe.Add(ref result, T.Result(7) - T.Result(6));
            StoreLast<T, TColumns>(0, sums.Apply(s7_0, vector), ref result);
        }

        if (rows > 8)
        {
            result = ref Unsafe.Add(ref result, T.Result(8) - T.Result(7));
            StoreLast<T, TColumns>(0, sums.Apply(s8_0, vector), ref result);
        }

        if (rows > 9)
        {
            result = ref Unsafe.Add(ref result, T.Result(9) - T.Result(8));
            StoreLast<T, TColumns>(0, sums.Apply(s9_0, vector), ref result);
        }

        if (rows > 10)
        {
            result = ref Unsafe.Add(ref result, T.Result(10) - T.Result(9));
            StoreLast<T, TColumns>(0, sums.Apply(s10_0, vector), ref result);
        }

        if (rows > 11)
        {
            result = ref Unsafe.Add(ref result, T.Result(11) - T.Result(10));
            StoreLast<T, TColumns>(0, sums.Apply(s11_0, vector), ref result);
        }

        if (rows > 12)
        {
            result = ref Unsafe.Add(ref result, T.Result(12) - T.Result(11));
            StoreLast<T, TColumns>(0, sums.Apply(s12_0, vector), ref result);
        }

        if (rows > 13)
        {
            result = ref Unsafe.Add(ref result, T.Result(13) - T.Result(12));
            StoreLast<T, TColumns>(0, sums.Apply(s13_0, vector), ref result);
        }

        if (rows > 14)
        {
            result = ref Unsafe.Add(ref result, T.Result(14) - T.Result(13));
            StoreLast<T, TColumns>(0, sums.Apply(s14_0, vector), ref result);
        }

        if (rows > 15)
        {
            result = ref Unsafe.Add(ref result, T.Result(15) - T.Result(14));
            StoreLast<T, TColumns>(0, sums.Apply(s15_0, vector), ref result);
        }
    }

    /// <summary>Up to 8 rows of 2 vectors.</summary>
    [MethodImpl(Optimized)]
    private static void Tile8x2<T, TRows, TColumns>(T sums, ref float left, ref float right, ref float start, ref float result, int vector)
        where T : struct, IContraction, allows ref struct
        where TRows : struct, ICount
        where TColumns : struct, ICount
    {
        (Axis outer, Axis middle, Axis inner) = (sums.Outer, sums.Middle, sums.Inner);
        int rows = TRows.Value;
        int l0 = T.Left(0), l1 = T.Left(1), l2 = T.Left(2), l3 = T.Left(3), l4 = T.Left(4), l5 = T.Left(5), l6 = T.Left(6), l7 = T.Left(7);
        int c0 = T.Right(0), c1 = T.Right(1);
        Vector512<float> s0_0 = T.Start == SumStart.Columns ? Vector512.LoadUnsafe(ref start) : Vector512<float>.Zero;
        Vector512<float> s0_1 = T.Start == SumStart.Columns ? LoadLast<T, TColumns>(1, ref Unsafe.Add(ref start, 16), T.RightTail) : Vector512<float>.Zero;
        Vector512<float> s1_0 = s0_0, s1_1 = s0_1;
        Vector512<float> s2_0 = s0_0, s2_1 = s0_1;
        Vector512<float> s3_0 = s0_0, s3_1 = s0_1;
        Vector512<float> s4_0 = s0_0, s4_1 = s0_1;
        Vector512<float> s5_0 = s0_0, s5_1 = s0_1;
        Vector512<float> s6_0 = s0_0, s6_1 = s0_1;
        Vector512<float> s7_0 = s0_0, s7_1 = s0_1;
        if (T.Start == SumStart.Result)
        {
            ref float y0 = ref Unsafe.Add(ref result, T.Result(0));
            s0_0 = Vector512.LoadUnsafe(ref y0);
            s0_1 = LoadLast<T, TColumns>(1, ref Unsafe.Add(ref y0, 16), T.ResultTail);
            if (rows > 1)
            {
                ref float y1 = ref Unsafe.Add(ref result, T.Result(1));
                s1_0 = Vector512.LoadUnsafe(ref y1);
                s1_1 = LoadLast<T, TColumns>(1, ref Unsafe.Add(ref y1, 16), T.ResultTail);
            }

            if (rows > 2)
            {
                ref float y2 = ref Unsafe.Add(ref result, T.Result(2));
                s2_0 = Vector512.LoadUnsafe(ref y2);
                s2_1 = LoadLast<T, TColumns>(1, ref Unsafe.Add(ref y2, 16), T.ResultTail);
            }

            if (rows > 3)
            {
                ref float y3 = ref Unsafe.Add(ref result, T.Result(3));
                s3_0 = Vector512.LoadUnsafe(ref y3);
                s3_1 = LoadLast<T, TColumns>(1, ref Unsafe.Add(ref y3, 16), T.ResultTail);
            }

            if (rows > 4)
            {
                ref float y4 = ref Unsafe.Add(ref result, T.Result(4));
                s4_0 = Vector512.LoadUnsafe(ref y4);
                s4_1 = LoadLast<T, TColumns>(1, ref Unsafe.Add(ref y4, 16), T.ResultTail);
            }

            if (rows > 5)
            {
                ref float y5 = ref Unsafe.Add(ref result, T.Result(5));
                s5_0 = Vector512.LoadUnsafe(ref y5);
                s5_1 = LoadLast<T, TColumns>(1, ref Unsafe.Add(ref y5, 16), T.ResultTail);
            }

            if (rows > 6)
            {
                ref float y6 = ref Unsafe.Add(ref result, T.Result(6));
                s6_0 = Vector512.LoadUnsafe(ref y6);
                s6_1 = LoadLast<T, TColumns>(1, ref Unsafe.Add(ref y6, 16), T.ResultTail);
            }

            if (rows > 7)
            {
                ref float y7 = ref Unsafe.Add(ref result, T.Result(7));
                s7_0 = Vector512.LoadUnsafe(ref y7);
                s7_1 = LoadLast<T, TColumns>(1, ref Unsafe.Add(ref y7, 16), T.ResultTail);
            }
        }

        int o = outer.Count;
        do
        {
            int m = middle.Count;
            do
            {
                int k = inner.Count;
                do
                {
                    Vector512<float> w0 = Vector512.LoadUnsafe(ref Unsafe.Add(ref right, c0));
                    Vector512<float> w1 = LoadLast<T, TColumns>(1, ref Unsafe.Add(ref right, c1), T.RightTail);
                    Vector512<float> v0 = Vector512.Create(Unsafe.Add(ref left, l0));
                    s0_0 = Vector512.FusedMultiplyAdd(v0, w0, s0_0);
                    s0_1 = Vector512.FusedMultiplyAdd(v0, w1, s0_1);
                    if (rows > 1)
                    {
                        Vector512<float> v1 = Vector512.Create(Unsafe.Add(ref left, l1));
                        s1_0 = Vector512.FusedMultiplyAdd(v1, w0, s1_0);
                        s1_1 = Vector512.FusedMultiplyAdd(v1, w1, s1_1);
                    }

                    if (rows > 2)
                    {
                        Vector512<float> v2 = Vector512.Create(Unsafe.Add(ref left, l2));
                        s2_0 = Vector512.FusedMultiplyAdd(v2, w0, s2_0);
                        s2_1 = Vector512.FusedMultiplyAdd(v2, w1, s2_1);
                    }

                    if (rows > 3)
                    {
                        Vector512<float> v3 = Vector512.Create(Unsafe.Add(ref left, l3));
                        s3_0 = Vector512.FusedMultiplyAdd(v3, w0, s3_0);
                        s3_1 = Vector512.FusedMultiplyAdd(v3, w1, s3_1);
                    }

                    if (rows > 4)
                    {
                        Vector512<float> v4 = Vector512.Create(Unsafe.Add(ref left, l4));
                        s4_0 = Vector512.FusedMultiplyAdd(v4, w0, s4_0);
                        s4_1 = Vector512.FusedMultiplyAdd(v4, w1, s4_1);
                    }

                    if (rows > 5)
                    {
                        Vector512<float> v5 = Vector512.Create(Unsafe.Add(ref left, l5));
                        s5_0 = Vector512.FusedMultiplyAdd(v5, w0, s5_0);
                        s5_1 = Vector512.FusedMultiplyAdd(v5, w1, s5_1);
                    }

                    if (rows > 6)
                    {
                        Vector512<float> v6 = Vector512.Create(Unsafe.Add(ref left, l6));
                        s6_0 = Vector512.FusedMultiplyAdd(v6, w0, s6_0);
                        s6_1 = Vector512.FusedMultiplyAdd(v6, w1, s6_1);
                    }

                    if (rows > 7)
                    {
                        Vector512<float> v7 = Vector512.Create(Unsafe.Add(ref left, l7));
                        s7_0 = Vector512.FusedMultiplyAdd(v7, w0, s7_0);
                        s7_1 = Vector512.FusedMultiplyAdd(v7, w1, s7_1);
                    }

                    left = ref Unsafe.Add(ref left, inner.Left);
                    right = ref Unsafe.Add(ref right, inner.Right);
                }
                while (--k > 0);

                left = ref Unsafe.Add(ref left, middle.Left - (inner.Count * inner.Left));
                right = ref Unsafe.Add(ref right, middle.Right - (inner.Count * inner.Right));
            }
            while (--m > 0);

            left = ref Unsafe.Add(ref left, outer.Left - (middle.Count * middle.Left));
            right = ref Unsafe.Add(ref right, outer.Right - (middle.Count * middle.Right));
        }
        while (--o > 0);

        sums.Apply(s0_0, vector).StoreUnsafe(ref result);
        StoreLast<T, TColumns>(1, sums.Apply(s0_1, vector + 1), ref Unsafe.Add(ref result, 16));

        if (rows > 1)
        {
            result = ref Unsafe.Add(ref result, T.Result(1) - T.Result(0));
            sums.Apply(s1_0, vector).StoreUnsafe(ref result);
            StoreLast<T, TColumns>(1, sums.Apply(s1_1, vector + 1), ref Unsafe.Add(ref result, 16));
        }

        if (rows > 2)
        {
            result = ref Unsafe.Add(ref result, T.Result(2) - T.Result(1));
            sums.Apply(s2_0, vector).StoreUnsafe(ref result);
            StoreLast<T, TColumns>(1, sums.Apply(s2_1, vector + 1), ref Unsafe.Add(ref result, 16));
        }

        if (rows > 3)
        {
            result = ref Unsafe.Add(ref result, T.Result(3) - T.Result(2));
            sums.Apply(s3_0, vector).StoreUnsafe(ref result);
            StoreLast<T, TColumns>(1, sums.Apply(s3_1, vector + 1), ref Unsafe.Add(ref result, 16));
        }

        if (rows > 4)
        {
            result = ref Unsafe.Add(ref result, T.Result(4) - T.Result(3));
            sums.Apply(s4_0, vector).StoreUnsafe(ref result);
            StoreLast<T, TColumns>(1, sums.Apply(s4_1, vector + 1), ref Unsafe.Add(ref result, 16));
        }

        if (rows > 5)
        {
            result = ref Unsafe.Add(ref result, T.Result(5) - T.Result(4));
            sums.Apply(s5_0, vector).StoreUnsafe(ref result);
            StoreLast<T, TColumns>(1, sums.Apply(s5_1, vector + 1), ref Unsafe.Add(ref result, 16));
        }

        if (rows > 6)
        {
            result = ref Unsafe.Add(ref result, T.Result(6) - T.Result(5));
            sums.Apply(s6_0, vector).StoreUnsafe(ref result);
            StoreLast<T, TColumns>(1, sums.Apply(s6_1, vector + 1), ref Unsafe.Add(ref result, 16));
        }

        if (rows > 7)
        {
            result = ref Unsafe.Add(ref result, T.Result(7) - T.Result(6));
            sums.Apply(s7_0, vector).StoreUnsafe(ref result);
            StoreLast<T, TColumns>(1, sums.Apply(s7_1, vector + 1), ref Unsafe.Add(ref result, 16));
        }
    }

    /// <summary>Up to 8 rows of 3 vectors.</summary>
    [MethodImpl(Optimized)]
    private static void Tile8x3<T, TRows, TColumns>(T sums, ref float left, ref float right, ref float start, ref float result, int vector)
        where T : struct, IContraction, allows ref struct
        where TRows : struct, ICount
        where TColumns : struct, ICount
    {
        (Axis outer, Axis middle, Axis inner) = (sums.Outer, sums.Middle, sums.Inner);
        int rows = TRows.Value;
        int l0 = T.Left(0), l1 = T.Left(1), l2 = T.Left(2), l3 = T.Left(3), l4 = T.Left(4), l5 = T.Left(5), l6 = T.Left(6), l7 = T.Left(7);
        int c0 = T.Right(0), c1 = T.Right(1), c2 = T.Right(2);
        Vector512<float> s0_0 = T.Start == SumStart.Columns ? Vector512.LoadUnsafe(ref start) : Vector512<float>.Zero;
        Vector512<float> s0_1 = T.Start == SumStart.Columns ? Vector512.LoadUnsafe(ref start, 16) : Vector512<float>.Zero;
        Vector512<float> s0_2 = T.Start == SumStart.Columns ? LoadLast<T, TColumns>(2, ref Unsafe.Add(ref start, 32), T.RightTail) : Vector512<float>.Zero;
        Vector512<float> s1_0 = s0_0, s1_1 = s0_1, s1_2 = s0_2;
        Vector512<float> s2_0 = s0_0, s2_1 = s0_1, s2_2 = s0_2;
        Vector512<float> s3_0 = s0_0, s3_1 = s0_1, s3_2 = s0_2;
        Vector512<float> s4_0 = s0_0, s4_1 = s0_1, s4_2 = s0_2;
        Vector512<float> s5_0 = s0_0, s5_1 = s0_1, s5_2 = s0_2;
        Vector512<float> s6_0 = s0_0, s6_1 = s0_1, s6_2 = s0_2;
        Vector512<float> s7_0 = s0_0, s7_1 = s0_1, s7_2 = s0_2;
        if (T.Start == SumStart.Result)
        {
            ref float y0 = ref Unsafe.Add(ref result, T.Result(0));
            s0_0 = Vector512.LoadUnsafe(ref y0);
            s0_1 = Vector512.LoadUnsafe(ref y0, 16);
            s0_2 = LoadLast<T, TColumns>(2, ref Unsafe.Add(ref y0, 32), T.ResultTail);
            if (rows > 1)
            {
                ref float y1 = ref Unsafe.Add(ref result, T.Result(1));
                s1_0 = Vector512.LoadUnsafe(ref y1);
                s1_1 = Vector512.LoadUnsafe(ref y1, 16);
                s1_2 = LoadLast<T, TColumns>(2, ref Unsafe.Add(ref y1, 32), T.ResultTail);
            }

            if (rows > 2)
            {
                ref float y2 = ref Unsafe.Add(ref result, T.Result(2));
                s2_0 = Vector512.LoadUnsafe(ref y2);
                s2_1 = Vector512.LoadUnsafe(ref y2, 16);
                s2_2 = LoadLast<T, TColumns>(2, ref Unsafe.Add(ref y2, 32), T.ResultTail);
            }

            if (rows > 3)
            {
                ref float y3 = ref Unsafe.Add(ref result, T.Result(3));
                s3_0 = Vector512.LoadUnsafe(ref y3);
                s3_1 = Vector512.LoadUnsafe(ref y3, 16);
                s3_2 = LoadLast<T, TColumns>(2, ref Unsafe.Add(ref y3, 32), T.ResultTail);
            }

            if (rows > 4)
            {
                ref float y4 = ref Unsafe.Add(ref result, T.Result(4));
                s4_0 = Vector512.LoadUnsafe(ref y4);
                s4_1 = Vector512.LoadUnsafe(ref y4, 16);
                s4_2 = LoadLast<T, TColumns>(2, ref Unsafe.Add(ref y4, 32), T.ResultTail);
            }

            if (rows > 5)
            {
                ref float y5 = ref Unsafe.Add(ref result, T.Result(5));
                s5_0 = Vector512.LoadUnsafe(ref y5);
                s5_1 = Vector512.LoadUnsafe(ref y5, 16);
                s5_2 = LoadLast<T, TColumns>(2, ref Unsafe.Add(ref y5, 32), T.ResultTail);
            }

            if (rows > 6)
            {
                ref float y6 = ref Unsafe.Add(ref result, T.Result(6));
                s6_0 = Vector512.LoadUnsafe(ref y6);
                s6_1 = Vector512.LoadUnsafe(ref y6, 16);
                s6_2 = LoadLast<T, TColumns>(2, ref Unsafe.Add(ref y6, 32), T.ResultTail);
            }

            if (rows > 7)
            {
                ref float y7 = ref Unsafe.Add(ref result, T.Result(7));
                s7_0 = Vector512.LoadUnsafe(ref y7);
                s7_1 = Vector512.LoadUnsafe(ref y7, 16);
                s7_2 = LoadLast<T, TColumns>(2, ref Unsafe.Add(ref y7, 32), T.ResultTail);
            }
        }

        ref float next = ref Unsafe.Add(ref right, TColumns.Value * Lanes.Count);
        int o = outer.Count;
        do
        {
            int m = middle.Count;
            do
            {
                int k = inner.Count;
                do
                {
                    Vector512<float> w0 = Vector512.LoadUnsafe(ref Unsafe.Add(ref right, c0));
                    Vector512<float> w1 = Vector512.LoadUnsafe(ref Unsafe.Add(ref right, c1));
                    Vector512<float> w2 = LoadLast<T, TColumns>(2, ref Unsafe.Add(ref right, c2), T.RightTail);
                    Vector512<float> v0 = Vector512.Create(Unsafe.Add(ref left, l0));
                    s0_0 = Vector512.FusedMultiplyAdd(v0, w0, s0_0);
                    s0_1 = Vector512.FusedMultiplyAdd(v0, w1, s0_1);
                    s0_2 = Vector512.FusedMultiplyAdd(v0, w2, s0_2);
                    if (rows > 1)
                    {
                        Vector512<float> v1 = Vector512.Create(Unsafe.Add(ref left, l1));
                        s1_0 = Vector512.FusedMultiplyAdd(v1, w0, s1_0);
                        s1_1 = Vector512.FusedMultiplyAdd(v1, w1, s1_1);
                        s1_2 = Vector512.FusedMultiplyAdd(v1, w2, s1_2);
                    }

                    if (rows > 2)
                    {
                        Vector512<float> v2 = Vector512.Create(Unsafe.Add(ref left, l2));
                        s2_0 = Vector512.FusedMultiplyAdd(v2, w0, s2_0);
                        s2_1 = Vector512.FusedMultiplyAdd(v2, w1, s2_1);
                        s2_2 = Vector512.FusedMultiplyAdd(v2, w2, s2_2);
                    }

                    if (rows > 3)
                    {
                        Vector512<float> v3 = Vector512.Create(Unsafe.Add(ref left, l3));
                        s3_0 = Vector512.FusedMultiplyAdd(v3, w0, s3_0);
                        s3_1 = Vector512.FusedMultiplyAdd(v3, w1, s3_1);
                        s3_2 = Vector512.FusedMultiplyAdd(v3, w2, s3_2);
                    }

                    if (rows > 4)
                    {
                        Vector512<float> v4 = Vector512.Create(Unsafe.Add(ref left, l4));
                        s4_0 = Vector512.FusedMultiplyAdd(v4, w0, s4_0);
                        s4_1 = Vector512.FusedMultiplyAdd(v4, w1, s4_1);
                        s4_2 = Vector512.FusedMultiplyAdd(v4, w2, s4_2);
                    }

                    if (rows > 5)
                    {
                        Vector512<float> v5 = Vector512.Create(Unsafe.Add(ref left, l5));
                        s5_0 = Vector512.FusedMultiplyAdd(v5, w0, s5_0);
                        s5_1 = Vector512.FusedMultiplyAdd(v5, w1, s5_1);
                        s5_2 = Vector512.FusedMultiplyAdd(v5, w2, s5_2);
                    }

                    if (rows > 6)
                    {
                        Vector512<float> v6 = Vector512.Create(Unsafe.Add(ref left, l6));
                        s6_0 = Vector512.FusedMultiplyAdd(v6, w0, s6_0);
                        s6_1 = Vector512.FusedMultiplyAdd(v6, w1, s6_1);
                        s6_2 = Vector512.FusedMultiplyAdd(v6, w2, s6_2);
                    }

                    if (rows > 7)
                    {
                        Vector512<float> v7 = Vector512.Create(Unsafe.Add(ref left, l7));
                        s7_0 = Vector512.FusedMultiplyAdd(v7, w0, s7_0);
                        s7_1 = Vector512.FusedMultiplyAdd(v7, w1, s7_1);
                        s7_2 = Vector512.FusedMultiplyAdd(v7, w2, s7_2);
                    }

                    left = ref Unsafe.Add(ref left, inner.Left);
                    right = ref Unsafe.Add(ref right, inner.Right);
                    if (T.Fetches && k % TermsToFetch == 0)
                    {
                        Lanes.Prefetch(ref next);
                        Lanes.Prefetch(ref Unsafe.Add(ref next, 16));
                        Lanes.Prefetch(ref Unsafe.Add(ref next, 32));
                        next = ref Unsafe.Add(ref next, inner.Right);
                    }
                }
                while (--k > 0);

                left = ref Unsafe.Add(ref left, middle.Left - (inner.Count * inner.Left));
                right = ref Unsafe.Add(ref right, middle.Right - (inner.Count * inner.Right));
            }
            while (--m > 0);

            left = ref Unsafe.Add(ref left, outer.Left - (middle.Count * middle.Left));
            right = ref Unsafe.Add(ref right, outer.Right - (middle.Count * middle.Right));
        }
        while (--o > 0);

        sums.Apply(s0_0, vector).StoreUnsafe(ref result);
        sums.Apply(s0_1, vector + 1).StoreUnsafe(ref result, 16);
        StoreLast<T, TColumns>(2, sums.Apply(s0_2, vector + 2), ref Unsafe.Add(ref result, 32));

        if (rows > 1)
        {
            result = ref Unsafe.Add(ref result, T.Result(1) - T.Result(0));
            sums.Apply(s1_0, vector).StoreUnsafe(ref result);
            sums.Apply(s1_1, vector + 1).StoreUnsafe(ref result, 16);
            StoreLast<T, TColumns>(2, sums.Apply(s1_2, vector + 2), ref Unsafe.Add(ref result, 32));
        }

        if (rows > 2)
        {
            result = ref Unsafe.Add(ref result, T.Result(2) - T.Result(1));
            sums.Apply(s2_0, vector).StoreUnsafe(ref result);
            sums.Apply(s2_1, vector + 1).StoreUnsafe(ref result, 16);
            StoreLast<T, TColumns>(2, sums.Apply(s2_2, vector + 2), ref Unsafe.Add(ref result, 32));
        }

        if (rows > 3)
        {
            result = ref Unsafe.Add(ref result, T.Result(3) - T.Result(2));
            sums.Apply(s3_0, vector).StoreUnsafe(ref result);
            sums.Apply(s3_1, vector + 1).StoreUnsafe(ref result, 16);
            StoreLast<T, TColumns>(2, sums.Apply(s3_2, vector + 2), ref Unsafe.Add(ref result, 32));
        }

        if (rows > 4)
        {
            result = ref Unsafe.Add(ref result, T.Result(4) - T.Result(3));
            sums.Apply(s4_0, vector).StoreUnsafe(ref result);
            sums.Apply(s4_1, vector + 1).StoreUnsafe(ref result, 16);
            StoreLast<T, TColumns>(2, sums.Apply(s4_2, vector + 2), ref Unsafe.Add(ref result, 32));
        }

        if (rows > 5)
        {
            result = ref Unsafe.Add(ref result, T.Result(5) - T.Result(4));
            sums.Apply(s5_0, vector).StoreUnsafe(ref result);
            sums.Apply(s5_1, vector + 1).StoreUnsafe(ref result, 16);
            StoreLast<T, TColumns>(2, sums.Apply(s5_2, vector + 2), ref Unsafe.Add(ref result, 32));
        }

        if (rows > 6)
        {
            result = ref Unsafe.Add(ref result, T.Result(6) - T.Result(5));
            sums.Apply(s6_0, vector).StoreUnsafe(ref result);
            sums.Apply(s6_1, vector + 1).StoreUnsafe(ref result, 16);
            StoreLast<T, TColumns>(2, sums.Apply(s6_2, vector + 2), ref Unsafe.Add(ref result, 32));
        }

        if (rows > 7)
        {
            result = ref Unsafe.Add(ref result, T.Result(7) - T.Result(6));
            sums.Apply(s7_0, vector).StoreUnsafe(ref result);
            sums.Apply(s7_1, vector + 1).StoreUnsafe(ref result, 16);
            StoreLast<T, TColumns>(2, sums.Apply(s7_2, vector + 2), ref Unsafe.Add(ref result, 32));
        }
    }

    /// <summary>Up to 6 rows of 4 vectors.</summary>
    [MethodImpl(Optimized)]
    private static void Tile6x4<T, TRows, TColumns>(T sums, ref float left, ref float right, ref float start, ref float result, int vector)
        where T : struct, IContraction, allows ref struct
        where TRows : struct, ICount
        where TColumns : struct, ICount
    {
        (Axis outer, Axis middle, Axis inner) = (sums.Outer, sums.Middle, sums.Inner);
        int rows = TRows.Value;
        int l0 = T.Left(0), l1 = T.Left(1), l2 = T.Left(2), l3 = T.Left(3), l4 = T.Left(4), l5 = T.Left(5);
        int c0 = T.Right(0), c1 = T.Right(1), c2 = T.Right(2), c3 = T.Right(3);
        Vector512<float> s0_0 = T.Start == SumStart.Columns ? Vector512.LoadUnsafe(ref start) : Vector512<float>.Zero;
        Vector512<float> s0_1 = T.Start == SumStart.Columns ? Vector512.LoadUnsafe(ref start, 16) : Vector512<float>.Zero;
        Vector512<float> s0_2 = T.Start == SumStart.Columns ? Vector512.LoadUnsafe(ref start, 32) : Vector512<float>.Zero;
        Vector512<float> s0_3 = T.Start == SumStart.Columns ? LoadLast<T, TColumns>(3, ref Unsafe.Add(ref start, 48), T.RightTail) : Vector512<float>.Zero;
        Vector512<float> s1_0 = s0_0, s1_1 = s0_1, s1_2 = s0_2, s1_3 = s0_3;
        Vector512<float> s2_0 = s0_0, s2_1 = s0_1, s2_2 = s0_2, s2_3 = s0_3;
        Vector512<float> s3_0 = s0_0, s3_1 = s0_1, s3_2 = s0_2, s3_3 = s0_3;
        Vector512<float> s4_0 = s0_0, s4_1 = s0_1, s4_2 = s0_2, s4_3 = s0_3;
        Vector512<float> s5_0 = s0_0, s5_1 = s0_1, s5_2 = s0_2, s5_3 = s0_3;
        if (T.Start == SumStart.Result)
        {
            ref float y0 = ref Unsafe.Add(ref result, T.Result(0));
            s0_0 = Vector512.LoadUnsafe(ref y0);
            s0_1 = Vector512.LoadUnsafe(ref y0, 16);
            s0_2 = Vector512.LoadUnsafe(ref y0, 32);
            s0_3 = LoadLast<T, TColumns>(3, ref Unsafe.Add(ref y0, 48), T.ResultTail);
            if (rows > 1)
            {
                ref float y1 = ref Unsafe.Add(ref result, T.Result(1));
                s1_0 = Vector512.LoadUnsafe(ref y1);
                s1_1 = Vector512.LoadUnsafe(ref y1, 16);
                s1_2 = Vector512.LoadUnsafe(ref y1, 32);
                s1_3 = LoadLast<T, TColumns>(3, ref Unsafe.Add(ref y1, 48), T.ResultTail);
            }

            if (rows > 2)
            {
                ref float y2 = ref Unsafe.Add(ref result, T.Result(2));
                s2_0 = Vector512.LoadUnsafe(ref y2);
                s2_1 = Vector512.LoadUnsafe(ref y2, 16);
                s2_2 = Vector512.LoadUnsafe(ref y2, 32);
                s2_3 = LoadLast<T, TColumns>(3, ref Unsafe.Add(ref y2, 48), T.ResultTail);
            }

            if (rows > 3)
            {
                ref float y3 = ref Unsafe.Add(ref result, T.Result(3));
                s3_0 = Vector512.LoadUnsafe(ref y3);
                s3_1 = Vector512.LoadUnsafe(ref y3, 16);
                s3_2 = Vector512.LoadUnsafe(ref y3, 32);
                s3_3 = LoadLast<T, TColumns>(3, ref Unsafe.Add(ref y3, 48), T.ResultTail);
            }

            if (rows > 4)
            {
                ref float y4 = ref Unsafe.Add(ref result, T.Result(4));
                s4_0 = Vector512.LoadUnsafe(ref y4);
                s4_1 = Vector512.LoadUnsafe(ref y4, 16);
                s4_2 = Vector512.LoadUnsafe(ref y4, 32);
                s4_3 = LoadLast<T, TColumns>(3, ref Unsafe.Add(ref y4, 48), T.ResultTail);
            }

            if (rows > 5)
            {
                ref float y5 = ref Unsafe.Add(ref result, T.Result(5));
                s5_0 = Vector512.LoadUnsafe(ref y5);
                s5_1 = Vector512.LoadUnsafe(ref y5, 16);
                s5_2 = Vector512.LoadUnsafe(ref y5, 32);
                s5_3 = LoadLast<T, TColumns>(3, ref Unsafe.Add(ref y5, 48), T.ResultTail);
            }
        }

        int o = outer.Count;
        do
        {
            int m = middle.Count;
            do
            {
                int k = inner.Count;
                do
                {
                    Vector512<float> w0 = Vector512.LoadUnsafe(ref Unsafe.Add(ref right, c0));
                    Vector512<float> w1 = Vector512.LoadUnsafe(ref Unsafe.Add(ref right, c1));
                    Vector512<float> w2 = Vector512.LoadUnsafe(ref Unsafe.Add(ref right, c2));
                    Vector512<float> w3 = LoadLast<T, TColumns>(3, ref Unsafe.Add(ref right, c3), T.RightTail);
                    Vector512<float> v0 = Vector512.Create(Unsafe.Add(ref left, l0));
                    s0_0 = Vector512.FusedMultiplyAdd(v0, w0, s0_0);
                    s0_1 = Vector512.FusedMultiplyAdd(v0, w1, s0_1);
                    s0_2 = Vector512.FusedMultiplyAdd(v0, w2, s0_2);
                    s0_3 = Vector512.FusedMultiplyAdd(v0, w3, s0_3);
                    if (rows > 1)
                    {
                        Vector512<float> v1 = Vector512.Create(Unsafe.Add(ref left, l1));
                        s1_0 = Vector512.FusedMultiplyAdd(v1, w0, s1_0);
                        s1_1 = Vector512.FusedMultiplyAdd(v1, w1, s1_1);
                        s1_2 = Vector512.FusedMultiplyAdd(v1, w2, s1_2);
                        s1_3 = Vector512.FusedMultiplyAdd(v1, w3, s1_3);
                    }

                    if (rows > 2)
                    {
                        Vector512<float> v2 = Vector512.Create(Unsafe.Add(ref left, l2));
                        s2_0 = Vector512.FusedMultiplyAdd(v2, w0, s2_0);
                        s2_1 = Vector512.FusedMultiplyAdd(v2, w1, s2_1);
                        s2_2 = Vector512.FusedMultiplyAdd(v2, w2, s2_2);
                        s2_3 = Vector512.FusedMultiplyAdd(v2, w3, s2_3);
                    }

                    if (rows > 3)
                    {
                        Vector512<float> v3 = Vector512.Create(Unsafe.Add(ref left, l3));
                        s3_0 = Vector512.FusedMultiplyAdd(v3, w0, s3_0);
                        s3_1 = Vector512.FusedMultiplyAdd(v3, w1, s3_1);
                        s3_2 = Vector512.FusedMultiplyAdd(v3, w2, s3_2);
                        s3_3 = Vector512.FusedMultiplyAdd(v3, w3, s3_3);
                    }

                    if (rows > 4)
                    {
                        Vector512<float> v4 = Vector512.Create(Unsafe.Add(ref left, l4));
                        s4_0 = Vector512.FusedMultiplyAdd(v4, w0, s4_0);
                        s4_1 = Vector512.FusedMultiplyAdd(v4, w1, s4_1);
                        s4_2 = Vector512.FusedMultiplyAdd(v4, w2, s4_2);
                        s4_3 = Vector512.FusedMultiplyAdd(v4, w3, s4_3);
                    }

                    if (rows > 5)
                    {
                        Vector512<float> v5 = Vector512.Create(Unsafe.Add(ref left, l5));
                        s5_0 = Vector512.FusedMultiplyAdd(v5, w0, s5_0);
                        s5_1 = Vector512.FusedMultiplyAdd(v5, w1, s5_1);
                        s5_2 = Vector512.FusedMultiplyAdd(v5, w2, s5_2);
                        s5_3 = Vector512.FusedMultiplyAdd(v5, w3, s5_3);
                    }

                    left = ref Unsafe.Add(ref left, inner.Left);
                    right = ref Unsafe.Add(ref right, inner.Right);
                }
                while (--k > 0);

                left = ref Unsafe.Add(ref left, middle.Left - (inner.Count * inner.Left));
                right = ref Unsafe.Add(ref right, middle.Right - (inner.Count * inner.Right));
            }
            while (--m > 0);

            left = ref Unsafe.Add(ref left, outer.Left - (middle.Count * middle.Left));
            right = ref Unsafe.Add(ref right, outer.Right - (middle.Count * middle.Right));
        }
        while (--o > 0);

        sums.Apply(s0_0, vector).StoreUnsafe(ref result);
        sums.Apply(s0_1, vector + 1).StoreUnsafe(ref result, 16);
        sums.Apply(s0_2, vector + 2).StoreUnsafe(ref result, 32);
        StoreLast<T, TColumns>(3, sums.Apply(s0_3, vector + 3), ref Unsafe.Add(ref result, 48));

        if (rows > 1)
        {
            result = ref Unsafe.Add(ref result, T.Result(1) - T.Result(0));
            sums.Apply(s1_0, vector).StoreUnsafe(ref result);
            sums.Apply(s1_1, vector + 1).StoreUnsafe(ref result, 16);
            sums.Apply(s1_2, vector + 2).StoreUnsafe(ref result, 32);
            StoreLast<T, TColumns>(3, sums.Apply(s1_3, vector + 3), ref Unsafe.Add(ref result, 48));
        }

        if (rows > 2)
        {
            result = ref Unsafe.Add(ref result, T.Result(2) - T.Result(1));
            sums.Apply(s2_0, vector).StoreUnsafe(ref result);
            sums.Apply(s2_1, vector + 1).StoreUnsafe(ref result, 16);
            sums.Apply(s2_2, vector + 2).StoreUnsafe(ref result, 32);
            StoreLast<T, TColumns>(3, sums.Apply(s2_3, vector + 3), ref Unsafe.Add(ref result, 48));
        }

        if (rows > 3)
        {
            result = ref Unsafe.Add(ref result, T.Result(3) - T.Result(2));
            sums.Apply(s3_0, vector).StoreUnsafe(ref result);
            sums.Apply(s3_1, vector + 1).StoreUnsafe(ref result, 16);
            sums.Apply(s3_2, vector + 2).StoreUnsafe(ref result, 32);
            StoreLast<T, TColumns>(3, sums.Apply(s3_3, vector + 3), ref Unsafe.Add(ref result, 48));
        }

        if (rows > 4)
        {
            result = ref Unsafe.Add(ref result, T.Result(4) - T.Result(3));
            sums.Apply(s4_0, vector).StoreUnsafe(ref result);
            sums.Apply(s4_1, vector + 1).StoreUnsafe(ref result, 16);
            sums.Apply(s4_2, vector + 2).StoreUnsafe(ref result, 32);
            StoreLast<T, TColumns>(3, sums.Apply(s4_3, vector + 3), ref Unsafe.Add(ref result, 48));
        }

        if (rows > 5)
        {
            result = ref Unsafe.Add(ref result, T.Result(5) - T.Result(4));
            sums.Apply(s5_0, vector).StoreUnsafe(ref result);
            sums.Apply(s5_1, vector + 1).StoreUnsafe(ref result, 16);
            sums.Apply(s5_2, vector + 2).StoreUnsafe(ref result, 32);
            StoreLast<T, TColumns>(3, sums.Apply(s5_3, vector + 3), ref Unsafe.Add(ref result, 48));
        }
    }

    /// <summary>One row of up to 8 vectors.</summary>
    [MethodImpl(Optimized)]
    private static void Tile1x8<T, TRows, TColumns>(T sums, ref float left, ref float right, ref float start, ref float result, int vector)
        where T : struct, IContraction, allows ref struct
        where TRows : struct, ICount
        where TColumns : struct, ICount
    {
        (Axis outer, Axis middle, Axis inner) = (sums.Outer, sums.Middle, sums.Inner);
        int columns = TColumns.Value;
        int l0 = T.Left(0);
        int c0 = T.Right(0), c1 = T.Right(1), c2 = T.Right(2), c3 = T.Right(3), c4 = T.Right(4), c5 = T.Right(5), c6 = T.Right(6), c7 = T.Right(7);
        Vector512<float> s0_0 = T.Start == SumStart.Columns ? LoadLast<T, TColumns>(0, ref start, T.RightTail) : Vector512<float>.Zero;
        Vector512<float> s0_1 = columns > 1 && T.Start == SumStart.Columns ? LoadLast<T, TColumns>(1, ref Unsafe.Add(ref start, 16), T.RightTail) : Vector512<float>.Zero;
        Vector512<float> s0_2 = columns > 2 && T.Start == SumStart.Columns ? LoadLast<T, TColumns>(2, ref Unsafe.Add(ref start, 32), T.RightTail) : Vector512<float>.Zero;
        Vector512<float> s0_3 = columns > 3 && T.Start == SumStart.Columns ? LoadLast<T, TColumns>(3, ref Unsafe.Add(ref start, 48), T.RightTail) : Vector512<float>.Zero;
        Vector512<float> s0_4 = columns > 4 && T.Start == SumStart.Columns ? LoadLast<T, TColumns>(4, ref Unsafe.Add(ref start, 64), T.RightTail) : Vector512<float>.Zero;
        Vector512<float> s0_5 = columns > 5 && T.Start == SumStart.Columns ? LoadLast<T, TColumns>(5, ref Unsafe.Add(ref start, 80), T.RightTail) : Vector512<float>.Zero;
        Vector512<float> s0_6 = columns > 6 && T.Start == SumStart.Columns ? LoadLast<T, TColumns>(6, ref Unsafe.Add(ref start, 96), T.RightTail) : Vector512<float>.Zero;
        Vector512<float> s0_7 = columns > 7 && T.Start == SumStart.Columns ? LoadLast<T, TColumns>(7, ref Unsafe.Add(ref start, 112), T.RightTail) : Vector512<float>.Zero;
        if (T.Start == SumStart.Result)
        {
            ref float y0 = ref Unsafe.Add(ref result, T.Result(0));
            s0_0 = LoadLast<T, TColumns>(0, ref y0, T.ResultTail);
            if (columns > 1)
            {
                s0_1 = LoadLast<T, TColumns>(1, ref Unsafe.Add(ref y0, 16), T.ResultTail);
            }

            if (columns > 2)
            {
                s0_2 = LoadLast<T, TColumns>(2, ref Unsafe.Add(ref y0, 32), T.ResultTail);
            }

            if (columns > 3)
            {
                s0_3 = LoadLast<T, TColumns>(3, ref Unsafe.Add(ref y0, 48), T.ResultTail);
            }

            if (columns > 4)
            {
                s0_4 = LoadLast<T, TColumns>(4, ref Unsafe.Add(ref y0, 64), T.ResultTail);
            }

            if (columns > 5)
            {
                s0_5 = LoadLast<T, TColumns>(5, ref Unsafe.Add(ref y0, 80), T.ResultTail);
            }

            if (columns > 6)
            {
                s0_6 = LoadLast<T, TColumns>(6, ref Unsafe.Add(ref y0, 96), T.ResultTail);
            }

            if (columns > 7)
            {
                s0_7 = LoadLast<T, TColumns>(7, ref Unsafe.Add(ref y0, 112), T.ResultTail);
            }
        }

        int o = outer.Count;
        do
        {
            int m = middle.Count;
            do
            {
                int k = inner.Count;
                do
                {
                    Vector512<float> w0 = LoadLast<T, TColumns>(0, ref Unsafe.Add(ref right, c0), T.RightTail);
                    Vector512<float> w1 = columns > 1 ? LoadLast<T, TColumns>(1, ref Unsafe.Add(ref right, c1), T.RightTail) : Vector512<float>.Zero;
                    Vector512<float> w2 = columns > 2 ? LoadLast<T, TColumns>(2, ref Unsafe.Add(ref right, c2), T.RightTail) : Vector512<float>.Zero;
                    Vector512<float> w3 = columns > 3 ? LoadLast<T, TColumns>(3, ref Unsafe.Add(ref right, c3), T.RightTail) : Vector512<float>.Zero;
                    Vector512<float> w4 = columns > 4 ? LoadLast<T, TColumns>(4, ref Unsafe.Add(ref right, c4), T.RightTail) : Vector512<float>.Zero;
                    Vector512<float> w5 = columns > 5 ? LoadLast<T, TColumns>(5, ref Unsafe.Add(ref right, c5), T.RightTail) : Vector512<float>.Zero;
                    Vector512<float> w6 = columns > 6 ? LoadLast<T, TColumns>(6, ref Unsafe.Add(ref right, c6), T.RightTail) : Vector512<float>.Zero;
                    Vector512<float> w7 = columns > 7 ? LoadLast<T, TColumns>(7, ref Unsafe.Add(ref right, c7), T.RightTail) : Vector512<float>.Zero;
                    Vector512<float> v0 = Vector512.Create(Unsafe.Add(ref left, l0));
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

                    if (columns > 4)
                    {
                        s0_4 = Vector512.FusedMultiplyAdd(v0, w4, s0_4);
                    }

                    if (columns > 5)
                    {
                        s0_5 = Vector512.FusedMultiplyAdd(v0, w5, s0_5);
                    }

                    if (columns > 6)
                    {
                        s0_6 = Vector512.FusedMultiplyAdd(v0, w6, s0_6);
                    }

                    if (columns > 7)
                    {
                        s0_7 = Vector512.FusedMultiplyAdd(v0, w7, s0_7);
                    }

                    left = ref Unsafe.Add(ref left, inner.Left);
                    right = ref Unsafe.Add(ref right, inner.Right);
                }
                while (--k > 0);

                left = ref Unsafe.Add(ref left, middle.Left - (inner.Count * inner.Left));
                right = ref Unsafe.Add(ref right, middle.Right - (inner.Count * inner.Right));
            }
            while (--m > 0);

            left = ref Unsafe.Add(ref left, outer.Left - (middle.Count * middle.Left));
            right = ref Unsafe.Add(ref right, outer.Right - (middle.Count * middle.Right));
        }
        while (--o > 0);

        StoreLast<T, TColumns>(0, sums.Apply(s0_0, vector), ref result);

        if (columns > 1)
        {
            StoreLast<T, TColumns>(1, sums.Apply(s0_1, vector + 1), ref Unsafe.Add(ref result, 16));
        }

        if (columns > 2)
        {
            StoreLast<T, TColumns>(2, sums.Apply(s0_2, vector + 2), ref Unsafe.Add(ref result, 32));
        }

        if (columns > 3)
        {
            StoreLast<T, TColumns>(3, sums.Apply(s0_3, vector + 3), ref Unsafe.Add(ref result, 48));
        }

        if (columns > 4)
        {
            StoreLast<T, TColumns>(4, sums.Apply(s0_4, vector + 4), ref Unsafe.Add(ref result, 64));
        }

        if (columns > 5)
        {
            StoreLast<T, TColumns>(5, sums.Apply(s0_5, vector + 5), ref Unsafe.Add(ref result, 80));
        }

        if (columns > 6)
        {
            StoreLast<T, TColumns>(6, sums.Apply(s0_6, vector + 6), ref Unsafe.Add(ref result, 96));
        }

        if (columns > 7)
        {
            StoreLast<T, TColumns>(7, sums.Apply(s0_7, vector + 7), ref Unsafe.Add(ref result, 112));
        }
    }
}
