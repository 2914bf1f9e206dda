using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace StaticNet.Kernels;

/// <content>Images whose lines and pixels are those of another image: padded, cut, repeated, interpolated.</content>
public static partial class Loops
{
    /// <summary><c>y = (1 - v) ((1 - u) x + u x') + v (...)</c>: each pixel of y from one, two or four of x.</summary>
    /// <param name="lines">Which lines of x those of y are made of.</param>
    /// <param name="pixels">Which pixels of a line.</param>
    /// <param name="x">The values.</param>
    /// <param name="y">Values of as many channels.</param>
    /// <param name="samples">The samples.</param>
    [MethodImpl(Optimized)]
    public static void Resample(in AxisMap lines, in AxisMap pixels, in PixelView x, in PixelView y, int samples)
    {
        (nint stride, nuint channels, int width) = (x.PixelStride, (nuint)x.PixelStride, y.Width);
        for (int sample = 0; sample < samples; sample++)
        {
            for (int line = 0; line < y.Height; line++)
            {
                AxisPoint down = lines.At(line);
                ref float yp = ref y.Line(sample, line);
                if (down.First < 0)
                {
                    Lanes.Clear(ref yp, width * y.PixelStride);
                    continue;
                }

                ref float top = ref x.Line(sample, down.First);
                ref float bottom = ref x.Line(sample, down.Second);
                Vector512<float> v = Vector512.Create(down.Weight), v1 = Vector512.Create(1 - down.Weight);
                for (int pixel = 0; pixel < width; pixel++)
                {
                    AxisPoint across = pixels.At(pixel);
                    if (across.First < 0)
                    {
                        Lanes.Clear(ref yp, x.PixelStride);
                    }
                    else
                    {
                        (nint left, nint right) = (across.First * stride, across.Second * stride);
                        ref float a = ref Unsafe.Add(ref top, left), b = ref Unsafe.Add(ref top, right);
                        ref float c = ref Unsafe.Add(ref bottom, left), d = ref Unsafe.Add(ref bottom, right);
                        Vector512<float> u = Vector512.Create(across.Weight), u1 = Vector512.Create(1 - across.Weight);
                        for (nuint i = 0; i < channels; i += Lanes.Count)
                        {
                            Vector512<float> value = Vector512.LoadUnsafe(ref a, i);
                            if (across.Weight != 0)
                            {
                                value = Vector512.FusedMultiplyAdd(u, Vector512.LoadUnsafe(ref b, i), u1 * value);
                            }

                            if (down.Weight != 0)
                            {
                                Vector512<float> below = Vector512.LoadUnsafe(ref c, i);
                                if (across.Weight != 0)
                                {
                                    below = Vector512.FusedMultiplyAdd(u, Vector512.LoadUnsafe(ref d, i), u1 * below);
                                }

                                value = Vector512.FusedMultiplyAdd(v, below, v1 * value);
                            }

                            value.StoreUnsafe(ref yp, i);
                        }
                    }

                    yp = ref Unsafe.Add(ref yp, stride);
                }
            }
        }
    }

    /// <summary>The gradient of <see cref="Resample"/>: each pixel of dy adds its parts to those of dx that y was made of, in the order of lines and pixels.</summary>
    /// <param name="lines">Which lines of x those of y are made of.</param>
    /// <param name="pixels">Which pixels of a line.</param>
    /// <param name="dy">The gradient of y.</param>
    /// <param name="dx">The gradient of x, zero everywhere.</param>
    /// <param name="samples">The samples.</param>
    [MethodImpl(Optimized)]
    public static void ResampleGradient(in AxisMap lines, in AxisMap pixels, in PixelView dy, in PixelView dx, int samples)
    {
        (nint stride, nuint channels) = (dx.PixelStride, (nuint)dx.PixelStride);
        for (int sample = 0; sample < samples; sample++)
        {
            for (int line = 0; line < dy.Height; line++)
            {
                AxisPoint down = lines.At(line);
                if (down.First < 0)
                {
                    continue;
                }

                ref float top = ref dx.Line(sample, down.First);
                ref float bottom = ref dx.Line(sample, down.Second);
                ref float dyp = ref dy.Line(sample, line);
                for (int pixel = 0; pixel < dy.Width; pixel++)
                {
                    AxisPoint across = pixels.At(pixel);
                    if (across.First >= 0)
                    {
                        (nint left, nint right) = (across.First * stride, across.Second * stride);
                        (float u, float v) = (across.Weight, down.Weight);
                        AddScaled(ref dyp, ref Unsafe.Add(ref top, left), (1 - u) * (1 - v), channels);
                        if (u != 0)
                        {
                            AddScaled(ref dyp, ref Unsafe.Add(ref top, right), u * (1 - v), channels);
                        }

                        if (v != 0)
                        {
                            AddScaled(ref dyp, ref Unsafe.Add(ref bottom, left), (1 - u) * v, channels);
                            if (u != 0)
                            {
                                AddScaled(ref dyp, ref Unsafe.Add(ref bottom, right), u * v, channels);
                            }
                        }
                    }

                    dyp = ref Unsafe.Add(ref dyp, stride);
                }
            }
        }
    }

    // What lies behind the last channel may be anything, and goes where it is anything.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void AddScaled(ref float x, ref float y, float factor, nuint channels)
    {
        Vector512<float> f = Vector512.Create(factor);
        for (nuint i = 0; i < channels; i += Lanes.Count)
        {
            Vector512.FusedMultiplyAdd(f, Vector512.LoadUnsafe(ref x, i), Vector512.LoadUnsafe(ref y, i)).StoreUnsafe(ref y, i);
        }
    }
}
