using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace StaticNet.Kernels;

/// <content>A number for each channel, with every pixel of it. Sums run in the order of lines and pixels.</content>
public static partial class Loops
{
    /// <summary><c>y = x + g</c> with a number g for each channel.</summary>
    /// <param name="x">The values.</param>
    /// <param name="g">The numbers, a pixel for each sample.</param>
    /// <param name="y">The sums; they may lie in place of x.</param>
    /// <param name="samples">The samples.</param>
    [MethodImpl(Optimized)]
    public static void AddChannels(in PixelView x, in PixelView g, in PixelView y, int samples)
    {
        for (int sample = 0; sample < samples; sample++)
        {
            for (int vector = 0; vector < x.Vectors; vector++)
            {
                int channel = vector * Lanes.Count;
                Vector512<float> number = Lanes.Load(ref Unsafe.Add(ref g.Line(sample, 0), channel), g.RoomOf(vector));
                for (int line = 0; line < x.Height; line++)
                {
                    ref float xp = ref Unsafe.Add(ref x.Line(sample, line), channel);
                    ref float yp = ref Unsafe.Add(ref y.Line(sample, line), channel);
                    for (int pixel = 0; pixel < x.Width; pixel++)
                    {
                        (Vector512.LoadUnsafe(ref xp) + number).StoreUnsafe(ref yp);
                        xp = ref Unsafe.Add(ref xp, x.PixelStride);
                        yp = ref Unsafe.Add(ref yp, y.PixelStride);
                    }
                }
            }
        }
    }

    /// <summary><c>y = x g</c> with a number g for each channel.</summary>
    /// <param name="x">The values.</param>
    /// <param name="g">The numbers, a pixel for each sample.</param>
    /// <param name="y">The products; they may lie in place of x.</param>
    /// <param name="samples">The samples.</param>
    [MethodImpl(Optimized)]
    public static void MultiplyChannels(in PixelView x, in PixelView g, in PixelView y, int samples)
    {
        for (int sample = 0; sample < samples; sample++)
        {
            for (int vector = 0; vector < x.Vectors; vector++)
            {
                int channel = vector * Lanes.Count;
                Vector512<float> number = Lanes.Load(ref Unsafe.Add(ref g.Line(sample, 0), channel), g.RoomOf(vector));
                for (int line = 0; line < x.Height; line++)
                {
                    ref float xp = ref Unsafe.Add(ref x.Line(sample, line), channel);
                    ref float yp = ref Unsafe.Add(ref y.Line(sample, line), channel);
                    for (int pixel = 0; pixel < x.Width; pixel++)
                    {
                        (Vector512.LoadUnsafe(ref xp) * number).StoreUnsafe(ref yp);
                        xp = ref Unsafe.Add(ref xp, x.PixelStride);
                        yp = ref Unsafe.Add(ref yp, y.PixelStride);
                    }
                }
            }
        }
    }

    /// <summary><c>dg = sum over the pixels of dy</c>, channel by channel: the gradient of a number that is added to every pixel.</summary>
    /// <param name="dy">The gradients of the pixels.</param>
    /// <param name="dg">The sums, a pixel for each sample.</param>
    /// <param name="samples">The samples.</param>
    [MethodImpl(Optimized)]
    public static void SumOfPixels(in PixelView dy, in PixelView dg, int samples)
    {
        for (int sample = 0; sample < samples; sample++)
        {
            for (int vector = 0; vector < dy.Vectors; vector++)
            {
                Vector512<float> sum = Vector512<float>.Zero;
                for (int line = 0; line < dy.Height; line++)
                {
                    sum += SumOfLine(ref Unsafe.Add(ref dy.Line(sample, line), vector * Lanes.Count), dy.Width, dy.PixelStride);
                }

                Lanes.Store(sum, ref Unsafe.Add(ref dg.Line(sample, 0), vector * Lanes.Count), dg.RoomOf(vector));
            }
        }
    }

    /// <summary><c>dg = sum over the pixels of dy x</c>, channel by channel: the gradient of a number that every pixel is multiplied by.</summary>
    /// <param name="dy">The gradients of the pixels.</param>
    /// <param name="x">The values that were multiplied.</param>
    /// <param name="dg">The sums, a pixel for each sample.</param>
    /// <param name="samples">The samples.</param>
    [MethodImpl(Optimized)]
    public static void SumOfProducts(in PixelView dy, in PixelView x, in PixelView dg, int samples)
    {
        for (int sample = 0; sample < samples; sample++)
        {
            for (int vector = 0; vector < dy.Vectors; vector++)
            {
                Vector512<float> sum = Vector512<float>.Zero;
                for (int line = 0; line < dy.Height; line++)
                {
                    ref float p = ref Unsafe.Add(ref dy.Line(sample, line), vector * Lanes.Count);
                    ref float q = ref Unsafe.Add(ref x.Line(sample, line), vector * Lanes.Count);
                    Vector512<float> s0 = Vector512<float>.Zero, s1 = s0;
                    int pixel = 0;
                    for (; pixel + 2 <= dy.Width; pixel += 2)
                    {
                        s0 = Vector512.FusedMultiplyAdd(Vector512.LoadUnsafe(ref p), Vector512.LoadUnsafe(ref q), s0);
                        s1 = Vector512.FusedMultiplyAdd(Vector512.LoadUnsafe(ref p, (nuint)dy.PixelStride), Vector512.LoadUnsafe(ref q, (nuint)x.PixelStride), s1);
                        p = ref Unsafe.Add(ref p, 2 * dy.PixelStride);
                        q = ref Unsafe.Add(ref q, 2 * x.PixelStride);
                    }

                    if (pixel < dy.Width)
                    {
                        s0 = Vector512.FusedMultiplyAdd(Vector512.LoadUnsafe(ref p), Vector512.LoadUnsafe(ref q), s0);
                    }

                    sum += s0 + s1;
                }

                Lanes.Store(sum, ref Unsafe.Add(ref dg.Line(sample, 0), vector * Lanes.Count), dg.RoomOf(vector));
            }
        }
    }
}
