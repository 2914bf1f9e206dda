using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace StaticNet.Kernels;

// Tiles whose terms go to several partial sums in turn.
public static partial class Contraction
{
    /// <summary>Up to 4 rows of a vector in two partial sums.</summary>
    [MethodImpl(Optimized)]
    private static void Tile4x1x2<T, TRows, TColumns>(T sums, ref float left, ref float right, ref float start, ref float result, int vector)
        where T : struct, IContraction, allows ref struct
        where TRows : struct, ICount
        where TColumns : struct, ICount
    {
        (Axis outer, Axis middle, Axis inner) = (sums.Outer, sums.Middle, sums.Inner);
        Axis partial = T.Partial;
        int rows = TRows.Value;
        int l0 = T.Left(0), l1 = T.Left(1), l2 = T.Left(2), l3 = T.Left(3);
        int c0 = T.Right(0);
        Vector512<float> a0_0 = T.Start == SumStart.Columns ? LoadLast<T, TColumns>(0, ref start, T.RightTail) : Vector512<float>.Zero;
        Vector512<float> a1_0 = a0_0;
        Vector512<float> a2_0 = a0_0;
        Vector512<float> a3_0 = a0_0;
        Vector512<float> b0_0 = Vector512<float>.Zero;
        Vector512<float> b1_0 = Vector512<float>.Zero;
        Vector512<float> b2_0 = Vector512<float>.Zero;
        Vector512<float> b3_0 = Vector512<float>.Zero;
        int o = outer.Count;
        do
        {
            int m = middle.Count;
            do
            {
                int k = inner.Count;
                do
                {
                    Vector512<float> w0a = LoadLast<T, TColumns>(0, ref Unsafe.Add(ref right, c0), T.RightTail);
                    a0_0 = Vector512.FusedMultiplyAdd(Vector512.Create(Unsafe.Add(ref left, l0)), w0a, a0_0);
                    if (rows > 1)
                    {
                        a1_0 = Vector512.FusedMultiplyAdd(Vector512.Create(Unsafe.Add(ref left, l1)), w0a, a1_0);
                    }

                    if (rows > 2)
                    {
                        a2_0 = Vector512.FusedMultiplyAdd(Vector512.Create(Unsafe.Add(ref left, l2)), w0a, a2_0);
                    }

                    if (rows > 3)
                    {
                        a3_0 = Vector512.FusedMultiplyAdd(Vector512.Create(Unsafe.Add(ref left, l3)), w0a, a3_0);
                    }

                    Vector512<float> w0b = LoadLast<T, TColumns>(0, ref Unsafe.Add(ref right, partial.Right + c0), T.RightTail);
                    b0_0 = Vector512.FusedMultiplyAdd(Vector512.Create(Unsafe.Add(ref left, partial.Left + l0)), w0b, b0_0);
                    if (rows > 1)
                    {
                        b1_0 = Vector512.FusedMultiplyAdd(Vector512.Create(Unsafe.Add(ref left, partial.Left + l1)), w0b, b1_0);
                    }

                    if (rows > 2)
                    {
                        b2_0 = Vector512.FusedMultiplyAdd(Vector512.Create(Unsafe.Add(ref left, partial.Left + l2)), w0b, b2_0);
                    }

                    if (rows > 3)
                    {
                        b3_0 = Vector512.FusedMultiplyAdd(Vector512.Create(Unsafe.Add(ref left, partial.Left + l3)), w0b, b3_0);
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

        // The loops have come back to the first term.
        left = ref Unsafe.Add(ref left, inner.Count * inner.Left);
        right = ref Unsafe.Add(ref right, inner.Count * inner.Right);
        if (T.Rest > 0)
        {
            Vector512<float> w0 = LoadLast<T, TColumns>(0, ref Unsafe.Add(ref right, c0), T.RightTail);
            a0_0 = Vector512.FusedMultiplyAdd(Vector512.Create(Unsafe.Add(ref left, l0)), w0, a0_0);
            if (rows > 1)
            {
                a1_0 = Vector512.FusedMultiplyAdd(Vector512.Create(Unsafe.Add(ref left, l1)), w0, a1_0);
            }

            if (rows > 2)
            {
                a2_0 = Vector512.FusedMultiplyAdd(Vector512.Create(Unsafe.Add(ref left, l2)), w0, a2_0);
            }

            if (rows > 3)
            {
                a3_0 = Vector512.FusedMultiplyAdd(Vector512.Create(Unsafe.Add(ref left, l3)), w0, a3_0);
            }
        }

        StoreLast<T, TColumns>(0, sums.Apply(a0_0 + b0_0, vector), ref result);

        if (rows > 1)
        {
            result = ref Unsafe.Add(ref result, T.Result(1) - T.Result(0));
            StoreLast<T, TColumns>(0, sums.Apply(a1_0 + b1_0, vector), ref result);
        }

        if (rows > 2)
        {
            result = ref Unsafe.Add(ref result, T.Result(2) - T.Result(1));
            StoreLast<T, TColumns>(0, sums.Apply(a2_0 + b2_0, vector), ref result);
        }

        if (rows > 3)
        {
            result = ref Unsafe.Add(ref result, T.Result(3) - T.Result(2));
            StoreLast<T, TColumns>(0, sums.Apply(a3_0 + b3_0, vector), ref result);
        }
    }

    /// <summary>Up to 4 rows of 2 vectors in two partial sums.</summary>
    [MethodImpl(Optimized)]
    private static void Tile4x2x2<T, TRows, TColumns>(T sums, ref float left, ref float right, ref float start, ref float result, int vector)
        where T : struct, IContraction, allows ref struct
        where TRows : struct, ICount
        where TColumns : struct, ICount
    {
        (Axis outer, Axis middle, Axis inner) = (sums.Outer, sums.Middle, sums.Inner);
        Axis partial = T.Partial;
        int rows = TRows.Value;
        int l0 = T.Left(0), l1 = T.Left(1), l2 = T.Left(2), l3 = T.Left(3);
        int c0 = T.Right(0), c1 = T.Right(1);
        Vector512<float> a0_0 = T.Start == SumStart.Columns ? Vector512.LoadUnsafe(ref start) : Vector512<float>.Zero;
        Vector512<float> a0_1 = T.Start == SumStart.Columns ? LoadLast<T, TColumns>(1, ref Unsafe.Add(ref start, 16), T.RightTail) : Vector512<float>.Zero;
        Vector512<float> a1_0 = a0_0, a1_1 = a0_1;
        Vector512<float> a2_0 = a0_0, a2_1 = a0_1;
        Vector512<float> a3_0 = a0_0, a3_1 = a0_1;
        Vector512<float> b0_0 = Vector512<float>.Zero, b0_1 = Vector512<float>.Zero;
        Vector512<float> b1_0 = Vector512<float>.Zero, b1_1 = Vector512<float>.Zero;
        Vector512<float> b2_0 = Vector512<float>.Zero, b2_1 = Vector512<float>.Zero;
        Vector512<float> b3_0 = Vector512<float>.Zero, b3_1 = Vector512<float>.Zero;
        int o = outer.Count;
        do
        {
            int m = middle.Count;
            do
            {
                int k = inner.Count;
                do
                {
                    Vector512<float> w0a = Vector512.LoadUnsafe(ref Unsafe.Add(ref right, c0));
                    Vector512<float> w1a = LoadLast<T, TColumns>(1, ref Unsafe.Add(ref right, c1), T.RightTail);
                    Vector512<float> va0 = Vector512.Create(Unsafe.Add(ref left, l0));
                    a0_0 = Vector512.FusedMultiplyAdd(va0, w0a, a0_0);
                    a0_1 = Vector512.FusedMultiplyAdd(va0, w1a, a0_1);
                    if (rows > 1)
                    {
                        Vector512<float> va1 = Vector512.Create(Unsafe.Add(ref left, l1));
                        a1_0 = Vector512.FusedMultiplyAdd(va1, w0a, a1_0);
                        a1_1 = Vector512.FusedMultiplyAdd(va1, w1a, a1_1);
                    }

                    if (rows > 2)
                    {
                        Vector512<float> va2 = Vector512.Create(Unsafe.Add(ref left, l2));
                        a2_0 = Vector512.FusedMultiplyAdd(va2, w0a, a2_0);
                        a2_1 = Vector512.FusedMultiplyAdd(va2, w1a, a2_1);
                    }

                    if (rows > 3)
                    {
                        Vector512<float> va3 = Vector512.Create(Unsafe.Add(ref left, l3));
                        a3_0 = Vector512.FusedMultiplyAdd(va3, w0a, a3_0);
                        a3_1 = Vector512.FusedMultiplyAdd(va3, w1a, a3_1);
                    }

                    Vector512<float> w0b = Vector512.LoadUnsafe(ref Unsafe.Add(ref right, partial.Right + c0));
                    Vector512<float> w1b = LoadLast<T, TColumns>(1, ref Unsafe.Add(ref right, partial.Right + c1), T.RightTail);
                    Vector512<float> vb0 = Vector512.Create(Unsafe.Add(ref left, partial.Left + l0));
                    b0_0 = Vector512.FusedMultiplyAdd(vb0, w0b, b0_0);
                    b0_1 = Vector512.FusedMultiplyAdd(vb0, w1b, b0_1);
                    if (rows > 1)
                    {
                        Vector512<float> vb1 = Vector512.Create(Unsafe.Add(ref left, partial.Left + l1));
                        b1_0 = Vector512.FusedMultiplyAdd(vb1, w0b, b1_0);
                        b1_1 = Vector512.FusedMultiplyAdd(vb1, w1b, b1_1);
                    }

                    if (rows > 2)
                    {
                        Vector512<float> vb2 = Vector512.Create(Unsafe.Add(ref left, partial.Left + l2));
                        b2_0 = Vector512.FusedMultiplyAdd(vb2, w0b, b2_0);
                        b2_1 = Vector512.FusedMultiplyAdd(vb2, w1b, b2_1);
                    }

                    if (rows > 3)
                    {
                        Vector512<float> vb3 = Vector512.Create(Unsafe.Add(ref left, partial.Left + l3));
                        b3_0 = Vector512.FusedMultiplyAdd(vb3, w0b, b3_0);
                        b3_1 = Vector512.FusedMultiplyAdd(vb3, w1b, b3_1);
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

        // The loops have come back to the first term.
        left = ref Unsafe.Add(ref left, inner.Count * inner.Left);
        right = ref Unsafe.Add(ref right, inner.Count * inner.Right);
        if (T.Rest > 0)
        {
            Vector512<float> w0 = Vector512.LoadUnsafe(ref Unsafe.Add(ref right, c0));
            Vector512<float> w1 = LoadLast<T, TColumns>(1, ref Unsafe.Add(ref right, c1), T.RightTail);
            Vector512<float> v0 = Vector512.Create(Unsafe.Add(ref left, l0));
            a0_0 = Vector512.FusedMultiplyAdd(v0, w0, a0_0);
            a0_1 = Vector512.FusedMultiplyAdd(v0, w1, a0_1);
            if (rows > 1)
            {
                Vector512<float> v1 = Vector512.Create(Unsafe.Add(ref left, l1));
                a1_0 = Vector512.FusedMultiplyAdd(v1, w0, a1_0);
                a1_1 = Vector512.FusedMultiplyAdd(v1, w1, a1_1);
            }

            if (rows > 2)
            {
                Vector512<float> v2 = Vector512.Create(Unsafe.Add(ref left, l2));
                a2_0 = Vector512.FusedMultiplyAdd(v2, w0, a2_0);
                a2_1 = Vector512.FusedMultiplyAdd(v2, w1, a2_1);
            }

            if (rows > 3)
            {
                Vector512<float> v3 = Vector512.Create(Unsafe.Add(ref left, l3));
                a3_0 = Vector512.FusedMultiplyAdd(v3, w0, a3_0);
                a3_1 = Vector512.FusedMultiplyAdd(v3, w1, a3_1);
            }
        }

        sums.Apply(a0_0 + b0_0, vector).StoreUnsafe(ref result);
        StoreLast<T, TColumns>(1, sums.Apply(a0_1 + b0_1, vector + 1), ref Unsafe.Add(ref result, 16));

        if (rows > 1)
        {
            result = ref Unsafe.Add(ref result, T.Result(1) - T.Result(0));
            sums.Apply(a1_0 + b1_0, vector).StoreUnsafe(ref result);
            StoreLast<T, TColumns>(1, sums.Apply(a1_1 + b1_1, vector + 1), ref Unsafe.Add(ref result, 16));
        }

        if (rows > 2)
        {
            result = ref Unsafe.Add(ref result, T.Result(2) - T.Result(1));
            sums.Apply(a2_0 + b2_0, vector).StoreUnsafe(ref result);
            StoreLast<T, TColumns>(1, sums.Apply(a2_1 + b2_1, vector + 1), ref Unsafe.Add(ref result, 16));
        }

        if (rows > 3)
        {
            result = ref Unsafe.Add(ref result, T.Result(3) - T.Result(2));
            sums.Apply(a3_0 + b3_0, vector).StoreUnsafe(ref result);
            StoreLast<T, TColumns>(1, sums.Apply(a3_1 + b3_1, vector + 1), ref Unsafe.Add(ref result, 16));
        }
    }

    /// <summary>Up to 4 rows of 3 vectors in two partial sums.</summary>
    [MethodImpl(Optimized)]
    private static void Tile4x3x2<T, TRows, TColumns>(T sums, ref float left, ref float right, ref float start, ref float result, int vector)
        where T : struct, IContraction, allows ref struct
        where TRows : struct, ICount
        where TColumns : struct, ICount
    {
        (Axis outer, Axis middle, Axis inner) = (sums.Outer, sums.Middle, sums.Inner);
        Axis partial = T.Partial;
        int rows = TRows.Value;
        int l0 = T.Left(0), l1 = T.Left(1), l2 = T.Left(2), l3 = T.Left(3);
        int c0 = T.Right(0), c1 = T.Right(1), c2 = T.Right(2);
        Vector512<float> a0_0 = T.Start == SumStart.Columns ? Vector512.LoadUnsafe(ref start) : Vector512<float>.Zero;
        Vector512<float> a0_1 = T.Start == SumStart.Columns ? Vector512.LoadUnsafe(ref start, 16) : Vector512<float>.Zero;
        Vector512<float> a0_2 = T.Start == SumStart.Columns ? LoadLast<T, TColumns>(2, ref Unsafe.Add(ref start, 32), T.RightTail) : Vector512<float>.Zero;
        Vector512<float> a1_0 = a0_0, a1_1 = a0_1, a1_2 = a0_2;
        Vector512<float> a2_0 = a0_0, a2_1 = a0_1, a2_2 = a0_2;
        Vector512<float> a3_0 = a0_0, a3_1 = a0_1, a3_2 = a0_2;
        Vector512<float> b0_0 = Vector512<float>.Zero, b0_1 = Vector512<float>.Zero, b0_2 = Vector512<float>.Zero;
        Vector512<float> b1_0 = Vector512<float>.Zero, b1_1 = Vector512<float>.Zero, b1_2 = Vector512<float>.Zero;
        Vector512<float> b2_0 = Vector512<float>.Zero, b2_1 = Vector512<float>.Zero, b2_2 = Vector512<float>.Zero;
        Vector512<float> b3_0 = Vector512<float>.Zero, b3_1 = Vector512<float>.Zero, b3_2 = Vector512<float>.Zero;
        int o = outer.Count;
        do
        {
            int m = middle.Count;
            do
            {
                int k = inner.Count;
                do
                {
                    Vector512<float> w0a = Vector512.LoadUnsafe(ref Unsafe.Add(ref right, c0));
                    Vector512<float> w1a = Vector512.LoadUnsafe(ref Unsafe.Add(ref right, c1));
                    Vector512<float> w2a = LoadLast<T, TColumns>(2, ref Unsafe.Add(ref right, c2), T.RightTail);
                    Vector512<float> va0 = Vector512.Create(Unsafe.Add(ref left, l0));
                    a0_0 = Vector512.FusedMultiplyAdd(va0, w0a, a0_0);
                    a0_1 = Vector512.FusedMultiplyAdd(va0, w1a, a0_1);
                    a0_2 = Vector512.FusedMultiplyAdd(va0, w2a, a0_2);
                    if (rows > 1)
                    {
                        Vector512<float> va1 = Vector512.Create(Unsafe.Add(ref left, l1));
                        a1_0 = Vector512.FusedMultiplyAdd(va1, w0a, a1_0);
                        a1_1 = Vector512.FusedMultiplyAdd(va1, w1a, a1_1);
                        a1_2 = Vector512.FusedMultiplyAdd(va1, w2a, a1_2);
                    }

                    if (rows > 2)
                    {
                        Vector512<float> va2 = Vector512.Create(Unsafe.Add(ref left, l2));
                        a2_0 = Vector512.FusedMultiplyAdd(va2, w0a, a2_0);
                        a2_1 = Vector512.FusedMultiplyAdd(va2, w1a, a2_1);
                        a2_2 = Vector512.FusedMultiplyAdd(va2, w2a, a2_2);
                    }

                    if (rows > 3)
                    {
                        Vector512<float> va3 = Vector512.Create(Unsafe.Add(ref left, l3));
                        a3_0 = Vector512.FusedMultiplyAdd(va3, w0a, a3_0);
                        a3_1 = Vector512.FusedMultiplyAdd(va3, w1a, a3_1);
                        a3_2 = Vector512.FusedMultiplyAdd(va3, w2a, a3_2);
                    }

                    Vector512<float> w0b = Vector512.LoadUnsafe(ref Unsafe.Add(ref right, partial.Right + c0));
                    Vector512<float> w1b = Vector512.LoadUnsafe(ref Unsafe.Add(ref right, partial.Right + c1));
                    Vector512<float> w2b = LoadLast<T, TColumns>(2, ref Unsafe.Add(ref right, partial.Right + c2), T.RightTail);
                    Vector512<float> vb0 = Vector512.Create(Unsafe.Add(ref left, partial.Left + l0));
                    b0_0 = Vector512.FusedMultiplyAdd(vb0, w0b, b0_0);
                    b0_1 = Vector512.FusedMultiplyAdd(vb0, w1b, b0_1);
                    b0_2 = Vector512.FusedMultiplyAdd(vb0, w2b, b0_2);
                    if (rows > 1)
                    {
                        Vector512<float> vb1 = Vector512.Create(Unsafe.Add(ref left, partial.Left + l1));
                        b1_0 = Vector512.FusedMultiplyAdd(vb1, w0b, b1_0);
                        b1_1 = Vector512.FusedMultiplyAdd(vb1, w1b, b1_1);
                        b1_2 = Vector512.FusedMultiplyAdd(vb1, w2b, b1_2);
                    }

                    if (rows > 2)
                    {
                        Vector512<float> vb2 = Vector512.Create(Unsafe.Add(ref left, partial.Left + l2));
                        b2_0 = Vector512.FusedMultiplyAdd(vb2, w0b, b2_0);
                        b2_1 = Vector512.FusedMultiplyAdd(vb2, w1b, b2_1);
                        b2_2 = Vector512.FusedMultiplyAdd(vb2, w2b, b2_2);
                    }

                    if (rows > 3)
                    {
                        Vector512<float> vb3 = Vector512.Create(Unsafe.Add(ref left, partial.Left + l3));
                        b3_0 = Vector512.FusedMultiplyAdd(vb3, w0b, b3_0);
                        b3_1 = Vector512.FusedMultiplyAdd(vb3, w1b, b3_1);
                        b3_2 = Vector512.FusedMultiplyAdd(vb3, w2b, b3_2);
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

        // The loops have come back to the first term.
        left = ref Unsafe.Add(ref left, inner.Count * inner.Left);
        right = ref Unsafe.Add(ref right, inner.Count * inner.Right);
        if (T.Rest > 0)
        {
            Vector512<float> w0 = Vector512.LoadUnsafe(ref Unsafe.Add(ref right, c0));
            Vector512<float> w1 = Vector512.LoadUnsafe(ref Unsafe.Add(ref right, c1));
            Vector512<float> w2 = LoadLast<T, TColumns>(2, ref Unsafe.Add(ref right, c2), T.RightTail);
            Vector512<float> v0 = Vector512.Create(Unsafe.Add(ref left, l0));
            a0_0 = Vector512.FusedMultiplyAdd(v0, w0, a0_0);
            a0_1 = Vector512.FusedMultiplyAdd(v0, w1, a0_1);
            a0_2 = Vector512.FusedMultiplyAdd(v0, w2, a0_2);
            if (rows > 1)
            {
                Vector512<float> v1 = Vector512.Create(Unsafe.Add(ref left, l1));
                a1_0 = Vector512.FusedMultiplyAdd(v1, w0, a1_0);
                a1_1 = Vector512.FusedMultiplyAdd(v1, w1, a1_1);
                a1_2 = Vector512.FusedMultiplyAdd(v1, w2, a1_2);
            }

            if (rows > 2)
            {
                Vector512<float> v2 = Vector512.Create(Unsafe.Add(ref left, l2));
                a2_0 = Vector512.FusedMultiplyAdd(v2, w0, a2_0);
                a2_1 = Vector512.FusedMultiplyAdd(v2, w1, a2_1);
                a2_2 = Vector512.FusedMultiplyAdd(v2, w2, a2_2);
            }

            if (rows > 3)
            {
                Vector512<float> v3 = Vector512.Create(Unsafe.Add(ref left, l3));
                a3_0 = Vector512.FusedMultiplyAdd(v3, w0, a3_0);
                a3_1 = Vector512.FusedMultiplyAdd(v3, w1, a3_1);
                a3_2 = Vector512.FusedMultiplyAdd(v3, w2, a3_2);
            }
        }

        sums.Apply(a0_0 + b0_0, vector).StoreUnsafe(ref result);
        sums.Apply(a0_1 + b0_1, vector + 1).StoreUnsafe(ref result, 16);
        StoreLast<T, TColumns>(2, sums.Apply(a0_2 + b0_2, vector + 2), ref Unsafe.Add(ref result, 32));

        if (rows > 1)
        {
            result = ref Unsafe.Add(ref result, T.Result(1) - T.Result(0));
            sums.Apply(a1_0 + b1_0, vector).StoreUnsafe(ref result);
            sums.Apply(a1_1 + b1_1, vector + 1).StoreUnsafe(ref result, 16);
            StoreLast<T, TColumns>(2, sums.Apply(a1_2 + b1_2, vector + 2), ref Unsafe.Add(ref result, 32));
        }

        if (rows > 2)
        {
            result = ref Unsafe.Add(ref result, T.Result(2) - T.Result(1));
            sums.Apply(a2_0 + b2_0, vector).StoreUnsafe(ref result);
            sums.Apply(a2_1 + b2_1, vector + 1).StoreUnsafe(ref result, 16);
            StoreLast<T, TColumns>(2, sums.Apply(a2_2 + b2_2, vector + 2), ref Unsafe.Add(ref result, 32));
        }

        if (rows > 3)
        {
            result = ref Unsafe.Add(ref result, T.Result(3) - T.Result(2));
            sums.Apply(a3_0 + b3_0, vector).StoreUnsafe(ref result);
            sums.Apply(a3_1 + b3_1, vector + 1).StoreUnsafe(ref result, 16);
            StoreLast<T, TColumns>(2, sums.Apply(a3_2 + b3_2, vector + 2), ref Unsafe.Add(ref result, 32));
        }
    }

    /// <summary>One row of up to 6 vectors in two partial sums.</summary>
    [MethodImpl(Optimized)]
    private static void Tile1x6x2<T, TRows, TColumns>(T sums, ref float left, ref float right, ref float start, ref float result, int vector)
        where T : struct, IContraction, allows ref struct
        where TRows : struct, ICount
        where TColumns : struct, ICount
    {
        (Axis outer, Axis middle, Axis inner) = (sums.Outer, sums.Middle, sums.Inner);
        Axis partial = T.Partial;
        int columns = TColumns.Value;
        int l0 = T.Left(0);
        int c0 = T.Right(0), c1 = T.Right(1), c2 = T.Right(2), c3 = T.Right(3), c4 = T.Right(4), c5 = T.Right(5);
        Vector512<float> a0_0 = T.Start == SumStart.Columns ? LoadLast<T, TColumns>(0, ref start, T.RightTail) : Vector512<float>.Zero;
        Vector512<float> a0_1 = columns > 1 && T.Start == SumStart.Columns ? LoadLast<T, TColumns>(1, ref Unsafe.Add(ref start, 16), T.RightTail) : Vector512<float>.Zero;
        Vector512<float> a0_2 = columns > 2 && T.Start == SumStart.Columns ? LoadLast<T, TColumns>(2, ref Unsafe.Add(ref start, 32), T.RightTail) : Vector512<float>.Zero;
        Vector512<float> a0_3 = columns > 3 && T.Start == SumStart.Columns ? LoadLast<T, TColumns>(3, ref Unsafe.Add(ref start, 48), T.RightTail) : Vector512<float>.Zero;
        Vector512<float> a0_4 = columns > 4 && T.Start == SumStart.Columns ? LoadLast<T, TColumns>(4, ref Unsafe.Add(ref start, 64), T.RightTail) : Vector512<float>.Zero;
        Vector512<float> a0_5 = columns > 5 && T.Start == SumStart.Columns ? LoadLast<T, TColumns>(5, ref Unsafe.Add(ref start, 80), T.RightTail) : Vector512<float>.Zero;
        Vector512<float> b0_0 = Vector512<float>.Zero, b0_1 = Vector512<float>.Zero, b0_2 = Vector512<float>.Zero, b0_3 = Vector512<float>.Zero, b0_4 = Vector512<float>.Zero, b0_5 = Vector512<float>.Zero;
        int o = outer.Count;
        do
        {
            int m = middle.Count;
            do
            {
                int k = inner.Count;
                do
                {
                    Vector512<float> w0a = LoadLast<T, TColumns>(0, ref Unsafe.Add(ref right, c0), T.RightTail);
                    Vector512<float> w1a = columns > 1 ? LoadLast<T, TColumns>(1, ref Unsafe.Add(ref right, c1), T.RightTail) : Vector512<float>.Zero;
                    Vector512<float> w2a = columns > 2 ? LoadLast<T, TColumns>(2, ref Unsafe.Add(ref right, c2), T.RightTail) : Vector512<float>.Zero;
                    Vector512<float> w3a = columns > 3 ? LoadLast<T, TColumns>(3, ref Unsafe.Add(ref right, c3), T.RightTail) : Vector512<float>.Zero;
                    Vector512<float> w4a = columns > 4 ? LoadLast<T, TColumns>(4, ref Unsafe.Add(ref right, c4), T.RightTail) : Vector512<float>.Zero;
                    Vector512<float> w5a = columns > 5 ? LoadLast<T, TColumns>(5, ref Unsafe.Add(ref right, c5), T.RightTail) : Vector512<float>.Zero;
                    Vector512<float> va0 = Vector512.Create(Unsafe.Add(ref left, l0));
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

                    if (columns > 4)
                    {
                        a0_4 = Vector512.FusedMultiplyAdd(va0, w4a, a0_4);
                    }

                    if (columns > 5)
                    {
                        a0_5 = Vector512.FusedMultiplyAdd(va0, w5a, a0_5);
                    }

                    Vector512<float> w0b = LoadLast<T, TColumns>(0, ref Unsafe.Add(ref right, partial.Right + c0), T.RightTail);
                    Vector512<float> w1b = columns > 1 ? LoadLast<T, TColumns>(1, ref Unsafe.Add(ref right, partial.Right + c1), T.RightTail) : Vector512<float>.Zero;
                    Vector512<float> w2b = columns > 2 ? LoadLast<T, TColumns>(2, ref Unsafe.Add(ref right, partial.Right + c2), T.RightTail) : Vector512<float>.Zero;
                    Vector512<float> w3b = columns > 3 ? LoadLast<T, TColumns>(3, ref Unsafe.Add(ref right, partial.Right + c3), T.RightTail) : Vector512<float>.Zero;
                    Vector512<float> w4b = columns > 4 ? LoadLast<T, TColumns>(4, ref Unsafe.Add(ref right, partial.Right + c4), T.RightTail) : Vector512<float>.Zero;
                    Vector512<float> w5b = columns > 5 ? LoadLast<T, TColumns>(5, ref Unsafe.Add(ref right, partial.Right + c5), T.RightTail) : Vector512<float>.Zero;
                    Vector512<float> vb0 = Vector512.Create(Unsafe.Add(ref left, partial.Left + l0));
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

                    if (columns > 4)
                    {
                        b0_4 = Vector512.FusedMultiplyAdd(vb0, w4b, b0_4);
                    }

                    if (columns > 5)
                    {
                        b0_5 = Vector512.FusedMultiplyAdd(vb0, w5b, b0_5);
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

        // The loops have come back to the first term.
        left = ref Unsafe.Add(ref left, inner.Count * inner.Left);
        right = ref Unsafe.Add(ref right, inner.Count * inner.Right);
        if (T.Rest > 0)
        {
            Vector512<float> w0 = LoadLast<T, TColumns>(0, ref Unsafe.Add(ref right, c0), T.RightTail);
            Vector512<float> w1 = columns > 1 ? LoadLast<T, TColumns>(1, ref Unsafe.Add(ref right, c1), T.RightTail) : Vector512<float>.Zero;
            Vector512<float> w2 = columns > 2 ? LoadLast<T, TColumns>(2, ref Unsafe.Add(ref right, c2), T.RightTail) : Vector512<float>.Zero;
            Vector512<float> w3 = columns > 3 ? LoadLast<T, TColumns>(3, ref Unsafe.Add(ref right, c3), T.RightTail) : Vector512<float>.Zero;
            Vector512<float> w4 = columns > 4 ? LoadLast<T, TColumns>(4, ref Unsafe.Add(ref right, c4), T.RightTail) : Vector512<float>.Zero;
            Vector512<float> w5 = columns > 5 ? LoadLast<T, TColumns>(5, ref Unsafe.Add(ref right, c5), T.RightTail) : Vector512<float>.Zero;
            Vector512<float> v0 = Vector512.Create(Unsafe.Add(ref left, l0));
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

            if (columns > 4)
            {
                a0_4 = Vector512.FusedMultiplyAdd(v0, w4, a0_4);
            }

            if (columns > 5)
            {
                a0_5 = Vector512.FusedMultiplyAdd(v0, w5, a0_5);
            }
        }

        StoreLast<T, TColumns>(0, sums.Apply(a0_0 + b0_0, vector), ref result);

        if (columns > 1)
        {
            StoreLast<T, TColumns>(1, sums.Apply(a0_1 + b0_1, vector + 1), ref Unsafe.Add(ref result, 16));
        }

        if (columns > 2)
        {
            StoreLast<T, TColumns>(2, sums.Apply(a0_2 + b0_2, vector + 2), ref Unsafe.Add(ref result, 32));
        }

        if (columns > 3)
        {
            StoreLast<T, TColumns>(3, sums.Apply(a0_3 + b0_3, vector + 3), ref Unsafe.Add(ref result, 48));
        }

        if (columns > 4)
        {
            StoreLast<T, TColumns>(4, sums.Apply(a0_4 + b0_4, vector + 4), ref Unsafe.Add(ref result, 64));
        }

        if (columns > 5)
        {
            StoreLast<T, TColumns>(5, sums.Apply(a0_5 + b0_5, vector + 5), ref Unsafe.Add(ref result, 80));
        }
    }

    /// <summary>Up to 6 rows of a vector in four partial sums.</summary>
    [MethodImpl(Optimized)]
    private static void Tile6x1x4<T, TRows, TColumns>(T sums, ref float left, ref float right, ref float start, ref float result, int vector)
        where T : struct, IContraction, allows ref struct
        where TRows : struct, ICount
        where TColumns : struct, ICount
    {
        (Axis outer, Axis middle, Axis inner) = (sums.Outer, sums.Middle, sums.Inner);
        Axis partial = T.Partial;
        int rows = TRows.Value;
        int l0 = T.Left(0), l1 = T.Left(1), l2 = T.Left(2), l3 = T.Left(3), l4 = T.Left(4), l5 = T.Left(5);
        int c0 = T.Right(0);
        Vector512<float> a0_0 = T.Start == SumStart.Columns ? LoadLast<T, TColumns>(0, ref start, T.RightTail) : Vector512<float>.Zero;
        Vector512<float> a1_0 = a0_0;
        Vector512<float> a2_0 = a0_0;
        Vector512<float> a3_0 = a0_0;
        Vector512<float> a4_0 = a0_0;
        Vector512<float> a5_0 = a0_0;
        Vector512<float> b0_0 = Vector512<float>.Zero;
        Vector512<float> b1_0 = Vector512<float>.Zero;
        Vector512<float> b2_0 = Vector512<float>.Zero;
        Vector512<float> b3_0 = Vector512<float>.Zero;
        Vector512<float> b4_0 = Vector512<float>.Zero;
        Vector512<float> b5_0 = Vector512<float>.Zero;
        Vector512<float> c0_0 = Vector512<float>.Zero;
        Vector512<float> c1_0 = Vector512<float>.Zero;
        Vector512<float> c2_0 = Vector512<float>.Zero;
        Vector512<float> c3_0 = Vector512<float>.Zero;
        Vector512<float> c4_0 = Vector512<float>.Zero;
        Vector512<float> c5_0 = Vector512<float>.Zero;
        Vector512<float> d0_0 = Vector512<float>.Zero;
        Vector512<float> d1_0 = Vector512<float>.Zero;
        Vector512<float> d2_0 = Vector512<float>.Zero;
        Vector512<float> d3_0 = Vector512<float>.Zero;
        Vector512<float> d4_0 = Vector512<float>.Zero;
        Vector512<float> d5_0 = Vector512<float>.Zero;
        int o = outer.Count;
        do
        {
            int m = middle.Count;
            do
            {
                int k = inner.Count;
                do
                {
                    Vector512<float> w0a = LoadLast<T, TColumns>(0, ref Unsafe.Add(ref right, c0), T.RightTail);
                    a0_0 = Vector512.FusedMultiplyAdd(Vector512.Create(Unsafe.Add(ref left, l0)), w0a, a0_0);
                    if (rows > 1)
                    {
                        a1_0 = Vector512.FusedMultiplyAdd(Vector512.Create(Unsafe.Add(ref left, l1)), w0a, a1_0);
                    }

                    if (rows > 2)
                    {
                        a2_0 = Vector512.FusedMultiplyAdd(Vector512.Create(Unsafe.Add(ref left, l2)), w0a, a2_0);
                    }

                    if (rows > 3)
                    {
                        a3_0 = Vector512.FusedMultiplyAdd(Vector512.Create(Unsafe.Add(ref left, l3)), w0a, a3_0);
                    }

                    if (rows > 4)
                    {
                        a4_0 = Vector512.FusedMultiplyAdd(Vector512.Create(Unsafe.Add(ref left, l4)), w0a, a4_0);
                    }

                    if (rows > 5)
                    {
                        a5_0 = Vector512.FusedMultiplyAdd(Vector512.Create(Unsafe.Add(ref left, l5)), w0a, a5_0);
                    }

                    Vector512<float> w0b = LoadLast<T, TColumns>(0, ref Unsafe.Add(ref right, partial.Right + c0), T.RightTail);
                    b0_0 = Vector512.FusedMultiplyAdd(Vector512.Create(Unsafe.Add(ref left, partial.Left + l0)), w0b, b0_0);
                    if (rows > 1)
                    {
                        b1_0 = Vector512.FusedMultiplyAdd(Vector512.Create(Unsafe.Add(ref left, partial.Left + l1)), w0b, b1_0);
                    }

                    if (rows > 2)
                    {
                        b2_0 = Vector512.FusedMultiplyAdd(Vector512.Create(Unsafe.Add(ref left, partial.Left + l2)), w0b, b2_0);
                    }

                    if (rows > 3)
                    {
                        b3_0 = Vector512.FusedMultiplyAdd(Vector512.Create(Unsafe.Add(ref left, partial.Left + l3)), w0b, b3_0);
                    }

                    if (rows > 4)
                    {
                        b4_0 = Vector512.FusedMultiplyAdd(Vector512.Create(Unsafe.Add(ref left, partial.Left + l4)), w0b, b4_0);
                    }

                    if (rows > 5)
                    {
                        b5_0 = Vector512.FusedMultiplyAdd(Vector512.Create(Unsafe.Add(ref left, partial.Left + l5)), w0b, b5_0);
                    }

                    Vector512<float> w0c = LoadLast<T, TColumns>(0, ref Unsafe.Add(ref right, (2 * partial.Right) + c0), T.RightTail);
                    c0_0 = Vector512.FusedMultiplyAdd(Vector512.Create(Unsafe.Add(ref left, (2 * partial.Left) + l0)), w0c, c0_0);
                    if (rows > 1)
                    {
                        c1_0 = Vector512.FusedMultiplyAdd(Vector512.Create(Unsafe.Add(ref left, (2 * partial.Left) + l1)), w0c, c1_0);
                    }

                    if (rows > 2)
                    {
                        c2_0 = Vector512.FusedMultiplyAdd(Vector512.Create(Unsafe.Add(ref left, (2 * partial.Left) + l2)), w0c, c2_0);
                    }

                    if (rows > 3)
                    {
                        c3_0 = Vector512.FusedMultiplyAdd(Vector512.Create(Unsafe.Add(ref left, (2 * partial.Left) + l3)), w0c, c3_0);
                    }

                    if (rows > 4)
                    {
                        c4_0 = Vector512.FusedMultiplyAdd(Vector512.Create(Unsafe.Add(ref left, (2 * partial.Left) + l4)), w0c, c4_0);
                    }

                    if (rows > 5)
                    {
                        c5_0 = Vector512.FusedMultiplyAdd(Vector512.Create(Unsafe.Add(ref left, (2 * partial.Left) + l5)), w0c, c5_0);
                    }

                    Vector512<float> w0d = LoadLast<T, TColumns>(0, ref Unsafe.Add(ref right, (3 * partial.Right) + c0), T.RightTail);
                    d0_0 = Vector512.FusedMultiplyAdd(Vector512.Create(Unsafe.Add(ref left, (3 * partial.Left) + l0)), w0d, d0_0);
                    if (rows > 1)
                    {
                        d1_0 = Vector512.FusedMultiplyAdd(Vector512.Create(Unsafe.Add(ref left, (3 * partial.Left) + l1)), w0d, d1_0);
                    }

                    if (rows > 2)
                    {
                        d2_0 = Vector512.FusedMultiplyAdd(Vector512.Create(Unsafe.Add(ref left, (3 * partial.Left) + l2)), w0d, d2_0);
                    }

                    if (rows > 3)
                    {
                        d3_0 = Vector512.FusedMultiplyAdd(Vector512.Create(Unsafe.Add(ref left, (3 * partial.Left) + l3)), w0d, d3_0);
                    }

                    if (rows > 4)
                    {
                        d4_0 = Vector512.FusedMultiplyAdd(Vector512.Create(Unsafe.Add(ref left, (3 * partial.Left) + l4)), w0d, d4_0);
                    }

                    if (rows > 5)
                    {
                        d5_0 = Vector512.FusedMultiplyAdd(Vector512.Create(Unsafe.Add(ref left, (3 * partial.Left) + l5)), w0d, d5_0);
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

        // The loops have come back to the first term.
        left = ref Unsafe.Add(ref left, inner.Count * inner.Left);
        right = ref Unsafe.Add(ref right, inner.Count * inner.Right);
        if (T.Rest > 0)
        {
            Vector512<float> w0 = LoadLast<T, TColumns>(0, ref Unsafe.Add(ref right, c0), T.RightTail);
            a0_0 = Vector512.FusedMultiplyAdd(Vector512.Create(Unsafe.Add(ref left, l0)), w0, a0_0);
            if (rows > 1)
            {
                a1_0 = Vector512.FusedMultiplyAdd(Vector512.Create(Unsafe.Add(ref left, l1)), w0, a1_0);
            }

            if (rows > 2)
            {
                a2_0 = Vector512.FusedMultiplyAdd(Vector512.Create(Unsafe.Add(ref left, l2)), w0, a2_0);
            }

            if (rows > 3)
            {
                a3_0 = Vector512.FusedMultiplyAdd(Vector512.Create(Unsafe.Add(ref left, l3)), w0, a3_0);
            }

            if (rows > 4)
            {
                a4_0 = Vector512.FusedMultiplyAdd(Vector512.Create(Unsafe.Add(ref left, l4)), w0, a4_0);
            }

            if (rows > 5)
            {
                a5_0 = Vector512.FusedMultiplyAdd(Vector512.Create(Unsafe.Add(ref left, l5)), w0, a5_0);
            }
        }

        if (T.Rest > 1)
        {
            Vector512<float> w0 = LoadLast<T, TColumns>(0, ref Unsafe.Add(ref right, partial.Right + c0), T.RightTail);
            b0_0 = Vector512.FusedMultiplyAdd(Vector512.Create(Unsafe.Add(ref left, partial.Left + l0)), w0, b0_0);
            if (rows > 1)
            {
                b1_0 = Vector512.FusedMultiplyAdd(Vector512.Create(Unsafe.Add(ref left, partial.Left + l1)), w0, b1_0);
            }

            if (rows > 2)
            {
                b2_0 = Vector512.FusedMultiplyAdd(Vector512.Create(Unsafe.Add(ref left, partial.Left + l2)), w0, b2_0);
            }

            if (rows > 3)
            {
                b3_0 = Vector512.FusedMultiplyAdd(Vector512.Create(Unsafe.Add(ref left, partial.Left + l3)), w0, b3_0);
            }

            if (rows > 4)
            {
                b4_0 = Vector512.FusedMultiplyAdd(Vector512.Create(Unsafe.Add(ref left, partial.Left + l4)), w0, b4_0);
            }

            if (rows > 5)
            {
                b5_0 = Vector512.FusedMultiplyAdd(Vector512.Create(Unsafe.Add(ref left, partial.Left + l5)), w0, b5_0);
            }
        }

        if (T.Rest > 2)
        {
            Vector512<float> w0 = LoadLast<T, TColumns>(0, ref Unsafe.Add(ref right, (2 * partial.Right) + c0), T.RightTail);
            c0_0 = Vector512.FusedMultiplyAdd(Vector512.Create(Unsafe.Add(ref left, (2 * partial.Left) + l0)), w0, c0_0);
            if (rows > 1)
            {
                c1_0 = Vector512.FusedMultiplyAdd(Vector512.Create(Unsafe.Add(ref left, (2 * partial.Left) + l1)), w0, c1_0);
            }

            if (rows > 2)
            {
                c2_0 = Vector512.FusedMultiplyAdd(Vector512.Create(Unsafe.Add(ref left, (2 * partial.Left) + l2)), w0, c2_0);
            }

            if (rows > 3)
            {
                c3_0 = Vector512.FusedMultiplyAdd(Vector512.Create(Unsafe.Add(ref left, (2 * partial.Left) + l3)), w0, c3_0);
            }

            if (rows > 4)
            {
                c4_0 = Vector512.FusedMultiplyAdd(Vector512.Create(Unsafe.Add(ref left, (2 * partial.Left) + l4)), w0, c4_0);
            }

            if (rows > 5)
            {
                c5_0 = Vector512.FusedMultiplyAdd(Vector512.Create(Unsafe.Add(ref left, (2 * partial.Left) + l5)), w0, c5_0);
            }
        }

        StoreLast<T, TColumns>(0, sums.Apply((a0_0 + b0_0) + (c0_0 + d0_0), vector), ref result);

        if (rows > 1)
        {
            result = ref Unsafe.Add(ref result, T.Result(1) - T.Result(0));
            StoreLast<T, TColumns>(0, sums.Apply((a1_0 + b1_0) + (c1_0 + d1_0), vector), ref result);
        }

        if (rows > 2)
        {
            result = ref Unsafe.Add(ref result, T.Result(2) - T.Result(1));
            StoreLast<T, TColumns>(0, sums.Apply((a2_0 + b2_0) + (c2_0 + d2_0), vector), ref result);
        }

        if (rows > 3)
        {
            result = ref Unsafe.Add(ref result, T.Result(3) - T.Result(2));
            StoreLast<T, TColumns>(0, sums.Apply((a3_0 + b3_0) + (c3_0 + d3_0), vector), ref result);
        }

        if (rows > 4)
        {
            result = ref Unsafe.Add(ref result, T.Result(4) - T.Result(3));
            StoreLast<T, TColumns>(0, sums.Apply((a4_0 + b4_0) + (c4_0 + d4_0), vector), ref result);
        }

        if (rows > 5)
        {
            result = ref Unsafe.Add(ref result, T.Result(5) - T.Result(4));
            StoreLast<T, TColumns>(0, sums.Apply((a5_0 + b5_0) + (c5_0 + d5_0), vector), ref result);
        }
    }

    /// <summary>Up to 3 rows of 2 vectors in four partial sums.</summary>
    [MethodImpl(Optimized)]
    private static void Tile3x2x4<T, TRows, TColumns>(T sums, ref float left, ref float right, ref float start, ref float result, int vector)
        where T : struct, IContraction, allows ref struct
        where TRows : struct, ICount
        where TColumns : struct, ICount
    {
        (Axis outer, Axis middle, Axis inner) = (sums.Outer, sums.Middle, sums.Inner);
        Axis partial = T.Partial;
        int rows = TRows.Value;
        int l0 = T.Left(0), l1 = T.Left(1), l2 = T.Left(2);
        int c0 = T.Right(0), c1 = T.Right(1);
        Vector512<float> a0_0 = T.Start == SumStart.Columns ? Vector512.LoadUnsafe(ref start) : Vector512<float>.Zero;
        Vector512<float> a0_1 = T.Start == SumStart.Columns ? LoadLast<T, TColumns>(1, ref Unsafe.Add(ref start, 16), T.RightTail) : Vector512<float>.Zero;
        Vector512<float> a1_0 = a0_0, a1_1 = a0_1;
        Vector512<float> a2_0 = a0_0, a2_1 = a0_1;
        Vector512<float> b0_0 = Vector512<float>.Zero, b0_1 = Vector512<float>.Zero;
        Vector512<float> b1_0 = Vector512<float>.Zero, b1_1 = Vector512<float>.Zero;
        Vector512<float> b2_0 = Vector512<float>.Zero, b2_1 = Vector512<float>.Zero;
        Vector512<float> c0_0 = Vector512<float>.Zero, c0_1 = Vector512<float>.Zero;
        Vector512<float> c1_0 = Vector512<float>.Zero, c1_1 = Vector512<float>.Zero;
        Vector512<float> c2_0 = Vector512<float>.Zero, c2_1 = Vector512<float>.Zero;
        Vector512<float> d0_0 = Vector512<float>.Zero, d0_1 = Vector512<float>.Zero;
        Vector512<float> d1_0 = Vector512<float>.Zero, d1_1 = Vector512<float>.Zero;
        Vector512<float> d2_0 = Vector512<float>.Zero, d2_1 = Vector512<float>.Zero;
        int o = outer.Count;
        do
        {
            int m = middle.Count;
            do
            {
                int k = inner.Count;
                do
                {
                    Vector512<float> w0a = Vector512.LoadUnsafe(ref Unsafe.Add(ref right, c0));
                    Vector512<float> w1a = LoadLast<T, TColumns>(1, ref Unsafe.Add(ref right, c1), T.RightTail);
                    Vector512<float> va0 = Vector512.Create(Unsafe.Add(ref left, l0));
                    a0_0 = Vector512.FusedMultiplyAdd(va0, w0a, a0_0);
                    a0_1 = Vector512.FusedMultiplyAdd(va0, w1a, a0_1);
                    if (rows > 1)
                    {
                        Vector512<float> va1 = Vector512.Create(Unsafe.Add(ref left, l1));
                        a1_0 = Vector512.FusedMultiplyAdd(va1, w0a, a1_0);
                        a1_1 = Vector512.FusedMultiplyAdd(va1, w1a, a1_1);
                    }

                    if (rows > 2)
                    {
                        Vector512<float> va2 = Vector512.Create(Unsafe.Add(ref left, l2));
                        a2_0 = Vector512.FusedMultiplyAdd(va2, w0a, a2_0);
                        a2_1 = Vector512.FusedMultiplyAdd(va2, w1a, a2_1);
                    }

                    Vector512<float> w0b = Vector512.LoadUnsafe(ref Unsafe.Add(ref right, partial.Right + c0));
                    Vector512<float> w1b = LoadLast<T, TColumns>(1, ref Unsafe.Add(ref right, partial.Right + c1), T.RightTail);
                    Vector512<float> vb0 = Vector512.Create(Unsafe.Add(ref left, partial.Left + l0));
                    b0_0 = Vector512.FusedMultiplyAdd(vb0, w0b, b0_0);
                    b0_1 = Vector512.FusedMultiplyAdd(vb0, w1b, b0_1);
                    if (rows > 1)
                    {
                        Vector512<float> vb1 = Vector512.Create(Unsafe.Add(ref left, partial.Left + l1));
                        b1_0 = Vector512.FusedMultiplyAdd(vb1, w0b, b1_0);
                        b1_1 = Vector512.FusedMultiplyAdd(vb1, w1b, b1_1);
                    }

                    if (rows > 2)
                    {
                        Vector512<float> vb2 = Vector512.Create(Unsafe.Add(ref left, partial.Left + l2));
                        b2_0 = Vector512.FusedMultiplyAdd(vb2, w0b, b2_0);
                        b2_1 = Vector512.FusedMultiplyAdd(vb2, w1b, b2_1);
                    }

                    Vector512<float> w0c = Vector512.LoadUnsafe(ref Unsafe.Add(ref right, (2 * partial.Right) + c0));
                    Vector512<float> w1c = LoadLast<T, TColumns>(1, ref Unsafe.Add(ref right, (2 * partial.Right) + c1), T.RightTail);
                    Vector512<float> vc0 = Vector512.Create(Unsafe.Add(ref left, (2 * partial.Left) + l0));
                    c0_0 = Vector512.FusedMultiplyAdd(vc0, w0c, c0_0);
                    c0_1 = Vector512.FusedMultiplyAdd(vc0, w1c, c0_1);
                    if (rows > 1)
                    {
                        Vector512<float> vc1 = Vector512.Create(Unsafe.Add(ref left, (2 * partial.Left) + l1));
                        c1_0 = Vector512.FusedMultiplyAdd(vc1, w0c, c1_0);
                        c1_1 = Vector512.FusedMultiplyAdd(vc1, w1c, c1_1);
                    }

                    if (rows > 2)
                    {
                        Vector512<float> vc2 = Vector512.Create(Unsafe.Add(ref left, (2 * partial.Left) + l2));
                        c2_0 = Vector512.FusedMultiplyAdd(vc2, w0c, c2_0);
                        c2_1 = Vector512.FusedMultiplyAdd(vc2, w1c, c2_1);
                    }

                    Vector512<float> w0d = Vector512.LoadUnsafe(ref Unsafe.Add(ref right, (3 * partial.Right) + c0));
                    Vector512<float> w1d = LoadLast<T, TColumns>(1, ref Unsafe.Add(ref right, (3 * partial.Right) + c1), T.RightTail);
                    Vector512<float> vd0 = Vector512.Create(Unsafe.Add(ref left, (3 * partial.Left) + l0));
                    d0_0 = Vector512.FusedMultiplyAdd(vd0, w0d, d0_0);
                    d0_1 = Vector512.FusedMultiplyAdd(vd0, w1d, d0_1);
                    if (rows > 1)
                    {
                        Vector512<float> vd1 = Vector512.Create(Unsafe.Add(ref left, (3 * partial.Left) + l1));
                        d1_0 = Vector512.FusedMultiplyAdd(vd1, w0d, d1_0);
                        d1_1 = Vector512.FusedMultiplyAdd(vd1, w1d, d1_1);
                    }

                    if (rows > 2)
                    {
                        Vector512<float> vd2 = Vector512.Create(Unsafe.Add(ref left, (3 * partial.Left) + l2));
                        d2_0 = Vector512.FusedMultiplyAdd(vd2, w0d, d2_0);
                        d2_1 = Vector512.FusedMultiplyAdd(vd2, w1d, d2_1);
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

        // The loops have come back to the first term.
        left = ref Unsafe.Add(ref left, inner.Count * inner.Left);
        right = ref Unsafe.Add(ref right, inner.Count * inner.Right);
        if (T.Rest > 0)
        {
            Vector512<float> w0 = Vector512.LoadUnsafe(ref Unsafe.Add(ref right, c0));
            Vector512<float> w1 = LoadLast<T, TColumns>(1, ref Unsafe.Add(ref right, c1), T.RightTail);
            Vector512<float> v0 = Vector512.Create(Unsafe.Add(ref left, l0));
            a0_0 = Vector512.FusedMultiplyAdd(v0, w0, a0_0);
            a0_1 = Vector512.FusedMultiplyAdd(v0, w1, a0_1);
            if (rows > 1)
            {
                Vector512<float> v1 = Vector512.Create(Unsafe.Add(ref left, l1));
                a1_0 = Vector512.FusedMultiplyAdd(v1, w0, a1_0);
                a1_1 = Vector512.FusedMultiplyAdd(v1, w1, a1_1);
            }

            if (rows > 2)
            {
                Vector512<float> v2 = Vector512.Create(Unsafe.Add(ref left, l2));
                a2_0 = Vector512.FusedMultiplyAdd(v2, w0, a2_0);
                a2_1 = Vector512.FusedMultiplyAdd(v2, w1, a2_1);
            }
        }

        if (T.Rest > 1)
        {
            Vector512<float> w0 = Vector512.LoadUnsafe(ref Unsafe.Add(ref right, partial.Right + c0));
            Vector512<float> w1 = LoadLast<T, TColumns>(1, ref Unsafe.Add(ref right, partial.Right + c1), T.RightTail);
            Vector512<float> v0 = Vector512.Create(Unsafe.Add(ref left, partial.Left + l0));
            b0_0 = Vector512.FusedMultiplyAdd(v0, w0, b0_0);
            b0_1 = Vector512.FusedMultiplyAdd(v0, w1, b0_1);
            if (rows > 1)
            {
                Vector512<float> v1 = Vector512.Create(Unsafe.Add(ref left, partial.Left + l1));
                b1_0 = Vector512.FusedMultiplyAdd(v1, w0, b1_0);
                b1_1 = Vector512.FusedMultiplyAdd(v1, w1, b1_1);
            }

            if (rows > 2)
            {
                Vector512<float> v2 = Vector512.Create(Unsafe.Add(ref left, partial.Left + l2));
                b2_0 = Vector512.FusedMultiplyAdd(v2, w0, b2_0);
                b2_1 = Vector512.FusedMultiplyAdd(v2, w1, b2_1);
            }
        }

        if (T.Rest > 2)
        {
            Vector512<float> w0 = Vector512.LoadUnsafe(ref Unsafe.Add(ref right, (2 * partial.Right) + c0));
            Vector512<float> w1 = LoadLast<T, TColumns>(1, ref Unsafe.Add(ref right, (2 * partial.Right) + c1), T.RightTail);
            Vector512<float> v0 = Vector512.Create(Unsafe.Add(ref left, (2 * partial.Left) + l0));
            c0_0 = Vector512.FusedMultiplyAdd(v0, w0, c0_0);
            c0_1 = Vector512.FusedMultiplyAdd(v0, w1, c0_1);
            if (rows > 1)
            {
                Vector512<float> v1 = Vector512.Create(Unsafe.Add(ref left, (2 * partial.Left) + l1));
                c1_0 = Vector512.FusedMultiplyAdd(v1, w0, c1_0);
                c1_1 = Vector512.FusedMultiplyAdd(v1, w1, c1_1);
            }

            if (rows > 2)
            {
                Vector512<float> v2 = Vector512.Create(Unsafe.Add(ref left, (2 * partial.Left) + l2));
                c2_0 = Vector512.FusedMultiplyAdd(v2, w0, c2_0);
                c2_1 = Vector512.FusedMultiplyAdd(v2, w1, c2_1);
            }
        }

        sums.Apply((a0_0 + b0_0) + (c0_0 + d0_0), vector).StoreUnsafe(ref result);
        StoreLast<T, TColumns>(1, sums.Apply((a0_1 + b0_1) + (c0_1 + d0_1), vector + 1), ref Unsafe.Add(ref result, 16));

        if (rows > 1)
        {
            result = ref Unsafe.Add(ref result, T.Result(1) - T.Result(0));
            sums.Apply((a1_0 + b1_0) + (c1_0 + d1_0), vector).StoreUnsafe(ref result);
            StoreLast<T, TColumns>(1, sums.Apply((a1_1 + b1_1) + (c1_1 + d1_1), vector + 1), ref Unsafe.Add(ref result, 16));
        }

        if (rows > 2)
        {
            result = ref Unsafe.Add(ref result, T.Result(2) - T.Result(1));
            sums.Apply((a2_0 + b2_0) + (c2_0 + d2_0), vector).StoreUnsafe(ref result);
            StoreLast<T, TColumns>(1, sums.Apply((a2_1 + b2_1) + (c2_1 + d2_1), vector + 1), ref Unsafe.Add(ref result, 16));
        }
    }

    /// <summary>One row of 3 vectors in four partial sums.</summary>
    [MethodImpl(Optimized)]
    private static void Tile1x3x4<T, TRows, TColumns>(T sums, ref float left, ref float right, ref float start, ref float result, int vector)
        where T : struct, IContraction, allows ref struct
        where TRows : struct, ICount
        where TColumns : struct, ICount
    {
        (Axis outer, Axis middle, Axis inner) = (sums.Outer, sums.Middle, sums.Inner);
        Axis partial = T.Partial;
        int l0 = T.Left(0);
        int c0 = T.Right(0), c1 = T.Right(1), c2 = T.Right(2);
        Vector512<float> a0_0 = T.Start == SumStart.Columns ? Vector512.LoadUnsafe(ref start) : Vector512<float>.Zero;
        Vector512<float> a0_1 = T.Start == SumStart.Columns ? Vector512.LoadUnsafe(ref start, 16) : Vector512<float>.Zero;
        Vector512<float> a0_2 = T.Start == SumStart.Columns ? LoadLast<T, TColumns>(2, ref Unsafe.Add(ref start, 32), T.RightTail) : Vector512<float>.Zero;
        Vector512<float> b0_0 = Vector512<float>.Zero, b0_1 = Vector512<float>.Zero, b0_2 = Vector512<float>.Zero;
        Vector512<float> c0_0 = Vector512<float>.Zero, c0_1 = Vector512<float>.Zero, c0_2 = Vector512<float>.Zero;
        Vector512<float> d0_0 = Vector512<float>.Zero, d0_1 = Vector512<float>.Zero, d0_2 = Vector512<float>.Zero;
        int o = outer.Count;
        do
        {
            int m = middle.Count;
            do
            {
                int k = inner.Count;
                do
                {
                    Vector512<float> w0a = Vector512.LoadUnsafe(ref Unsafe.Add(ref right, c0));
                    Vector512<float> w1a = Vector512.LoadUnsafe(ref Unsafe.Add(ref right, c1));
                    Vector512<float> w2a = LoadLast<T, TColumns>(2, ref Unsafe.Add(ref right, c2), T.RightTail);
                    Vector512<float> va0 = Vector512.Create(Unsafe.Add(ref left, l0));
                    a0_0 = Vector512.FusedMultiplyAdd(va0, w0a, a0_0);
                    a0_1 = Vector512.FusedMultiplyAdd(va0, w1a, a0_1);
                    a0_2 = Vector512.FusedMultiplyAdd(va0, w2a, a0_2);

                    Vector512<float> w0b = Vector512.LoadUnsafe(ref Unsafe.Add(ref right, partial.Right + c0));
                    Vector512<float> w1b = Vector512.LoadUnsafe(ref Unsafe.Add(ref right, partial.Right + c1));
                    Vector512<float> w2b = LoadLast<T, TColumns>(2, ref Unsafe.Add(ref right, partial.Right + c2), T.RightTail);
                    Vector512<float> vb0 = Vector512.Create(Unsafe.Add(ref left, partial.Left + l0));
                    b0_0 = Vector512.FusedMultiplyAdd(vb0, w0b, b0_0);
                    b0_1 = Vector512.FusedMultiplyAdd(vb0, w1b, b0_1);
                    b0_2 = Vector512.FusedMultiplyAdd(vb0, w2b, b0_2);

                    Vector512<float> w0c = Vector512.LoadUnsafe(ref Unsafe.Add(ref right, (2 * partial.Right) + c0));
                    Vector512<float> w1c = Vector512.LoadUnsafe(ref Unsafe.Add(ref right, (2 * partial.Right) + c1));
                    Vector512<float> w2c = LoadLast<T, TColumns>(2, ref Unsafe.Add(ref right, (2 * partial.Right) + c2), T.RightTail);
                    Vector512<float> vc0 = Vector512.Create(Unsafe.Add(ref left, (2 * partial.Left) + l0));
                    c0_0 = Vector512.FusedMultiplyAdd(vc0, w0c, c0_0);
                    c0_1 = Vector512.FusedMultiplyAdd(vc0, w1c, c0_1);
                    c0_2 = Vector512.FusedMultiplyAdd(vc0, w2c, c0_2);

                    Vector512<float> w0d = Vector512.LoadUnsafe(ref Unsafe.Add(ref right, (3 * partial.Right) + c0));
                    Vector512<float> w1d = Vector512.LoadUnsafe(ref Unsafe.Add(ref right, (3 * partial.Right) + c1));
                    Vector512<float> w2d = LoadLast<T, TColumns>(2, ref Unsafe.Add(ref right, (3 * partial.Right) + c2), T.RightTail);
                    Vector512<float> vd0 = Vector512.Create(Unsafe.Add(ref left, (3 * partial.Left) + l0));
                    d0_0 = Vector512.FusedMultiplyAdd(vd0, w0d, d0_0);
                    d0_1 = Vector512.FusedMultiplyAdd(vd0, w1d, d0_1);
                    d0_2 = Vector512.FusedMultiplyAdd(vd0, w2d, d0_2);

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

        // The loops have come back to the first term.
        left = ref Unsafe.Add(ref left, inner.Count * inner.Left);
        right = ref Unsafe.Add(ref right, inner.Count * inner.Right);
        if (T.Rest > 0)
        {
            Vector512<float> w0 = Vector512.LoadUnsafe(ref Unsafe.Add(ref right, c0));
            Vector512<float> w1 = Vector512.LoadUnsafe(ref Unsafe.Add(ref right, c1));
            Vector512<float> w2 = LoadLast<T, TColumns>(2, ref Unsafe.Add(ref right, c2), T.RightTail);
            Vector512<float> v0 = Vector512.Create(Unsafe.Add(ref left, l0));
            a0_0 = Vector512.FusedMultiplyAdd(v0, w0, a0_0);
            a0_1 = Vector512.FusedMultiplyAdd(v0, w1, a0_1);
            a0_2 = Vector512.FusedMultiplyAdd(v0, w2, a0_2);
        }

        if (T.Rest > 1)
        {
            Vector512<float> w0 = Vector512.LoadUnsafe(ref Unsafe.Add(ref right, partial.Right + c0));
            Vector512<float> w1 = Vector512.LoadUnsafe(ref Unsafe.Add(ref right, partial.Right + c1));
            Vector512<float> w2 = LoadLast<T, TColumns>(2, ref Unsafe.Add(ref right, partial.Right + c2), T.RightTail);
            Vector512<float> v0 = Vector512.Create(Unsafe.Add(ref left, partial.Left + l0));
            b0_0 = Vector512.FusedMultiplyAdd(v0, w0, b0_0);
            b0_1 = Vector512.FusedMultiplyAdd(v0, w1, b0_1);
            b0_2 = Vector512.FusedMultiplyAdd(v0, w2, b0_2);
        }

        if (T.Rest > 2)
        {
            Vector512<float> w0 = Vector512.LoadUnsafe(ref Unsafe.Add(ref right, (2 * partial.Right) + c0));
            Vector512<float> w1 = Vector512.LoadUnsafe(ref Unsafe.Add(ref right, (2 * partial.Right) + c1));
            Vector512<float> w2 = LoadLast<T, TColumns>(2, ref Unsafe.Add(ref right, (2 * partial.Right) + c2), T.RightTail);
            Vector512<float> v0 = Vector512.Create(Unsafe.Add(ref left, (2 * partial.Left) + l0));
            c0_0 = Vector512.FusedMultiplyAdd(v0, w0, c0_0);
            c0_1 = Vector512.FusedMultiplyAdd(v0, w1, c0_1);
            c0_2 = Vector512.FusedMultiplyAdd(v0, w2, c0_2);
        }

        sums.Apply((a0_0 + b0_0) + (c0_0 + d0_0), vector).StoreUnsafe(ref result);
        sums.Apply((a0_1 + b0_1) + (c0_1 + d0_1), vector + 1).StoreUnsafe(ref result, 16);
        StoreLast<T, TColumns>(2, sums.Apply((a0_2 + b0_2) + (c0_2 + d0_2), vector + 2), ref Unsafe.Add(ref result, 32));
    }
}
