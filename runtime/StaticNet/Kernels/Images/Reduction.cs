using System.ComponentModel;
using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace StaticNet.Kernels;

/// <summary>
/// What is made of the values along one axis, and axes that are exchanged. The result has the other two axes: the first are its channels, the second its pixels; or one, which are its
/// channels. Along lines and pixels 16 channels are in the lanes; sums along channels have 16 partial sums, and those along the others one after another.
/// </summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public static class Reduction
{
    private const MethodImplOptions Optimized = MethodImplOptions.AggressiveOptimization;

    /// <summary><c>y = factor times the sum of x</c> along an axis.</summary>
    /// <param name="x">The values.</param>
    /// <param name="y">The sums.</param>
    /// <param name="axis">The axis.</param>
    /// <param name="factor">The factor.</param>
    /// <param name="samples">The samples.</param>
    [MethodImpl(Optimized)]
    public static void Sum(PixelView x, PixelView y, ReducedAxis axis, float factor, int samples)
    {
        for (int sample = 0; sample < samples; sample++)
        {
            if (axis == ReducedAxis.Channels)
            {
                for (int line = 0; line < x.Height; line++)
                {
                    for (int pixel = 0; pixel < x.Width; pixel++)
                    {
                        ref float channels = ref Pixel(x, sample, line, pixel);
                        Vector512<float> sums = Vector512<float>.Zero;
                        for (int vector = 0; vector < x.Vectors; vector++)
                        {
                            sums += Lanes.Load(ref Unsafe.Add(ref channels, vector * Lanes.Count), x.LanesOf(vector));
                        }

                        Place(x, y, sample, line, pixel) = Lanes.Fold(sums) * factor;
                    }
                }

                continue;
            }

            (int others, int count) = Extents(x, axis);
            for (int other = 0; other < others; other++)
            {
                for (int vector = 0; vector < x.Vectors; vector++)
                {
                    Vector512<float> sum = Vector512<float>.Zero;
                    for (int i = 0; i < count; i++)
                    {
                        sum += Vector512.LoadUnsafe(ref Along(x, sample, axis, other, i, vector));
                    }

                    Lanes.Store(sum * factor, ref Unsafe.Add(ref Pixel(y, sample, 0, other), vector * Lanes.Count), y.RoomOf(vector));
                }
            }
        }
    }

    /// <summary>The gradient of the sums: <c>dx = factor dy</c> at every place along the axis.</summary>
    /// <param name="dy">The gradient of the sums.</param>
    /// <param name="dx">The gradient of the values.</param>
    /// <param name="axis">The axis.</param>
    /// <param name="factor">The factor.</param>
    /// <param name="samples">The samples.</param>
    [MethodImpl(Optimized)]
    public static void SumGradient(PixelView dy, PixelView dx, ReducedAxis axis, float factor, int samples)
    {
        for (int sample = 0; sample < samples; sample++)
        {
            if (axis == ReducedAxis.Channels)
            {
                for (int line = 0; line < dx.Height; line++)
                {
                    for (int pixel = 0; pixel < dx.Width; pixel++)
                    {
                        Vector512<float> value = Vector512.Create(Place(dx, dy, sample, line, pixel) * factor);
                        for (int vector = 0; vector < dx.Vectors; vector++)
                        {
                            Lanes.Store(value, ref Unsafe.Add(ref Pixel(dx, sample, line, pixel), vector * Lanes.Count), dx.RoomOf(vector));
                        }
                    }
                }

                continue;
            }

            (int others, int count) = Extents(dx, axis);
            for (int other = 0; other < others; other++)
            {
                for (int vector = 0; vector < dx.Vectors; vector++)
                {
                    Vector512<float> value = Lanes.Load(ref Unsafe.Add(ref Pixel(dy, sample, 0, other), vector * Lanes.Count), dy.RoomOf(vector)) * factor;
                    for (int i = 0; i < count; i++)
                    {
                        value.StoreUnsafe(ref Along(dx, sample, axis, other, i, vector));
                    }
                }
            }
        }
    }

    /// <summary>The largest value of x along an axis; a NaN where one is.</summary>
    /// <param name="x">The values.</param>
    /// <param name="y">The largest.</param>
    /// <param name="axis">The axis.</param>
    /// <param name="samples">The samples.</param>
    [MethodImpl(Optimized)]
    public static void Largest(PixelView x, PixelView y, ReducedAxis axis, int samples)
    {
        for (int sample = 0; sample < samples; sample++)
        {
            if (axis == ReducedAxis.Channels)
            {
                for (int line = 0; line < x.Height; line++)
                {
                    for (int pixel = 0; pixel < x.Width; pixel++)
                    {
                        ref float channels = ref Pixel(x, sample, line, pixel);
                        float largest = channels;
                        for (int c = 1; c < x.Channels; c++)
                        {
                            float value = Unsafe.Add(ref channels, c);
                            largest = value > largest || float.IsNaN(value) ? value : largest;
                        }

                        Place(x, y, sample, line, pixel) = largest;
                    }
                }

                continue;
            }

            (int others, int count) = Extents(x, axis);
            for (int other = 0; other < others; other++)
            {
                for (int vector = 0; vector < x.Vectors; vector++)
                {
                    Vector512<float> largest = Vector512.Create(float.NegativeInfinity);
                    for (int i = 0; i < count; i++)
                    {
                        largest = Lanes.Larger(largest, Vector512.LoadUnsafe(ref Along(x, sample, axis, other, i, vector)));
                    }

                    Lanes.Store(largest, ref Unsafe.Add(ref Pixel(y, sample, 0, other), vector * Lanes.Count), y.RoomOf(vector));
                }
            }
        }
    }

    /// <summary>The gradient of the largest values: dy at the first place along the axis where x is the largest, else 0.</summary>
    /// <param name="x">The values.</param>
    /// <param name="y">The largest.</param>
    /// <param name="dy">Their gradient.</param>
    /// <param name="dx">The gradient of the values.</param>
    /// <param name="axis">The axis.</param>
    /// <param name="samples">The samples.</param>
    [MethodImpl(Optimized)]
    public static void LargestGradient(PixelView x, PixelView y, PixelView dy, PixelView dx, ReducedAxis axis, int samples)
    {
        for (int sample = 0; sample < samples; sample++)
        {
            if (axis == ReducedAxis.Channels)
            {
                for (int line = 0; line < x.Height; line++)
                {
                    for (int pixel = 0; pixel < x.Width; pixel++)
                    {
                        ref float channels = ref Pixel(x, sample, line, pixel);
                        ref float gradients = ref Pixel(dx, sample, line, pixel);
                        float largest = Place(x, y, sample, line, pixel), rest = Place(x, dy, sample, line, pixel);
                        for (int c = 0; c < x.Channels; c++)
                        {
                            bool isLargest = Unsafe.Add(ref channels, c) == largest;
                            Unsafe.Add(ref gradients, c) = isLargest ? rest : 0;
                            rest = isLargest ? 0 : rest;
                        }
                    }
                }

                continue;
            }

            (int others, int count) = Extents(x, axis);
            for (int other = 0; other < others; other++)
            {
                for (int vector = 0; vector < x.Vectors; vector++)
                {
                    Vector512<float> largest = Lanes.Load(ref Unsafe.Add(ref Pixel(y, sample, 0, other), vector * Lanes.Count), y.RoomOf(vector));
                    Vector512<float> rest = Lanes.Load(ref Unsafe.Add(ref Pixel(dy, sample, 0, other), vector * Lanes.Count), dy.RoomOf(vector));
                    for (int i = 0; i < count; i++)
                    {
                        Vector512<float> isLargest = Vector512.Equals(Vector512.LoadUnsafe(ref Along(x, sample, axis, other, i, vector)), largest);
                        Vector512.ConditionalSelect(isLargest, rest, Vector512<float>.Zero).StoreUnsafe(ref Along(dx, sample, axis, other, i, vector));
                        rest = Vector512.ConditionalSelect(isLargest, Vector512<float>.Zero, rest);
                    }
                }
            }
        }
    }

    /// <summary>Exchanges two axes, the first of which comes before the second.</summary>
    /// <param name="x">The values.</param>
    /// <param name="y">The same values, with the axes exchanged.</param>
    /// <param name="first">One axis.</param>
    /// <param name="second">The other one.</param>
    /// <param name="samples">The samples.</param>
    [MethodImpl(Optimized)]
    public static void Exchange(PixelView x, PixelView y, ReducedAxis first, ReducedAxis second, int samples)
    {
        for (int sample = 0; sample < samples; sample++)
        {
            for (int line = 0; line < x.Height; line++)
            {
                for (int pixel = 0; pixel < x.Width; pixel++)
                {
                    ref float channels = ref Pixel(x, sample, line, pixel);
                    if (first != ReducedAxis.Channels)
                    {
                        ref float to = ref Pixel(y, sample, pixel, line);
                        for (int vector = 0; vector < x.Vectors; vector++)
                        {
                            Vector512.LoadUnsafe(ref channels, (nuint)(vector * Lanes.Count)).StoreUnsafe(ref to, (nuint)(vector * Lanes.Count));
                        }

                        continue;
                    }

                    for (int c = 0; c < x.Channels; c++)
                    {
                        (int channel, int toLine, int toPixel) = second == ReducedAxis.Lines ? (line, c, pixel) : (pixel, line, c);
                        Unsafe.Add(ref Pixel(y, sample, toLine, toPixel), channel) = Unsafe.Add(ref channels, c);
                    }
                }
            }
        }
    }

    // How many others there are beside the axis, and how many values along it.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static (int Others, int Count) Extents(in PixelView x, ReducedAxis axis) => axis == ReducedAxis.Lines ? (x.Width, x.Height) : (x.Height, x.Width);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static ref float Pixel(in PixelView x, int sample, int line, int pixel) => ref Unsafe.Add(ref x.Line(sample, line), pixel * x.PixelStride);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static ref float Along(in PixelView x, int sample, ReducedAxis axis, int other, int i, int vector)
    {
        (int line, int pixel) = axis == ReducedAxis.Lines ? (i, other) : (other, i);
        return ref Unsafe.Add(ref Pixel(x, sample, line, pixel), vector * Lanes.Count);
    }

    // Where the value of a pixel's channels is: lines are the channels of the result of an image, pixels those of the result of a sequence.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static ref float Place(in PixelView x, in PixelView y, int sample, int line, int pixel)
        => ref y.Width == x.Width ? ref Unsafe.Add(ref Pixel(y, sample, 0, pixel), line) : ref Unsafe.Add(ref y.Line(sample, 0), pixel);
}
