using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace StaticNet.Kernels;

/// <content>Sums and means over pixels and samples. Their order follows from the shape alone.</content>
public static partial class Loops
{
    /// <summary><c>gradient += sum over samples of dy</c>, in the order of the samples: the gradient of a bias of features.</summary>
    /// <param name="dy">The rows, a pixel each.</param>
    /// <param name="gradient">A row, padded with zeros.</param>
    /// <param name="samples">The samples.</param>
    [MethodImpl(Optimized)]
    public static void SumSamples(PixelView dy, ref float gradient, int samples)
    {
        int vector = 0;

        // Four sums at a time: an addition takes four cycles.
        for (; vector + 4 < dy.Vectors; vector += 4)
        {
            ref float g = ref Unsafe.Add(ref gradient, vector * Lanes.Count);
            Vector512<float> s0 = Vector512.LoadUnsafe(ref g), s1 = Vector512.LoadUnsafe(ref g, 16);
            Vector512<float> s2 = Vector512.LoadUnsafe(ref g, 32), s3 = Vector512.LoadUnsafe(ref g, 48);
            for (int sample = 0; sample < samples; sample++)
            {
                ref float row = ref Unsafe.Add(ref dy.Line(sample, 0), vector * Lanes.Count);
                s0 += Vector512.LoadUnsafe(ref row);
                s1 += Vector512.LoadUnsafe(ref row, 16);
                s2 += Vector512.LoadUnsafe(ref row, 32);
                s3 += Vector512.LoadUnsafe(ref row, 48);
            }

            s0.StoreUnsafe(ref g);
            s1.StoreUnsafe(ref g, 16);
            s2.StoreUnsafe(ref g, 32);
            s3.StoreUnsafe(ref g, 48);
        }

        for (; vector < dy.Vectors; vector++)
        {
            ref float g = ref Unsafe.Add(ref gradient, vector * Lanes.Count);
            Vector512<float> sum = Vector512.LoadUnsafe(ref g);
            for (int sample = 0; sample < samples; sample++)
            {
                ref float row = ref Unsafe.Add(ref dy.Line(sample, 0), vector * Lanes.Count);
                sum += Lanes.First(Lanes.Load(ref row, dy.RoomOf(vector)), dy.LanesOf(vector));
            }

            sum.StoreUnsafe(ref g);
        }
    }

    /// <summary>
    /// <c>gradient += sum over samples of the sum over pixels of dy</c>, channel by channel: the gradient of a convolution's bias. A sample's sum runs in the
    /// order of lines and pixels, pixel p of a line in partial sum p modulo their number; then it is added.
    /// </summary>
    /// <param name="dy">The values.</param>
    /// <param name="gradient">A row of channels, padded with zeros.</param>
    /// <param name="partials">The partial sums: 1, 2 or 4.</param>
    /// <param name="samples">The samples.</param>
    [MethodImpl(Optimized)]
    public static void SumPixels(PixelView dy, ref float gradient, int partials, int samples)
    {
        int stride = dy.PixelStride;
        for (int sample = 0; sample < samples; sample++)
        {
            for (int vector = 0; vector < dy.Vectors; vector++)
            {
                Vector512<float> s0 = Vector512<float>.Zero, s1 = s0, s2 = s0, s3 = s0;
                for (int line = 0; line < dy.Height; line++)
                {
                    ref float p = ref Unsafe.Add(ref dy.Line(sample, line), vector * Lanes.Count);
                    int pixel = 0;
                    for (; partials == 4 && pixel + 4 <= dy.Width; pixel += 4)
                    {
                        s0 += Vector512.LoadUnsafe(ref p);
                        s1 += Vector512.LoadUnsafe(ref p, (nuint)stride);
                        s2 += Vector512.LoadUnsafe(ref p, (nuint)(2 * stride));
                        s3 += Vector512.LoadUnsafe(ref p, (nuint)(3 * stride));
                        p = ref Unsafe.Add(ref p, 4 * stride);
                    }

                    for (; pixel < dy.Width; pixel++)
                    {
                        Vector512<float> value = Vector512.LoadUnsafe(ref p);
                        switch (pixel & (partials - 1))
                        {
                            case 0:
                                s0 += value;
                                break;
                            case 1:
                                s1 += value;
                                break;
                            case 2:
                                s2 += value;
                                break;
                            default:
                                s3 += value;
                                break;
                        }

                        p = ref Unsafe.Add(ref p, stride);
                    }
                }

                // The halves are added one after the other where all lanes hold channels.
                (Vector512<float> a, Vector512<float> b) = partials == 4 ? (s0 + s1, s2 + s3) : (s0, s1);
                ref float g = ref Unsafe.Add(ref gradient, vector * Lanes.Count);
                Vector512<float> before = Vector512.LoadUnsafe(ref g);
                int lanes = dy.LanesOf(vector);
                Vector512<float> after = partials == 1 ? before + Lanes.First(a, lanes) : lanes == Lanes.Count ? before + a + b : before + Lanes.First(a + b, lanes);
                after.StoreUnsafe(ref g);
            }
        }
    }

    /// <summary><c>y = mean over the pixels of x</c>, channel by channel: the sums of the lines, one after another.</summary>
    /// <param name="x">The values.</param>
    /// <param name="y">The means, a pixel for each sample.</param>
    /// <param name="samples">The samples.</param>
    [MethodImpl(Optimized)]
    public static void MeanOfPixels(PixelView x, PixelView y, int samples)
    {
        Vector512<float> count = Vector512.Create((float)(x.Height * x.Width));
        for (int sample = 0; sample < samples; sample++)
        {
            for (int vector = 0; vector < x.Vectors; vector++)
            {
                Vector512<float> sum = Vector512<float>.Zero;
                for (int line = 0; line < x.Height; line++)
                {
                    sum += SumOfLine(ref Unsafe.Add(ref x.Line(sample, line), vector * Lanes.Count), x.Width, x.PixelStride);
                }

                Lanes.Store(sum / count, ref Unsafe.Add(ref y.Line(sample, 0), vector * Lanes.Count), y.RoomOf(vector));
            }
        }
    }

