using System.ComponentModel;
using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace StaticNet.Kernels;

/// <summary>
/// Pooling layers. Windows leave out what is beyond the image; a mean may count it, as zeros. Gradients end at the edges: the border of a gradient stays zero.
/// </summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public static class Pooling
{
    private const MethodImplOptions Optimized = MethodImplOptions.AggressiveOptimization;

    /// <summary><c>y = the largest x of each window</c></summary>
    /// <param name="windows">The windows.</param>
    /// <param name="x">The values.</param>
    /// <param name="y">A pixel for each window.</param>
    /// <param name="samples">The samples.</param>
    [MethodImpl(Optimized)]
    public static void Largest(Windows windows, PixelView x, PixelView y, int samples)
    {
        if (windows.AreHalves(x, y))
        {
            LargestOfHalves(x, y, samples);
            return;
        }

        (int stride, nuint channels) = (x.PixelStride, (nuint)x.PixelStride);
        (int down, int across) = (windows.DilationHeight * x.LineStride, windows.DilationWidth * stride);
        for (int sample = 0; sample < samples; sample++)
        {
            for (int line = 0; line < y.Height; line++)
            {
                (int top, int height, _) = windows.Lines(line, x.Height);
                ref float xl = ref x.Line(sample, top);
                ref float yp = ref y.Line(sample, line);
                for (int pixel = 0; pixel < y.Width; pixel++)
                {
                    (int left, int width, _) = windows.Pixels(pixel, x.Width);
                    ref float xp = ref Unsafe.Add(ref xl, left * stride);
                    for (nuint c = 0; c < channels; c += Lanes.Count)
                    {
                        Vector512<float> largest = Vector512.Create(float.NegativeInfinity);
                        for (int ky = 0; ky < height; ky++)
                        {
                            ref float xk = ref Unsafe.Add(ref Unsafe.Add(ref xp, ky * down), c);
                            for (int kx = 0; kx < width; kx++)
                            {
                                largest = Lanes.Larger(largest, Vector512.LoadUnsafe(ref xk));
                                xk = ref Unsafe.Add(ref xk, across);
                            }
                        }

                        largest.StoreUnsafe(ref yp, c);
                    }

                    yp = ref Unsafe.Add(ref yp, stride);
                }
            }
        }
    }

    /// <summary><c>y = mean of each window</c></summary>
    /// <param name="windows">The windows.</param>
    /// <param name="x">The values.</param>
    /// <param name="y">A pixel for each window.</param>
    /// <param name="samples">The samples.</param>
    [MethodImpl(Optimized)]
    public static void Mean(Windows windows, PixelView x, PixelView y, int samples)
    {
        (int stride, nuint channels) = (x.PixelStride, (nuint)x.PixelStride);
        for (int sample = 0; sample < samples; sample++)
        {
            for (int line = 0; line < y.Height; line++)
            {
                (int top, int height, int lines) = windows.Lines(line, x.Height);
                ref float xl = ref x.Line(sample, top);
                ref float yp = ref y.Line(sample, line);
                for (int pixel = 0; pixel < y.Width; pixel++)
                {
                    (int left, int width, int pixels) = windows.Pixels(pixel, x.Width);
                    Vector512<float> count = Vector512.Create((float)(lines * pixels));
                    ref float xp = ref Unsafe.Add(ref xl, left * stride);
                    for (nuint c = 0; c < channels; c += Lanes.Count)
                    {
                        Vector512<float> sum = Vector512<float>.Zero;
                        for (int ky = 0; ky < height; ky++)
                        {
                            ref float xk = ref Unsafe.Add(ref Unsafe.Add(ref xp, ky * x.LineStride), c);
                            for (int kx = 0; kx < width; kx++)
                            {
                                sum += Vector512.LoadUnsafe(ref xk);
                                xk = ref Unsafe.Add(ref xk, stride);
                            }
                        }

                        (sum / count).StoreUnsafe(ref yp, c);
                    }

                    yp = ref Unsafe.Add(ref yp, stride);
                }
            }
        }
    }

    /// <summary>The gradient of the largest: <c>dx = dy where x is the first largest</c>. Each window adds what it gives.</summary>
    /// <param name="windows">The windows.</param>
    /// <param name="x">The values.</param>
    /// <param name="y">The largest of each window.</param>
    /// <param name="dy">The gradient of y.</param>
    /// <param name="dx">The gradient of x, zero everywhere.</param>
    /// <param name="samples">The samples.</param>
    [MethodImpl(Optimized)]
    public static void LargestGradient(Windows windows, PixelView x, PixelView y, PixelView dy, PixelView dx, int samples)
    {
        if (windows.AreHalves(x, y))
        {
            LargestGradientOfHalves(x, y, dy, dx, samples);
            return;
        }

        (int stride, nuint channels) = (x.PixelStride, (nuint)x.PixelStride);
        (int down, int downGradient, int across) = (windows.DilationHeight * x.LineStride, windows.DilationHeight * dx.LineStride, windows.DilationWidth * stride);
        for (int sample = 0; sample < samples; sample++)
        {
            for (int line = 0; line < y.Height; line++)
            {
                (int top, int height, _) = windows.Lines(line, x.Height);
                ref float yp = ref y.Line(sample, line);
                ref float dyp = ref dy.Line(sample, line);
                for (int pixel = 0; pixel < y.Width; pixel++)
                {
                    (int left, int width, _) = windows.Pixels(pixel, x.Width);
                    ref float xp = ref Unsafe.Add(ref x.Line(sample, top), left * stride);
                    ref float dxp = ref Unsafe.Add(ref dx.Line(sample, top), left * stride);
                    for (nuint c = 0; c < channels; c += Lanes.Count)
                    {
                        Vector512<float> largest = Vector512.LoadUnsafe(ref yp, c);
                        Vector512<float> rest = Vector512.LoadUnsafe(ref dyp, c);
                        for (int ky = 0; ky < height; ky++)
                        {
                            ref float xk = ref Unsafe.Add(ref Unsafe.Add(ref xp, ky * down), c);
                            ref float dxk = ref Unsafe.Add(ref Unsafe.Add(ref dxp, ky * downGradient), c);
                            for (int kx = 0; kx < width; kx++)
                            {
                                Vector512<float> isLargest = Vector512.Equals(Vector512.LoadUnsafe(ref xk), largest);
                                (Vector512.LoadUnsafe(ref dxk) + Vector512.ConditionalSelect(isLargest, rest, Vector512<float>.Zero)).StoreUnsafe(ref dxk);
                                rest = Vector512.ConditionalSelect(isLargest, Vector512<float>.Zero, rest);
                                xk = ref Unsafe.Add(ref xk, across);
                                dxk = ref Unsafe.Add(ref dxk, across);
                            }
                        }
                    }

                    yp = ref Unsafe.Add(ref yp, stride);
                    dyp = ref Unsafe.Add(ref dyp, stride);
                }
            }
        }
    }

    /// <summary>The gradient of a mean: each value of a window has the same part of dy. Each window adds what it gives.</summary>
    /// <param name="windows">The windows.</param>
    /// <param name="dy">The gradient of the means.</param>
    /// <param name="dx">The gradient of the values, zero everywhere.</param>
    /// <param name="samples">The samples.</param>
    [MethodImpl(Optimized)]
    public static void MeanGradient(Windows windows, PixelView dy, PixelView dx, int samples)
    {
        (int stride, nuint channels) = (dx.PixelStride, (nuint)dx.PixelStride);
        for (int sample = 0; sample < samples; sample++)
        {
            for (int line = 0; line < dy.Height; line++)
            {
                (int top, int height, int lines) = windows.Lines(line, dx.Height);
                ref float dyp = ref dy.Line(sample, line);
                for (int pixel = 0; pixel < dy.Width; pixel++)
                {
                    (int left, int width, int pixels) = windows.Pixels(pixel, dx.Width);
                    Vector512<float> count = Vector512.Create((float)(lines * pixels));
                    ref float dxp = ref Unsafe.Add(ref dx.Line(sample, top), left * stride);
                    for (nuint c = 0; c < channels; c += Lanes.Count)
                    {
                        Vector512<float> part = Vector512.LoadUnsafe(ref dyp, c) / count;
                        for (int ky = 0; ky < height; ky++)
                        {
                            ref float dxk = ref Unsafe.Add(ref Unsafe.Add(ref dxp, ky * dx.LineStride), c);
                            for (int kx = 0; kx < width; kx++)
                            {
                                (Vector512.LoadUnsafe(ref dxk) + part).StoreUnsafe(ref dxk);
                                dxk = ref Unsafe.Add(ref dxk, stride);
                            }
                        }
                    }

                    dyp = ref Unsafe.Add(ref dyp, stride);
                }
            }
        }
    }

    // Windows of 2 x 2 pixels side by side, by far the most common ones: each is within the image, and no two of them share a pixel.
    [MethodImpl(Optimized)]
    private static void LargestOfHalves(PixelView x, PixelView y, int samples)
    {
        (int stride, nuint channels) = (x.PixelStride, (nuint)x.PixelStride);
        for (int sample = 0; sample < samples; sample++)
        {
            for (int line = 0; line < y.Height; line++)
            {
                ref float upper = ref x.Line(sample, 2 * line);
                ref float lower = ref Unsafe.Add(ref upper, x.LineStride);
                ref float yp = ref y.Line(sample, line);
                for (int pixel = 0; pixel < y.Width; pixel++)
                {
                    for (nuint c = 0; c < channels; c += Lanes.Count)
                    {
                        Vector512<float> largest = Lanes.Larger(Vector512.Create(float.NegativeInfinity), Vector512.LoadUnsafe(ref upper, c));
                        largest = Lanes.Larger(largest, Vector512.LoadUnsafe(ref upper, c + channels));
                        largest = Lanes.Larger(largest, Vector512.LoadUnsafe(ref lower, c));
                        Lanes.Larger(largest, Vector512.LoadUnsafe(ref lower, c + channels)).StoreUnsafe(ref yp, c);
                    }

                    upper = ref Unsafe.Add(ref upper, 2 * stride);
                    lower = ref Unsafe.Add(ref lower, 2 * stride);
                    yp = ref Unsafe.Add(ref yp, stride);
                }
            }
        }
    }

    // Each pixel gets from one window only what others add to zero: the same bits, without reading it.
    [MethodImpl(Optimized)]
    private static void LargestGradientOfHalves(PixelView x, PixelView y, PixelView dy, PixelView dx, int samples)
    {
        (int stride, nuint channels) = (x.PixelStride, (nuint)x.PixelStride);
        for (int sample = 0; sample < samples; sample++)
        {
            for (int line = 0; line < y.Height; line++)
            {
                ref float upper = ref x.Line(sample, 2 * line);
                ref float lower = ref Unsafe.Add(ref upper, x.LineStride);
                ref float upperGradient = ref dx.Line(sample, 2 * line);
                ref float lowerGradient = ref Unsafe.Add(ref upperGradient, dx.LineStride);
                ref float yp = ref y.Line(sample, line);
                ref float dyp = ref dy.Line(sample, line);
                for (int pixel = 0; pixel < y.Width; pixel++)
                {
                    for (nuint c = 0; c < channels; c += Lanes.Count)
                    {
                        Vector512<float> largest = Vector512.LoadUnsafe(ref yp, c);
                        Vector512<float> rest = Vector512.LoadUnsafe(ref dyp, c);
                        rest = Give(ref upper, ref upperGradient, c, largest, rest);
                        rest = Give(ref upper, ref upperGradient, c + channels, largest, rest);
                        rest = Give(ref lower, ref lowerGradient, c, largest, rest);
                        Give(ref lower, ref lowerGradient, c + channels, largest, rest);
                    }

                    upper = ref Unsafe.Add(ref upper, 2 * stride);
                    lower = ref Unsafe.Add(ref lower, 2 * stride);
                    upperGradient = ref Unsafe.Add(ref upperGradient, 2 * stride);
                    lowerGradient = ref Unsafe.Add(ref lowerGradient, 2 * stride);
                    yp = ref Unsafe.Add(ref yp, stride);
                    dyp = ref Unsafe.Add(ref dyp, stride);
                }
            }
        }
    }

    // What is left of a gradient goes to a pixel where it is the largest; what is left behind that.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector512<float> Give(ref float x, ref float dx, nuint c, Vector512<float> largest, Vector512<float> rest)
    {
        Vector512<float> isLargest = Vector512.Equals(Vector512.LoadUnsafe(ref x, c), largest);
        (Vector512<float>.Zero + Vector512.ConditionalSelect(isLargest, rest, Vector512<float>.Zero)).StoreUnsafe(ref dx, c);
        return Vector512.ConditionalSelect(isLargest, Vector512<float>.Zero, rest);
    }
}
