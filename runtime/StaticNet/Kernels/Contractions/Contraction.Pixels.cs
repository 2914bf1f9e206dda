using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace StaticNet.Kernels;

// Tiles whose rows are channels and whose columns are pixels, which are stored pixel by pixel.
public static partial class Contraction
{
    /// <summary>Up to 8 channels of up to 3 vectors of pixels.</summary>
    [MethodImpl(Optimized)]
    private static void Pixels8x3<T, TRows, TColumns>(T sums, ref float left, ref float right, ref float start, ref float result)
        where T : struct, IContraction, allows ref struct
        where TRows : struct, ICount
        where TColumns : struct, ICount
    {
        (Axis outer, Axis middle, Axis inner) = (sums.Outer, sums.Middle, sums.Inner);
        int rows = TRows.Value;
        int columns = TColumns.Value;
        int l0 = T.Left(0), l1 = T.Left(1), l2 = T.Left(2), l3 = T.Left(3), l4 = T.Left(4), l5 = T.Left(5), l6 = T.Left(6), l7 = T.Left(7);
        int c0 = T.Right(0), c1 = T.Right(1), c2 = T.Right(2);
        Vector512<float> s0_0 = Vector512<float>.Zero, s0_1 = Vector512<float>.Zero, s0_2 = Vector512<float>.Zero;
        Vector512<float> s1_0 = Vector512<float>.Zero, s1_1 = Vector512<float>.Zero, s1_2 = Vector512<float>.Zero;
        Vector512<float> s2_0 = Vector512<float>.Zero, s2_1 = Vector512<float>.Zero, s2_2 = Vector512<float>.Zero;
        Vector512<float> s3_0 = Vector512<float>.Zero, s3_1 = Vector512<float>.Zero, s3_2 = Vector512<float>.Zero;
        Vector512<float> s4_0 = Vector512<float>.Zero, s4_1 = Vector512<float>.Zero, s4_2 = Vector512<float>.Zero;
        Vector512<float> s5_0 = Vector512<float>.Zero, s5_1 = Vector512<float>.Zero, s5_2 = Vector512<float>.Zero;
        Vector512<float> s6_0 = Vector512<float>.Zero, s6_1 = Vector512<float>.Zero, s6_2 = Vector512<float>.Zero;
        Vector512<float> s7_0 = Vector512<float>.Zero, s7_1 = Vector512<float>.Zero, s7_2 = Vector512<float>.Zero;
        if (T.Start == SumStart.Rows)
        {
            s0_0 = Vector512.Create(start);
            s0_1 = s0_0;
            s0_2 = s0_0;
            if (rows > 1)
            {
                s1_0 = Vector512.Create(Unsafe.Add(ref start, 1));
                s1_1 = s1_0;
                s1_2 = s1_0;
            }

            if (rows > 2)
            {
                s2_0 = Vector512.Create(Unsafe.Add(ref start, 2));
                s2_1 = s2_0;
                s2_2 = s2_0;
            }

            if (rows > 3)
            {
                s3_0 = Vector512.Create(Unsafe.Add(ref start, 3));
                s3_1 = s3_0;
                s3_2 = s3_0;
            }

            if (rows > 4)
            {
                s4_0 = Vector512.Create(Unsafe.Add(ref start, 4));
                s4_1 = s4_0;
                s4_2 = s4_0;
            }

            if (rows > 5)
            {
                s5_0 = Vector512.Create(Unsafe.Add(ref start, 5));
                s5_1 = s5_0;
                s5_2 = s5_0;
            }

            if (rows > 6)
            {
                s6_0 = Vector512.Create(Unsafe.Add(ref start, 6));
                s6_1 = s6_0;
                s6_2 = s6_0;
            }

            if (rows > 7)
            {
                s7_0 = Vector512.Create(Unsafe.Add(ref start, 7));
                s7_1 = s7_0;
                s7_2 = s7_0;
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

                    if (rows > 1)
                    {
                        Vector512<float> v1 = Vector512.Create(Unsafe.Add(ref left, l1));
                        s1_0 = Vector512.FusedMultiplyAdd(v1, w0, s1_0);

                        if (columns > 1)
                        {
                            s1_1 = Vector512.FusedMultiplyAdd(v1, w1, s1_1);
                        }

                        if (columns > 2)
                        {
                            s1_2 = Vector512.FusedMultiplyAdd(v1, w2, s1_2);
                        }
                    }

                    if (rows > 2)
                    {
                        Vector512<float> v2 = Vector512.Create(Unsafe.Add(ref left, l2));
                        s2_0 = Vector512.FusedMultiplyAdd(v2, w0, s2_0);

                        if (columns > 1)
                        {
                            s2_1 = Vector512.FusedMultiplyAdd(v2, w1, s2_1);
                        }

                        if (columns > 2)
                        {
                            s2_2 = Vector512.FusedMultiplyAdd(v2, w2, s2_2);
                        }
                    }

                    if (rows > 3)
                    {
                        Vector512<float> v3 = Vector512.Create(Unsafe.Add(ref left, l3));
                        s3_0 = Vector512.FusedMultiplyAdd(v3, w0, s3_0);

                        if (columns > 1)
                        {
                            s3_1 = Vector512.FusedMultiplyAdd(v3, w1, s3_1);
                        }

                        if (columns > 2)
                        {
                            s3_2 = Vector512.FusedMultiplyAdd(v3, w2, s3_2);
                        }
                    }

                    if (rows > 4)
                    {
                        Vector512<float> v4 = Vector512.Create(Unsafe.Add(ref left, l4));
                        s4_0 = Vector512.FusedMultiplyAdd(v4, w0, s4_0);

                        if (columns > 1)
                        {
                            s4_1 = Vector512.FusedMultiplyAdd(v4, w1, s4_1);
                        }

                        if (columns > 2)
                        {
                            s4_2 = Vector512.FusedMultiplyAdd(v4, w2, s4_2);
                        }
                    }

                    if (rows > 5)
                    {
                        Vector512<float> v5 = Vector512.Create(Unsafe.Add(ref left, l5));
                        s5_0 = Vector512.FusedMultiplyAdd(v5, w0, s5_0);

                        if (columns > 1)
                        {
                            s5_1 = Vector512.FusedMultiplyAdd(v5, w1, s5_1);
                        }

                        if (columns > 2)
                        {
                            s5_2 = Vector512.FusedMultiplyAdd(v5, w2, s5_2);
                        }
                    }

                    if (rows > 6)
                    {
                        Vector512<float> v6 = Vector512.Create(Unsafe.Add(ref left, l6));
                        s6_0 = Vector512.FusedMultiplyAdd(v6, w0, s6_0);

                        if (columns > 1)
                        {
                            s6_1 = Vector512.FusedMultiplyAdd(v6, w1, s6_1);
                        }

                        if (columns > 2)
                        {
                            s6_2 = Vector512.FusedMultiplyAdd(v6, w2, s6_2);
                        }
                    }

                    if (rows > 7)
                    {
                        Vector512<float> v7 = Vector512.Create(Unsafe.Add(ref left, l7));
                        s7_0 = Vector512.FusedMultiplyAdd(v7, w0, s7_0);

                        if (columns > 1)
                        {
                            s7_1 = Vector512.FusedMultiplyAdd(v7, w1, s7_1);
                        }

                        if (columns > 2)
                        {
                            s7_2 = Vector512.FusedMultiplyAdd(v7, w2, s7_2);
                        }
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

        if (T.Store == SumStore.Pixels)
        {
            Lanes.StorePixels(
                sums.Apply(s0_0, 0),
                rows > 1 ? sums.Apply(s1_0, 0) : Vector512<float>.Zero,
                rows > 2 ? sums.Apply(s2_0, 0) : Vector512<float>.Zero,
                rows > 3 ? sums.Apply(s3_0, 0) : Vector512<float>.Zero,
                rows > 4 ? sums.Apply(s4_0, 0) : Vector512<float>.Zero,
                rows > 5 ? sums.Apply(s5_0, 0) : Vector512<float>.Zero,
                rows > 6 ? sums.Apply(s6_0, 0) : Vector512<float>.Zero,
                rows > 7 ? sums.Apply(s7_0, 0) : Vector512<float>.Zero,
                ref result);

            if (columns > 1)
            {
                Lanes.StorePixels(
                    sums.Apply(s0_1, 0),
                    rows > 1 ? sums.Apply(s1_1, 0) : Vector512<float>.Zero,
                    rows > 2 ? sums.Apply(s2_1, 0) : Vector512<float>.Zero,
                    rows > 3 ? sums.Apply(s3_1, 0) : Vector512<float>.Zero,
                    rows > 4 ? sums.Apply(s4_1, 0) : Vector512<float>.Zero,
                    rows > 5 ? sums.Apply(s5_1, 0) : Vector512<float>.Zero,
                    rows > 6 ? sums.Apply(s6_1, 0) : Vector512<float>.Zero,
                    rows > 7 ? sums.Apply(s7_1, 0) : Vector512<float>.Zero,
                    ref Unsafe.Add(ref result, c1 * Lanes.Count));
            }

            if (columns > 2)
            {
                Lanes.StorePixels(
                    sums.Apply(s0_2, 0),
                    rows > 1 ? sums.Apply(s1_2, 0) : Vector512<float>.Zero,
                    rows > 2 ? sums.Apply(s2_2, 0) : Vector512<float>.Zero,
                    rows > 3 ? sums.Apply(s3_2, 0) : Vector512<float>.Zero,
                    rows > 4 ? sums.Apply(s4_2, 0) : Vector512<float>.Zero,
                    rows > 5 ? sums.Apply(s5_2, 0) : Vector512<float>.Zero,
                    rows > 6 ? sums.Apply(s6_2, 0) : Vector512<float>.Zero,
                    rows > 7 ? sums.Apply(s7_2, 0) : Vector512<float>.Zero,
                    ref Unsafe.Add(ref result, c2 * Lanes.Count));
            }

            return;
        }

        Lanes.StoreLargerPixels(
            Larger(sums, s0_0, s0_1),
            rows > 1 ? Larger(sums, s1_0, s1_1) : Vector512<float>.Zero,
            rows > 2 ? Larger(sums, s2_0, s2_1) : Vector512<float>.Zero,
            rows > 3 ? Larger(sums, s3_0, s3_1) : Vector512<float>.Zero,
            rows > 4 ? Larger(sums, s4_0, s4_1) : Vector512<float>.Zero,
            rows > 5 ? Larger(sums, s5_0, s5_1) : Vector512<float>.Zero,
            rows > 6 ? Larger(sums, s6_0, s6_1) : Vector512<float>.Zero,
            rows > 7 ? Larger(sums, s7_0, s7_1) : Vector512<float>.Zero,
            ref result);
    }

    /// <summary>Up to 6 channels of 4 vectors of pixels.</summary>
    [MethodImpl(Optimized)]
    private static void Pixels6x4<T, TRows, TColumns>(T sums, ref float left, ref float right, ref float start, ref float result)
        where T : struct, IContraction, allows ref struct
        where TRows : struct, ICount
        where TColumns : struct, ICount
    {
        (Axis outer, Axis middle, Axis inner) = (sums.Outer, sums.Middle, sums.Inner);
        int rows = TRows.Value;
        int l0 = T.Left(0), l1 = T.Left(1), l2 = T.Left(2), l3 = T.Left(3), l4 = T.Left(4), l5 = T.Left(5);
        int c0 = T.Right(0), c1 = T.Right(1), c2 = T.Right(2), c3 = T.Right(3);
        Vector512<float> s0_0 = Vector512<float>.Zero, s0_1 = Vector512<float>.Zero, s0_2 = Vector512<float>.Zero, s0_3 = Vector512<float>.Zero;
        Vector512<float> s1_0 = Vector512<float>.Zero, s1_1 = Vector512<float>.Zero, s1_2 = Vector512<float>.Zero, s1_3 = Vector512<float>.Zero;
        Vector512<float> s2_0 = Vector512<float>.Zero, s2_1 = Vector512<float>.Zero, s2_2 = Vector512<float>.Zero, s2_3 = Vector512<float>.Zero;
        Vector512<float> s3_0 = Vector512<float>.Zero, s3_1 = Vector512<float>.Zero, s3_2 = Vector512<float>.Zero, s3_3 = Vector512<float>.Zero;
        Vector512<float> s4_0 = Vector512<float>.Zero, s4_1 = Vector512<float>.Zero, s4_2 = Vector512<float>.Zero, s4_3 = Vector512<float>.Zero;
        Vector512<float> s5_0 = Vector512<float>.Zero, s5_1 = Vector512<float>.Zero, s5_2 = Vector512<float>.Zero, s5_3 = Vector512<float>.Zero;
        if (T.Start == SumStart.Rows)
        {
            s0_0 = Vector512.Create(start);
            s0_1 = s0_0;
            s0_2 = s0_0;
            s0_3 = s0_0;
            if (rows > 1)
            {
                s1_0 = Vector512.Create(Unsafe.Add(ref start, 1));
                s1_1 = s1_0;
                s1_2 = s1_0;
                s1_3 = s1_0;
            }

            if (rows > 2)
            {
                s2_0 = Vector512.Create(Unsafe.Add(ref start, 2));
                s2_1 = s2_0;
                s2_2 = s2_0;
                s2_3 = s2_0;
            }

            if (rows > 3)
            {
                s3_0 = Vector512.Create(Unsafe.Add(ref start, 3));
                s3_1 = s3_0;
                s3_2 = s3_0;
                s3_3 = s3_0;
            }

            if (rows > 4)
            {
                s4_0 = Vector512.Create(Unsafe.Add(ref start, 4));
                s4_1 = s4_0;
                s4_2 = s4_0;
                s4_3 = s4_0;
            }

            if (rows > 5)
            {
                s5_0 = Vector512.Create(Unsafe.Add(ref start, 5));
                s5_1 = s5_0;
                s5_2 = s5_0;
                s5_3 = s5_0;
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

        if (T.Store == SumStore.Pixels)
        {
            Lanes.StorePixels(
                sums.Apply(s0_0, 0),
                rows > 1 ? sums.Apply(s1_0, 0) : Vector512<float>.Zero,
                rows > 2 ? sums.Apply(s2_0, 0) : Vector512<float>.Zero,
                rows > 3 ? sums.Apply(s3_0, 0) : Vector512<float>.Zero,
                rows > 4 ? sums.Apply(s4_0, 0) : Vector512<float>.Zero,
                rows > 5 ? sums.Apply(s5_0, 0) : Vector512<float>.Zero,
                Vector512<float>.Zero,
                Vector512<float>.Zero,
                ref result);
            Lanes.StorePixels(
                sums.Apply(s0_1, 0),
                rows > 1 ? sums.Apply(s1_1, 0) : Vector512<float>.Zero,
                rows > 2 ? sums.Apply(s2_1, 0) : Vector512<float>.Zero,
                rows > 3 ? sums.Apply(s3_1, 0) : Vector512<float>.Zero,
                rows > 4 ? sums.Apply(s4_1, 0) : Vector512<float>.Zero,
                rows > 5 ? sums.Apply(s5_1, 0) : Vector512<float>.Zero,
                Vector512<float>.Zero,
                Vector512<float>.Zero,
                ref Unsafe.Add(ref result, c1 * Lanes.Count));
            Lanes.StorePixels(
                sums.Apply(s0_2, 0),
                rows > 1 ? sums.Apply(s1_2, 0) : Vector512<float>.Zero,
                rows > 2 ? sums.Apply(s2_2, 0) : Vector512<float>.Zero,
                rows > 3 ? sums.Apply(s3_2, 0) : Vector512<float>.Zero,
                rows > 4 ? sums.Apply(s4_2, 0) : Vector512<float>.Zero,
                rows > 5 ? sums.Apply(s5_2, 0) : Vector512<float>.Zero,
                Vector512<float>.Zero,
                Vector512<float>.Zero,
                ref Unsafe.Add(ref result, c2 * Lanes.Count));
            Lanes.StorePixels(
                sums.Apply(s0_3, 0),
                rows > 1 ? sums.Apply(s1_3, 0) : Vector512<float>.Zero,
                rows > 2 ? sums.Apply(s2_3, 0) : Vector512<float>.Zero,
                rows > 3 ? sums.Apply(s3_3, 0) : Vector512<float>.Zero,
                rows > 4 ? sums.Apply(s4_3, 0) : Vector512<float>.Zero,
                rows > 5 ? sums.Apply(s5_3, 0) : Vector512<float>.Zero,
                Vector512<float>.Zero,
                Vector512<float>.Zero,
                ref Unsafe.Add(ref result, c3 * Lanes.Count));

            return;
        }

        Lanes.StoreLargerPixels(
            Larger(sums, s0_0, s0_2),
            rows > 1 ? Larger(sums, s1_0, s1_2) : Vector512<float>.Zero,
            rows > 2 ? Larger(sums, s2_0, s2_2) : Vector512<float>.Zero,
            rows > 3 ? Larger(sums, s3_0, s3_2) : Vector512<float>.Zero,
            rows > 4 ? Larger(sums, s4_0, s4_2) : Vector512<float>.Zero,
            rows > 5 ? Larger(sums, s5_0, s5_2) : Vector512<float>.Zero,
            Vector512<float>.Zero,
            Vector512<float>.Zero,
            ref result);
        Lanes.StoreLargerPixels(
            Larger(sums, s0_1, s0_3),
            rows > 1 ? Larger(sums, s1_1, s1_3) : Vector512<float>.Zero,
            rows > 2 ? Larger(sums, s2_1, s2_3) : Vector512<float>.Zero,
            rows > 3 ? Larger(sums, s3_1, s3_3) : Vector512<float>.Zero,
            rows > 4 ? Larger(sums, s4_1, s4_3) : Vector512<float>.Zero,
            rows > 5 ? Larger(sums, s5_1, s5_3) : Vector512<float>.Zero,
            Vector512<float>.Zero,
            Vector512<float>.Zero,
            ref Unsafe.Add(ref result, c1 * (Lanes.Count / 2)));
    }
}