    // Four sums, of every fourth pixel each: a single one of many pixels would round a thousand times, and wait for each addition.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector512<float> SumOfLine(ref float p, int width, int stride)
    {
        Vector512<float> s0 = Vector512<float>.Zero, s1 = s0, s2 = s0, s3 = s0;
        int pixel = 0;
        for (; pixel + 4 <= width; pixel += 4)
        {
            s0 += Vector512.LoadUnsafe(ref p);
            s1 += Vector512.LoadUnsafe(ref p, (nuint)stride);
            s2 += Vector512.LoadUnsafe(ref p, (nuint)(2 * stride));
            s3 += Vector512.LoadUnsafe(ref p, (nuint)(3 * stride));
            p = ref Unsafe.Add(ref p, 4 * stride);
        }

        for (; pixel < width; pixel++)
        {
            s0 += Vector512.LoadUnsafe(ref p);
            p = ref Unsafe.Add(ref p, stride);
        }

        return (s0 + s1) + (s2 + s3);
    }

    /// <summary>The gradient of a mean over pixels: each has the same part of dy.</summary>
    /// <param name="dy">The gradient of the means, a pixel for each sample.</param>
    /// <param name="dx">The gradient of the values.</param>
    /// <param name="samples">The samples.</param>
    [MethodImpl(Optimized)]
    public static void MeanOfPixelsGradient(PixelView dy, PixelView dx, int samples)
    {
        Vector512<float> count = Vector512.Create((float)(dx.Height * dx.Width));
        for (int sample = 0; sample < samples; sample++)
        {
            for (int vector = 0; vector < dx.Vectors; vector++)
            {
                Vector512<float> part = Lanes.Load(ref Unsafe.Add(ref dy.Line(sample, 0), vector * Lanes.Count), dy.RoomOf(vector)) / count;
                for (int line = 0; line < dx.Height; line++)
                {
                    ref float p = ref Unsafe.Add(ref dx.Line(sample, line), vector * Lanes.Count);
                    for (int pixel = 0; pixel < dx.Width; pixel++)
                    {
                        part.StoreUnsafe(ref p);
                        p = ref Unsafe.Add(ref p, dx.PixelStride);
                    }
                }
            }
        }
    }

    /// <summary><c>y = the largest of the pixels of x</c>, channel by channel; a NaN where one is.</summary>
    /// <param name="x">The values.</param>
    /// <param name="y">The largest, a pixel for each sample.</param>
    /// <param name="samples">The samples.</param>
    [MethodImpl(Optimized)]
    public static void LargestOfPixels(PixelView x, PixelView y, int samples)
    {
        for (int sample = 0; sample < samples; sample++)
        {
            for (int vector = 0; vector < x.Vectors; vector++)
            {
                Vector512<float> largest = Vector512.Create(float.NegativeInfinity);
                for (int line = 0; line < x.Height; line++)
                {
                    ref float p = ref Unsafe.Add(ref x.Line(sample, line), vector * Lanes.Count);
                    for (int pixel = 0; pixel < x.Width; pixel++)
                    {
                        largest = Lanes.Larger(largest, Vector512.LoadUnsafe(ref p));
                        p = ref Unsafe.Add(ref p, x.PixelStride);
                    }
                }

                Lanes.Store(largest, ref Unsafe.Add(ref y.Line(sample, 0), vector * Lanes.Count), y.RoomOf(vector));
            }
        }
    }

    /// <summary>The gradient of the largest pixels: dy where x is the first largest, else 0.</summary>
    /// <param name="x">The values.</param>
    /// <param name="y">The largest, a pixel for each sample.</param>
    /// <param name="dy">The gradient of y.</param>
    /// <param name="dx">The gradient of x.</param>
    /// <param name="samples">The samples.</param>
    [MethodImpl(Optimized)]
    public static void LargestOfPixelsGradient(PixelView x, PixelView y, PixelView dy, PixelView dx, int samples)
    {
        for (int sample = 0; sample < samples; sample++)
        {
            for (int vector = 0; vector < x.Vectors; vector++)
            {
                int channel = vector * Lanes.Count;
                Vector512<float> largest = Lanes.Load(ref Unsafe.Add(ref y.Line(sample, 0), channel), y.RoomOf(vector));
                Vector512<float> rest = Lanes.Load(ref Unsafe.Add(ref dy.Line(sample, 0), channel), dy.RoomOf(vector));
                for (int line = 0; line < x.Height; line++)
                {
                    ref float xp = ref Unsafe.Add(ref x.Line(sample, line), channel);
                    ref float dxp = ref Unsafe.Add(ref dx.Line(sample, line), channel);
                    for (int pixel = 0; pixel < x.Width; pixel++)
                    {
                        Vector512<float> isLargest = Vector512.Equals(Vector512.LoadUnsafe(ref xp), largest);
                        Vector512.ConditionalSelect(isLargest, rest, Vector512<float>.Zero).StoreUnsafe(ref dxp);
                        rest = Vector512.ConditionalSelect(isLargest, Vector512<float>.Zero, rest);
                        xp = ref Unsafe.Add(ref xp, x.PixelStride);
                        dxp = ref Unsafe.Add(ref dxp, dx.PixelStride);
                    }
                }
            }
        }
    }
}
