using System.ComponentModel;
using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace StaticNet.Kernels;

/// <summary>
/// Convolutions with kernels of 3 x 3 and stride 1 by Winograd's minimal filtering <c>F(2x2, 3x3)</c>: a tile of 2 x 2 results takes 16
/// products per pair of channels where the definition takes 36. With the kernel g and a patch d of 4 x 4 values,
/// <c>y = Aᵀ ((G g Gᵀ) ∘ (Bᵀ d B)) A</c>, and the sums over channels are 16 matrix products, one a position of the patch.
/// </summary>
/// <remarks>
/// The matrices are those of Lavin and Gray, "Fast Algorithms for Convolutional Neural Networks" (2015), section 4.1. All of their values are
/// 0, 1, -1 and 1/2, so that rounding errors grow only a little: the error of a result is a few units in the last place larger than that of a
/// direct sum.
/// </remarks>
[EditorBrowsable(EditorBrowsableState.Never)]
public static class Winograd
{
    /// <summary>The values of a patch, each of which is a matrix product of its own.</summary>
    internal const int Positions = 16;

    /// <summary>
    /// A convolution: some lines of patches at a time, transformed, multiplied and transformed back while they are in the cache, and what is applied to the lines
    /// of y that they make.
    /// </summary>
    /// <typeparam name="TProducts">The matrix products.</typeparam>
    /// <typeparam name="TMap">What is applied; <see cref="Unchanged"/> for nothing.</typeparam>
    /// <param name="map">What is applied.</param>
    /// <param name="down">The lines of patches that are computed together.</param>
    /// <param name="weightLength">The floats of the weights of a position of the kernel.</param>
    /// <param name="work">Memory for transformed weights, patches and products.</param>
    /// <param name="weight">Nine rows of weights, one a position of the kernel.</param>
    /// <param name="bias">What is added to each channel; a null reference for nothing.</param>
    /// <param name="x">The input, from the first pixel of the first patch on.</param>
    /// <param name="r">The second operand of what is applied; y where there is none.</param>
    /// <param name="y">The output, its height and width even.</param>
    /// <param name="affines">The scales and shifts of what is applied; empty where there are none.</param>
    /// <param name="samples">The samples.</param>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Convolve<TProducts, TMap>(
        TMap map,
        int down,
        int weightLength,
        ref float work,
        ref float weight,
        ref float bias,
        PixelView x,
        PixelView r,
        PixelView y,
        ReadOnlySpan<ChannelAffine> affines,
        int samples)
        where TProducts : struct, IProducts
        where TMap : struct, IMap
    {
        (int across, int lines) = (y.Width / 2, 2 * down);
        int patchStride = (across * down * x.PixelStride) + Lanes.Count;
        int productStride = (across * down * y.PixelStride) + Lanes.Count;
        ref float patches = ref Unsafe.Add(ref work, Positions * weightLength);
        ref float products = ref Unsafe.Add(ref patches, Positions * patchStride);
        TransformWeights(ref weight, ref work, weightLength);
        for (int sample = 0; sample < samples; sample++)
        {
            for (int line = 0; line < y.Height; line += lines)
            {
                ref float yl = ref y.Line(sample, line);
                TransformInput(ref x.Line(sample, line), x.LineStride, x.PixelStride, across, down, ref patches, patchStride);
                TProducts.Multiply(ref work, ref patches, ref products, new EachStep(Positions, patchStride, weightLength, productStride));
                if (Unsafe.IsNullRef(ref bias))
                {
                    TransformOutput(ref products, productStride, ref yl, y.LineStride, y.PixelStride, across, down);
                }
                else
                {
                    TransformOutput(ref products, productStride, ref bias, ref yl, y.LineStride, y.PixelStride, across, down);
                }

                if (typeof(TMap) != typeof(Unchanged))
                {
                    for (int i = line; i < line + lines; i++)
                    {
                        Loops.MapLine(map, ref r.Line(sample, i), ref y.Line(sample, i), y.Width, y.PixelStride, affines);
                    }
                }
            }
        }
    }

    /// <summary>Transforms kernels: <c>u = G g Gᵀ</c>.</summary>
    /// <param name="weight">Nine rows of weights, one a position of the kernel.</param>
    /// <param name="transformed">Sixteen rows, one a position of the patch.</param>
    /// <param name="length">The floats of a row, a multiple of 16: the inputs by the outputs.</param>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    internal static void TransformWeights(ref float weight, ref float transformed, int length)
    {
        nuint row = (nuint)length;
        for (nuint i = 0; i < row; i += 16)
        {
            ref float g = ref Unsafe.Add(ref weight, i);
            ref float u = ref Unsafe.Add(ref transformed, i);
            Column(ref g, row, out Vector512<float> a0, out Vector512<float> a1, out Vector512<float> a2, out Vector512<float> a3);
            Column(ref Unsafe.Add(ref g, row), row, out Vector512<float> b0, out Vector512<float> b1, out Vector512<float> b2, out Vector512<float> b3);
            Column(ref Unsafe.Add(ref g, 2 * row), row, out Vector512<float> c0, out Vector512<float> c1, out Vector512<float> c2, out Vector512<float> c3);
            Store(a0, b0, c0, ref u, row);
            Store(a1, b1, c1, ref Unsafe.Add(ref u, 4 * row), row);
            Store(a2, b2, c2, ref Unsafe.Add(ref u, 8 * row), row);
            Store(a3, b3, c3, ref Unsafe.Add(ref u, 12 * row), row);
        }

        // G by a column of the kernel.
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        static void Column(ref float g, nuint row, out Vector512<float> u0, out Vector512<float> u1, out Vector512<float> u2, out Vector512<float> u3)
            => Filter(
                Vector512.LoadUnsafe(ref g),
                Vector512.LoadUnsafe(ref g, 3 * row),
                Vector512.LoadUnsafe(ref g, 6 * row),
                out u0,
                out u1,
                out u2,
                out u3);

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        static void Store(Vector512<float> a, Vector512<float> b, Vector512<float> c, ref float u, nuint row)
        {
            Filter(a, b, c, out Vector512<float> u0, out Vector512<float> u1, out Vector512<float> u2, out Vector512<float> u3);
            u0.StoreUnsafe(ref u);
            u1.StoreUnsafe(ref u, row);
            u2.StoreUnsafe(ref u, 2 * row);
            u3.StoreUnsafe(ref u, 3 * row);
        }

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        static void Filter(
            Vector512<float> g0, Vector512<float> g1, Vector512<float> g2, out Vector512<float> u0, out Vector512<float> u1, out Vector512<float> u2, out Vector512<float> u3)
        {
            Vector512<float> ends = g0 + g2;
            u0 = g0;
            u1 = (ends + g1) * 0.5f;
            u2 = (ends - g1) * 0.5f;
            u3 = g2;
        }
    }

    /// <summary>Cuts lines of x into patches of 4 x 4 pixels, two apart, and transforms them: <c>v = Bᵀ d B</c>.</summary>
    /// <param name="x">The first pixel of the first patch.</param>
    /// <param name="lineStride">From one line to the next, in floats.</param>
    /// <param name="pixelStride">From one pixel to the next, in floats: the channels, padded to a multiple of 16.</param>
    /// <param name="across">The number of patches across.</param>
    /// <param name="down">The number of patches down.</param>
    /// <param name="patches">Sixteen matrices, one a position of the patch, with a row of channels per patch.</param>
    /// <param name="positionStride">From one matrix to the next, in floats.</param>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    internal static void TransformInput(ref float x, int lineStride, int pixelStride, int across, int down, ref float patches, int positionStride)
    {
        (nuint line, nuint pixel, nuint position) = ((nuint)lineStride, (nuint)pixelStride, (nuint)positionStride);
        for (; down > 0; down--)
        {
            ref float xs = ref x;
            for (int patch = 0; patch < across; patch++)
            {
                for (nuint c = 0; c < pixel; c += 16)
                {
                    ref float d = ref Unsafe.Add(ref xs, c);
                    ref float v = ref Unsafe.Add(ref patches, c);
                    Column(ref d, line, out Vector512<float> a0, out Vector512<float> a1, out Vector512<float> a2, out Vector512<float> a3);
                    Column(ref Unsafe.Add(ref d, pixel), line, out Vector512<float> b0, out Vector512<float> b1, out Vector512<float> b2, out Vector512<float> b3);
                    Column(ref Unsafe.Add(ref d, 2 * pixel), line, out Vector512<float> c0, out Vector512<float> c1, out Vector512<float> c2, out Vector512<float> c3);
                    Column(ref Unsafe.Add(ref d, 3 * pixel), line, out Vector512<float> d0, out Vector512<float> d1, out Vector512<float> d2, out Vector512<float> d3);
                    Store(a0, b0, c0, d0, ref v, position);
                    Store(a1, b1, c1, d1, ref Unsafe.Add(ref v, 4 * position), position);
                    Store(a2, b2, c2, d2, ref Unsafe.Add(ref v, 8 * position), position);
                    Store(a3, b3, c3, d3, ref Unsafe.Add(ref v, 12 * position), position);
                }

                xs = ref Unsafe.Add(ref xs, 2 * pixel);
                patches = ref Unsafe.Add(ref patches, pixel);
            }

            x = ref Unsafe.Add(ref x, 2 * line);
        }

        // Bᵀ by a column of the patch.
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        static void Column(ref float d, nuint line, out Vector512<float> v0, out Vector512<float> v1, out Vector512<float> v2, out Vector512<float> v3)
        {
            Vector512<float> d0 = Vector512.LoadUnsafe(ref d);
            Vector512<float> d1 = Vector512.LoadUnsafe(ref d, line);
            Vector512<float> d2 = Vector512.LoadUnsafe(ref d, 2 * line);
            Vector512<float> d3 = Vector512.LoadUnsafe(ref d, 3 * line);
            v0 = d0 - d2;
            v1 = d1 + d2;
            v2 = d2 - d1;
            v3 = d1 - d3;
        }

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        static void Store(Vector512<float> a, Vector512<float> b, Vector512<float> c, Vector512<float> d, ref float v, nuint position)
        {
            (a - c).StoreUnsafe(ref v);
            (b + c).StoreUnsafe(ref v, position);
            (c - b).StoreUnsafe(ref v, 2 * position);
            (b - d).StoreUnsafe(ref v, 3 * position);
        }
    }

    /// <summary>Transforms the products of patches into 2 x 2 pixels of y each: <c>y = Aᵀ m A</c>.</summary>
    /// <param name="products">Sixteen matrices, one a position of the patch, with a row of channels per patch.</param>
    /// <param name="positionStride">From one matrix to the next, in floats.</param>
    /// <param name="y">The first pixel.</param>
    /// <param name="lineStride">From one line to the next, in floats.</param>
    /// <param name="pixelStride">From one pixel to the next, in floats: the channels, padded to a multiple of 16.</param>
    /// <param name="across">The number of patches across.</param>
    /// <param name="down">The number of patches down.</param>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    internal static void TransformOutput(ref float products, int positionStride, ref float y, int lineStride, int pixelStride, int across, int down)
        => TransformOutput(ref products, positionStride, hasBias: false, ref Unsafe.NullRef<float>(), ref y, lineStride, pixelStride, across, down);

    /// <summary>As above, with a bias: <c>y = Aᵀ m A + b</c>.</summary>
    /// <param name="products">Sixteen matrices, one a position of the patch, with a row of channels per patch.</param>
    /// <param name="positionStride">From one matrix to the next, in floats.</param>
    /// <param name="bias">What is added to each channel.</param>
    /// <param name="y">The first pixel.</param>
    /// <param name="lineStride">From one line to the next, in floats.</param>
    /// <param name="pixelStride">From one pixel to the next, in floats: the channels, padded to a multiple of 16.</param>
    /// <param name="across">The number of patches across.</param>
    /// <param name="down">The number of patches down.</param>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    internal static void TransformOutput(
        ref float products, int positionStride, ref float bias, ref float y, int lineStride, int pixelStride, int across, int down)
        => TransformOutput(ref products, positionStride, hasBias: true, ref bias, ref y, lineStride, pixelStride, across, down);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void TransformOutput(
        ref float products, int positionStride, bool hasBias, ref float bias, ref float y, int lineStride, int pixelStride, int across, int down)
    {
        (nuint line, nuint pixel, nuint position) = ((nuint)lineStride, (nuint)pixelStride, (nuint)positionStride);
        for (; down > 0; down--)
        {
            ref float ys = ref y;
            for (int patch = 0; patch < across; patch++)
            {
                for (nuint c = 0; c < pixel; c += 16)
                {
                    ref float m = ref Unsafe.Add(ref products, c);
                    Column(ref m, position, out Vector512<float> a0, out Vector512<float> a1);
                    Column(ref Unsafe.Add(ref m, position), position, out Vector512<float> b0, out Vector512<float> b1);
                    Column(ref Unsafe.Add(ref m, 2 * position), position, out Vector512<float> c0, out Vector512<float> c1);
                    Column(ref Unsafe.Add(ref m, 3 * position), position, out Vector512<float> d0, out Vector512<float> d1);
                    Vector512<float> added = hasBias ? Vector512.LoadUnsafe(ref bias, c) : Vector512<float>.Zero;
                    ref float p = ref Unsafe.Add(ref ys, c);
                    (a0 + b0 + c0 + added).StoreUnsafe(ref p);
                    (b0 - c0 - d0 + added).StoreUnsafe(ref p, pixel);
                    (a1 + b1 + c1 + added).StoreUnsafe(ref p, line);
                    (b1 - c1 - d1 + added).StoreUnsafe(ref p, line + pixel);
                }

                ys = ref Unsafe.Add(ref ys, 2 * pixel);
                products = ref Unsafe.Add(ref products, pixel);
            }

            y = ref Unsafe.Add(ref y, 2 * line);
        }

        // Aᵀ by a column of the products.
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        static void Column(ref float m, nuint position, out Vector512<float> y0, out Vector512<float> y1)
        {
            Vector512<float> m0 = Vector512.LoadUnsafe(ref m);
            Vector512<float> m1 = Vector512.LoadUnsafe(ref m, 4 * position);
            Vector512<float> m2 = Vector512.LoadUnsafe(ref m, 8 * position);
            Vector512<float> m3 = Vector512.LoadUnsafe(ref m, 12 * position);
            y0 = m0 + m1 + m2;
            y1 = m1 - m2 - m3;
        }
    }
}
