using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace StaticNet.Kernels;

/// <content>Conversion from pixel by pixel, the layout of kernels, to channel by channel, the layout of callers, and back: four pixels at a time.</content>
public readonly ref partial struct PixelView
{
    private const int Group = 4;

    /// <summary>Writes the values channel by channel, the lines of a channel without a gap.</summary>
    /// <param name="channels">Where the first channel of the first sample goes.</param>
    /// <param name="stride">From one sample to the next there, in floats.</param>
    /// <param name="samples">The samples.</param>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public void CopyTo(ref float channels, int stride, int samples)
    {
        (int lines, int pixels) = Lines();
        for (int sample = 0; sample < samples; sample++)
        {
            for (int line = 0; line < lines; line++)
            {
                ToChannels(ref Line(sample, line), ref Unsafe.Add(ref channels, ((nint)sample * stride) + (line * pixels)), pixels);
            }
        }
    }

    /// <summary>Reads the values channel by channel, the lines of a channel without a gap.</summary>
    /// <param name="channels">The first channel of the first sample there.</param>
    /// <param name="stride">From one sample to the next there, in floats.</param>
    /// <param name="samples">The samples.</param>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public void CopyFrom(ref float channels, int stride, int samples)
    {
        (int lines, int pixels) = Lines();
        for (int sample = 0; sample < samples; sample++)
        {
            for (int line = 0; line < lines; line++)
            {
                ToPixels(ref Unsafe.Add(ref channels, ((nint)sample * stride) + (line * pixels)), ref Line(sample, line), pixels);
            }
        }
    }

    // Without a border all lines are one.
    private (int Lines, int Pixels) Lines() => _lineStride == Width * PixelStride ? (1, Height * Width) : (Height, Width);

    private void ToChannels(ref float from, ref float to, int pixels)
    {
        int plane = Height * Width;
        if (pixels < Group)
        {
            for (int pixel = 0; pixel < pixels; pixel++)
            {
                for (int c = 0; c < Channels; c++)
                {
                    Unsafe.Add(ref to, (c * plane) + pixel) = Unsafe.Add(ref from, (pixel * PixelStride) + c);
                }
            }

            return;
        }

        int room = PixelStride;
        for (int next = 0; next < pixels; next += Group)
        {
            // The last group overlaps the one before it.
            int pixel = Math.Min(next, pixels - Group);
            ref float x = ref Unsafe.Add(ref from, pixel * room);
            ref float y = ref Unsafe.Add(ref to, pixel);
            for (int c = 0; c < Channels; c += Lanes.Count)
            {
                Lanes.TransposeFour(
                    Vector512.LoadUnsafe(ref x, (nuint)c),
                    Vector512.LoadUnsafe(ref x, (nuint)(room + c)),
                    Vector512.LoadUnsafe(ref x, (nuint)((2 * room) + c)),
                    Vector512.LoadUnsafe(ref x, (nuint)((3 * room) + c)),
                    out Vector512<float> r0, out Vector512<float> r1, out Vector512<float> r2, out Vector512<float> r3);
                int left = Channels - c;
                StoreFour(r0.GetLower().GetLower(), r1.GetLower().GetLower(), r2.GetLower().GetLower(), r3.GetLower().GetLower(), ref y, plane, left);
                StoreFour(r0.GetLower().GetUpper(), r1.GetLower().GetUpper(), r2.GetLower().GetUpper(), r3.GetLower().GetUpper(), ref Unsafe.Add(ref y, 4 * plane), plane, left - 4);
                StoreFour(r0.GetUpper().GetLower(), r1.GetUpper().GetLower(), r2.GetUpper().GetLower(), r3.GetUpper().GetLower(), ref Unsafe.Add(ref y, 8 * plane), plane, left - 8);
                StoreFour(r0.GetUpper().GetUpper(), r1.GetUpper().GetUpper(), r2.GetUpper().GetUpper(), r3.GetUpper().GetUpper(), ref Unsafe.Add(ref y, 12 * plane), plane, left - 12);
                y = ref Unsafe.Add(ref y, Lanes.Count * plane);
            }
        }
    }

    private void ToPixels(ref float from, ref float to, int pixels)
    {
        int plane = Height * Width;
        if (pixels < Group)
        {
            for (int pixel = 0; pixel < pixels; pixel++)
            {
                for (int c = 0; c < Channels; c++)
                {
                    Unsafe.Add(ref to, (pixel * PixelStride) + c) = Unsafe.Add(ref from, (c * plane) + pixel);
                }
            }

            return;
        }

        int room = PixelStride;
        for (int next = 0; next < pixels; next += Group)
        {
            int pixel = Math.Min(next, pixels - Group);
            ref float x = ref Unsafe.Add(ref from, pixel);
            ref float y = ref Unsafe.Add(ref to, pixel * room);
            for (int c = 0; c < Channels; c += Lanes.Count)
            {
                int left = Channels - c;
                Lanes.TransposeFour(
                    LoadFour(ref x, plane, left),
                    LoadFour(ref Unsafe.Add(ref x, plane), plane, left - 1),
                    LoadFour(ref Unsafe.Add(ref x, 2 * plane), plane, left - 2),
                    LoadFour(ref Unsafe.Add(ref x, 3 * plane), plane, left - 3),
                    out Vector512<float> p0, out Vector512<float> p1, out Vector512<float> p2, out Vector512<float> p3);
                p0.StoreUnsafe(ref y, (nuint)c);
                p1.StoreUnsafe(ref y, (nuint)(room + c));
                p2.StoreUnsafe(ref y, (nuint)((2 * room) + c));
                p3.StoreUnsafe(ref y, (nuint)((3 * room) + c));
                x = ref Unsafe.Add(ref x, Lanes.Count * plane);
            }
        }
    }

    // Four pixels each of up to four channels.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void StoreFour(Vector128<float> a, Vector128<float> b, Vector128<float> c, Vector128<float> d, ref float y, int plane, int channels)
    {
        if (channels > 0)
        {
            a.StoreUnsafe(ref y);
        }

        if (channels > 1)
        {
            b.StoreUnsafe(ref Unsafe.Add(ref y, plane));
        }

        if (channels > 2)
        {
            c.StoreUnsafe(ref Unsafe.Add(ref y, 2 * plane));
        }

        if (channels > 3)
        {
            d.StoreUnsafe(ref Unsafe.Add(ref y, 3 * plane));
        }
    }

    // Four pixels each of every fourth channel, zeros for missing channels.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector512<float> LoadFour(ref float x, int plane, int channels)
        => Lanes.Join(
            Vector256.Create(LoadFour(ref x, channels), LoadFour(ref Unsafe.Add(ref x, 4 * plane), channels - 4)),
            Vector256.Create(LoadFour(ref Unsafe.Add(ref x, 8 * plane), channels - 8), LoadFour(ref Unsafe.Add(ref x, 12 * plane), channels - 12)));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector128<float> LoadFour(ref float x, int channels) => channels > 0 ? Vector128.LoadUnsafe(ref x) : Vector128<float>.Zero;
}
