using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace StaticNet.Kernels;

public static partial class Lanes
{
    /// <summary>Writes the transpose of a matrix: what was a row of <paramref name="columns"/> values becomes a column.</summary>
    /// <param name="source">The matrix.</param>
    /// <param name="rows">Its rows.</param>
    /// <param name="columns">Its columns.</param>
    /// <param name="sourceStride">The distance in floats of its rows.</param>
    /// <param name="destination">Where the transpose goes.</param>
    /// <param name="destinationStride">The distance in floats of the transpose's rows; the floats after the last value of a row are zero.</param>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Transpose(ref float source, int rows, int columns, int sourceStride, ref float destination, int destinationStride)
    {
        if (destinationStride > rows)
        {
            Clear(ref destination, columns * destinationStride);
        }

        for (int column = 0; column < columns; column++)
        {
            ref float from = ref Unsafe.Add(ref source, column);
            for (int row = 0; row < rows; row++)
            {
                Unsafe.Add(ref destination, row) = from;
                from = ref Unsafe.Add(ref from, sourceStride);
            }

            destination = ref Unsafe.Add(ref destination, destinationStride);
        }
    }

    /// <summary>Transposes four adjacent matrices of 4 x 4: lane <c>4 k + j</c> of a result's row i is lane <c>4 k + i</c> of row j.</summary>
    /// <param name="a">Row 0.</param>
    /// <param name="b">Row 1.</param>
    /// <param name="c">Row 2.</param>
    /// <param name="d">Row 3.</param>
    /// <param name="r0">Row 0 of the transposes.</param>
    /// <param name="r1">Row 1.</param>
    /// <param name="r2">Row 2.</param>
    /// <param name="r3">Row 3.</param>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static void TransposeFour(
        Vector512<float> a,
        Vector512<float> b,
        Vector512<float> c,
        Vector512<float> d,
        out Vector512<float> r0,
        out Vector512<float> r1,
        out Vector512<float> r2,
        out Vector512<float> r3)
    {
        if (Avx512F.IsSupported)
        {
            Vector512<float> ab = Avx512F.UnpackLow(a, b), cd = Avx512F.UnpackLow(c, d);
            Vector512<float> highAb = Avx512F.UnpackHigh(a, b), highCd = Avx512F.UnpackHigh(c, d);
            r0 = Avx512F.Shuffle(ab, cd, 0b01_00_01_00);
            r1 = Avx512F.Shuffle(ab, cd, 0b11_10_11_10);
            r2 = Avx512F.Shuffle(highAb, highCd, 0b01_00_01_00);
            r3 = Avx512F.Shuffle(highAb, highCd, 0b11_10_11_10);
            return;
        }

        Unsafe.SkipInit(out Rows memory);
        ref float m = ref Unsafe.As<Rows, float>(ref memory);
        a.StoreUnsafe(ref m);
        b.StoreUnsafe(ref m, 16);
        c.StoreUnsafe(ref m, 32);
        d.StoreUnsafe(ref m, 48);
        for (int k = 0; k < 16; k += 4)
        {
            for (int i = 0; i < 4; i++)
            {
                for (int j = 0; j < i; j++)
                {
                    ref float lower = ref Unsafe.Add(ref m, (i * 16) + k + j), upper = ref Unsafe.Add(ref m, (j * 16) + k + i);
                    (lower, upper) = (upper, lower);
                }
            }
        }

        r0 = Vector512.LoadUnsafe(ref m);
        r1 = Vector512.LoadUnsafe(ref m, 16);
        r2 = Vector512.LoadUnsafe(ref m, 32);
        r3 = Vector512.LoadUnsafe(ref m, 48);
    }

    [InlineArray(4)]
    private struct Rows
    {
        public Vector512<float> First;
    }
}
