using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace StaticNet.Kernels;

/// <content>Channels that are put together and taken apart.</content>
public static partial class Loops
{
    /// <summary>Writes the channels of x into those of y from one on. Up to 15 channels behind them, which y has, become zero: what lies there is written later.</summary>
    /// <param name="x">The values.</param>
    /// <param name="y">Values of more channels.</param>
    /// <param name="channel">The channel of y that the first one of x becomes.</param>
    /// <param name="samples">The samples.</param>
    [MethodImpl(Optimized)]
    public static void Insert(in PixelView x, in PixelView y, int channel, int samples)
    {
        int lanes = x.LanesOf(x.Vectors - 1), xRoom = x.RoomOf(x.Vectors - 1);
        nuint last = (nuint)((x.Vectors - 1) * Lanes.Count);
        bool fits = channel + (x.Vectors * Lanes.Count) <= (y.IsPadded ? y.PixelStride : y.Channels);
        (nint xStride, nint yStride, int width) = (x.PixelStride, y.PixelStride, x.Width);
        for (int sample = 0; sample < samples; sample++)
        {
            for (int line = 0; line < x.Height; line++)
            {
                ref float xp = ref x.Line(sample, line);
                ref float yp = ref Unsafe.Add(ref y.Line(sample, line), channel);
                for (int pixel = 0; pixel < width; pixel++)
                {
                    for (nuint c = 0; c < last; c += Lanes.Count)
                    {
                        Vector512.LoadUnsafe(ref xp, c).StoreUnsafe(ref yp, c);
                    }

                    if (fits && xRoom == Lanes.Count)
                    {
                        Lanes.First(Vector512.LoadUnsafe(ref xp, last), lanes).StoreUnsafe(ref yp, last);
                    }
                    else
                    {
                        Lanes.Store(Lanes.Load(ref Unsafe.Add(ref xp, last), lanes), ref Unsafe.Add(ref yp, last), lanes);
                    }

                    xp = ref Unsafe.Add(ref xp, xStride);
                    yp = ref Unsafe.Add(ref yp, yStride);
                }
            }
        }
    }

    /// <summary>The channels of x between channels of zeros.</summary>
    /// <param name="x">The values.</param>
    /// <param name="y">Values of more channels.</param>
    /// <param name="channel">The channel of y that the first one of x becomes.</param>
    /// <param name="samples">The samples.</param>
    [MethodImpl(Optimized)]
    public static void Pad(in PixelView x, in PixelView y, int channel, int samples)
    {
        if (y.IsDense)
        {
            Lanes.Clear(ref y.Line(0, 0), samples * y.Height * y.Width * y.PixelStride);
        }
        else
        {
            int length = y.IsPadded ? y.Width * y.PixelStride : y.Channels;
            for (int line = 0; line < samples * y.Height; line++)
            {
                Lanes.Clear(ref y.Line(line / y.Height, line % y.Height), length);
            }
        }

        Insert(x, y, channel, samples);
    }

    /// <summary>Some of the channels of x.</summary>
    /// <param name="x">The values.</param>
    /// <param name="y">Values of fewer channels.</param>
    /// <param name="channel">The channel of x that becomes the first one of y.</param>
    /// <param name="samples">The samples.</param>
    [MethodImpl(Optimized)]
    public static void Extract(in PixelView x, in PixelView y, int channel, int samples)
    {
        int lanes = y.LanesOf(y.Vectors - 1);
        nuint last = (nuint)((y.Vectors - 1) * Lanes.Count);
        bool fits = channel + (y.Vectors * Lanes.Count) <= (x.IsPadded ? x.PixelStride : x.Channels);
        bool isWhole = y.RoomOf(y.Vectors - 1) == Lanes.Count;
        (nint xStride, nint yStride, int width) = (x.PixelStride, y.PixelStride, y.Width);
        for (int sample = 0; sample < samples; sample++)
        {
            for (int line = 0; line < y.Height; line++)
            {
                ref float xp = ref Unsafe.Add(ref x.Line(sample, line), channel);
                ref float yp = ref y.Line(sample, line);
                for (int pixel = 0; pixel < width; pixel++)
                {
                    for (nuint c = 0; c < last; c += Lanes.Count)
                    {
                        Vector512.LoadUnsafe(ref xp, c).StoreUnsafe(ref yp, c);
                    }

                    Vector512<float> end = fits ? Vector512.LoadUnsafe(ref xp, last) : Lanes.Load(ref Unsafe.Add(ref xp, last), lanes);
                    if (isWhole)
                    {
                        end.StoreUnsafe(ref yp, last);
                    }
                    else
                    {
                        Lanes.Store(end, ref Unsafe.Add(ref yp, last), lanes);
                    }

                    xp = ref Unsafe.Add(ref xp, xStride);
                    yp = ref Unsafe.Add(ref yp, yStride);
                }
            }
        }
    }
}
