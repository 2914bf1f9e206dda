using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace StaticNet.Kernels;

public static partial class Lanes
{
    /// <summary>
    /// Stores eight channels of 16 pixels pixel by pixel: lane p of each vector goes to pixel p, and 0 to the eight channels after them.
    /// </summary>
    /// <param name="c0">Channel 0 of the pixels.</param>
    /// <param name="c1">Channel 1 of the pixels.</param>
    /// <param name="c2">Channel 2 of the pixels.</param>
    /// <param name="c3">Channel 3 of the pixels.</param>
    /// <param name="c4">Channel 4 of the pixels.</param>
    /// <param name="c5">Channel 5 of the pixels.</param>
    /// <param name="c6">Channel 6 of the pixels.</param>
    /// <param name="c7">Channel 7 of the pixels.</param>
    /// <param name="destination">The first pixel; each is 16 floats.</param>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void StorePixels(
        Vector512<float> c0,
        Vector512<float> c1,
        Vector512<float> c2,
        Vector512<float> c3,
        Vector512<float> c4,
        Vector512<float> c5,
        Vector512<float> c6,
        Vector512<float> c7,
        ref float destination)
    {
        if (!Avx512F.IsSupported)
        {
            StorePixels(
                c0.GetLower(), c1.GetLower(), c2.GetLower(), c3.GetLower(), c4.GetLower(), c5.GetLower(), c6.GetLower(), c7.GetLower(), ref destination);
            StorePixels(
                c0.GetUpper(),
                c1.GetUpper(),
                c2.GetUpper(),
                c3.GetUpper(),
                c4.GetUpper(),
                c5.GetUpper(),
                c6.GetUpper(),
                c7.GetUpper(),
                ref Unsafe.Add(ref destination, 8 * Count));
            return;
        }

        // Pairs of channels, then four channels of a pixel in every quarter: of pixel p in p0, of p + 4 in its next quarter.
        Vector512<double> a0 = Avx512F.UnpackLow(c0, c1).AsDouble(), a1 = Avx512F.UnpackHigh(c0, c1).AsDouble();
        Vector512<double> b0 = Avx512F.UnpackLow(c2, c3).AsDouble(), b1 = Avx512F.UnpackHigh(c2, c3).AsDouble();
        Vector512<double> d0 = Avx512F.UnpackLow(c4, c5).AsDouble(), d1 = Avx512F.UnpackHigh(c4, c5).AsDouble();
        Vector512<double> e0 = Avx512F.UnpackLow(c6, c7).AsDouble(), e1 = Avx512F.UnpackHigh(c6, c7).AsDouble();
        StoreQuarters(Avx512F.UnpackLow(a0, b0), Avx512F.UnpackLow(d0, e0), ref destination, 4);
        StoreQuarters(Avx512F.UnpackHigh(a0, b0), Avx512F.UnpackHigh(d0, e0), ref Unsafe.Add(ref destination, Count), 4);
        StoreQuarters(Avx512F.UnpackLow(a1, b1), Avx512F.UnpackLow(d1, e1), ref Unsafe.Add(ref destination, 2 * Count), 4);
        StoreQuarters(Avx512F.UnpackHigh(a1, b1), Avx512F.UnpackHigh(d1, e1), ref Unsafe.Add(ref destination, 3 * Count), 4);
    }

    /// <summary>
    /// Stores the larger of each two neighbours among 16 pixels of eight channels, pixel by pixel: that of lanes 2p and 2p + 1 goes to pixel p, and 0 to
    /// the eight channels after them.
    /// </summary>
    /// <param name="c0">Channel 0 of the pixels.</param>
    /// <param name="c1">Channel 1 of the pixels.</param>
    /// <param name="c2">Channel 2 of the pixels.</param>
    /// <param name="c3">Channel 3 of the pixels.</param>
    /// <param name="c4">Channel 4 of the pixels.</param>
    /// <param name="c5">Channel 5 of the pixels.</param>
    /// <param name="c6">Channel 6 of the pixels.</param>
    /// <param name="c7">Channel 7 of the pixels.</param>
    /// <param name="destination">The first of eight pixels; each is 16 floats.</param>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void StoreLargerPixels(
        Vector512<float> c0,
        Vector512<float> c1,
        Vector512<float> c2,
        Vector512<float> c3,
        Vector512<float> c4,
        Vector512<float> c5,
        Vector512<float> c6,
        Vector512<float> c7,
        ref float destination)
    {
        if (!Avx512F.IsSupported)
        {
            StoreLargerPixels(
                c0.GetLower(), c1.GetLower(), c2.GetLower(), c3.GetLower(), c4.GetLower(), c5.GetLower(), c6.GetLower(), c7.GetLower(), ref destination);
            StoreLargerPixels(
                c0.GetUpper(),
                c1.GetUpper(),
                c2.GetUpper(),
                c3.GetUpper(),
                c4.GetUpper(),
                c5.GetUpper(),
                c6.GetUpper(),
                c7.GetUpper(),
                ref Unsafe.Add(ref destination, 4 * Count));
            return;
        }

        // In every quarter two pixels of one channel and the same two of the next; then four channels of one pixel.
        (Vector512<float> p01, Vector512<float> p23) = (LargerOfTwo(c0, c1), LargerOfTwo(c2, c3));
        (Vector512<float> p45, Vector512<float> p67) = (LargerOfTwo(c4, c5), LargerOfTwo(c6, c7));
        StoreQuarters(Avx512F.Shuffle(p01, p23, Even).AsDouble(), Avx512F.Shuffle(p45, p67, Even).AsDouble(), ref destination, 2);
        StoreQuarters(Avx512F.Shuffle(p01, p23, Odd).AsDouble(), Avx512F.Shuffle(p45, p67, Odd).AsDouble(), ref Unsafe.Add(ref destination, Count), 2);

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        static Vector512<float> LargerOfTwo(Vector512<float> a, Vector512<float> b) => Larger(Avx512F.Shuffle(a, b, Even), Avx512F.Shuffle(a, b, Odd));
    }

    // Of each quarter the values 0 and 2, or 1 and 3, of the first vector, then those of the second.
    private const byte Even = 0b10_00_10_00;
    private const byte Odd = 0b11_01_11_01;

    // Every quarter holds four channels of a pixel, some pixels after those of the quarter before.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void StoreQuarters(Vector512<double> first, Vector512<double> second, ref float destination, int pixels)
    {
        Vector512<float> low = Avx512F.PermuteVar8x64x2(first, Vector512.Create(0L, 1, 8, 9, 2, 3, 10, 11), second).AsSingle();
        Vector512<float> high = Avx512F.PermuteVar8x64x2(first, Vector512.Create(4L, 5, 12, 13, 6, 7, 14, 15), second).AsSingle();
        StorePixel(low.GetLower(), ref destination);
        StorePixel(low.GetUpper(), ref Unsafe.Add(ref destination, pixels * Count));
        StorePixel(high.GetLower(), ref Unsafe.Add(ref destination, 2 * pixels * Count));
        StorePixel(high.GetUpper(), ref Unsafe.Add(ref destination, 3 * pixels * Count));
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void StorePixel(Vector256<float> channels, ref float destination)
    {
        channels.StoreUnsafe(ref destination);
        Vector256<float>.Zero.StoreUnsafe(ref destination, 8);
    }

    // The same for eight pixels.
    private static void StorePixels(
        Vector256<float> c0,
        Vector256<float> c1,
        Vector256<float> c2,
        Vector256<float> c3,
        Vector256<float> c4,
        Vector256<float> c5,
        Vector256<float> c6,
        Vector256<float> c7,
        ref float destination)
    {
        if (!Avx.IsSupported)
        {
            for (int p = 0; p < 8; p++)
            {
                var channels = Vector256.Create(c0[p], c1[p], c2[p], c3[p], c4[p], c5[p], c6[p], c7[p]);
                StorePixel(channels, ref Unsafe.Add(ref destination, p * Count));
            }

            return;
        }

        Vector256<double> a0 = Avx.UnpackLow(c0, c1).AsDouble(), a1 = Avx.UnpackHigh(c0, c1).AsDouble();
        Vector256<double> b0 = Avx.UnpackLow(c2, c3).AsDouble(), b1 = Avx.UnpackHigh(c2, c3).AsDouble();
        Vector256<double> d0 = Avx.UnpackLow(c4, c5).AsDouble(), d1 = Avx.UnpackHigh(c4, c5).AsDouble();
        Vector256<double> e0 = Avx.UnpackLow(c6, c7).AsDouble(), e1 = Avx.UnpackHigh(c6, c7).AsDouble();
        StoreHalves(Avx.UnpackLow(a0, b0), Avx.UnpackLow(d0, e0), ref destination, 4);
        StoreHalves(Avx.UnpackHigh(a0, b0), Avx.UnpackHigh(d0, e0), ref Unsafe.Add(ref destination, Count), 4);
        StoreHalves(Avx.UnpackLow(a1, b1), Avx.UnpackLow(d1, e1), ref Unsafe.Add(ref destination, 2 * Count), 4);
        StoreHalves(Avx.UnpackHigh(a1, b1), Avx.UnpackHigh(d1, e1), ref Unsafe.Add(ref destination, 3 * Count), 4);
    }

    // The same for four pixels of eight.
    private static void StoreLargerPixels(
        Vector256<float> c0,
        Vector256<float> c1,
        Vector256<float> c2,
        Vector256<float> c3,
        Vector256<float> c4,
        Vector256<float> c5,
        Vector256<float> c6,
        Vector256<float> c7,
        ref float destination)
    {
        if (!Avx.IsSupported)
        {
            for (int p = 0; p < 4; p++)
            {
                (int left, int right) = (2 * p, (2 * p) + 1);
                Vector256<float> channels = Larger(
                    Vector256.Create(c0[left], c1[left], c2[left], c3[left], c4[left], c5[left], c6[left], c7[left]),
                    Vector256.Create(c0[right], c1[right], c2[right], c3[right], c4[right], c5[right], c6[right], c7[right]));
                StorePixel(channels, ref Unsafe.Add(ref destination, p * Count));
            }

            return;
        }

        (Vector256<float> p01, Vector256<float> p23) = (LargerOfTwo(c0, c1), LargerOfTwo(c2, c3));
        (Vector256<float> p45, Vector256<float> p67) = (LargerOfTwo(c4, c5), LargerOfTwo(c6, c7));
        StoreHalves(Avx.Shuffle(p01, p23, Even).AsDouble(), Avx.Shuffle(p45, p67, Even).AsDouble(), ref destination, 2);
        StoreHalves(Avx.Shuffle(p01, p23, Odd).AsDouble(), Avx.Shuffle(p45, p67, Odd).AsDouble(), ref Unsafe.Add(ref destination, Count), 2);

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        static Vector256<float> LargerOfTwo(Vector256<float> a, Vector256<float> b) => Larger(Avx.Shuffle(a, b, Even), Avx.Shuffle(a, b, Odd));
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void StoreHalves(Vector256<double> first, Vector256<double> second, ref float destination, int pixels)
    {
        StorePixel(Avx.Permute2x128(first, second, 0x20).AsSingle(), ref destination);
        StorePixel(Avx.Permute2x128(first, second, 0x31).AsSingle(), ref Unsafe.Add(ref destination, pixels * Count));
    }
}
