using System.ComponentModel;
using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace StaticNet.Kernels;

/// <summary>Loops over values that are computed one by one. They wait for memory, so that sizes are arguments; what is computed is a type, and compiled into them.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public static partial class Loops
{
    private const MethodImplOptions Optimized = MethodImplOptions.AggressiveOptimization;

    /// <summary><c>y = f(x)</c>, value by value.</summary>
    /// <typeparam name="T">What is computed.</typeparam>
    /// <param name="map">What is computed.</param>
    /// <param name="x">The operand.</param>
    /// <param name="y">The result, which may lie in place of the operand.</param>
    /// <param name="samples">The samples.</param>
    public static void Map<T>(T map, in PixelView x, in PixelView y, int samples)
        where T : struct, IMap
        => Map(map, x, x, x, y, samples);

    /// <summary><c>y = f(x, r)</c>, value by value.</summary>
    /// <typeparam name="T">What is computed.</typeparam>
    /// <param name="map">What is computed.</param>
    /// <param name="x">The first operand.</param>
    /// <param name="r">The second operand.</param>
    /// <param name="y">The result, which may lie in place of an operand.</param>
    /// <param name="samples">The samples.</param>
    public static void Map<T>(T map, in PixelView x, in PixelView r, in PixelView y, int samples)
        where T : struct, IMap
        => Map(map, x, r, x, y, samples);

    /// <summary><c>y = f(x, r, s)</c>, value by value.</summary>
    /// <typeparam name="T">What is computed.</typeparam>
    /// <param name="map">What is computed.</param>
    /// <param name="x">The first operand.</param>
    /// <param name="r">The second operand.</param>
    /// <param name="s">The third operand.</param>
    /// <param name="y">The result, which may lie in place of an operand.</param>
    /// <param name="samples">The samples.</param>
    [MethodImpl(Optimized)]
    public static void Map<T>(T map, in PixelView x, in PixelView r, in PixelView s, in PixelView y, int samples)
        where T : struct, IMap
    {
        if (x.IsDense && r.IsDense && s.IsDense && y.IsDense)
        {
            // All samples are one line.
            MapRun(map, ref x.Line(0, 0), ref r.Line(0, 0), ref s.Line(0, 0), ref y.Line(0, 0), samples * y.Height * y.Width * y.PixelStride, default);
            return;
        }

        int length = x.IsPadded && r.IsPadded && s.IsPadded && y.IsPadded ? y.Width * y.PixelStride : y.Channels;
        for (int sample = 0; sample < samples; sample++)
        {
            for (int line = 0; line < y.Height; line++)
            {
                MapRun(map, ref x.Line(sample, line), ref r.Line(sample, line), ref s.Line(sample, line), ref y.Line(sample, line), length, default);
            }
        }
    }

    /// <summary><c>y = f(scale x + shift, r)</c>, of at most two operands, with a scale and a shift for each channel, which lie in <paramref name="affines"/>.</summary>
    /// <typeparam name="T">What is computed.</typeparam>
    /// <param name="map">What is computed.</param>
    /// <param name="x">The first operand.</param>
    /// <param name="r">The second operand; the first one again where there is no second.</param>
    /// <param name="y">The result, which may lie in place of an operand.</param>
    /// <param name="affines">The scales and shifts, by vectors of channels; empty where there are none.</param>
    /// <param name="samples">The samples.</param>
    [MethodImpl(Optimized)]
    public static void Map<T>(T map, in PixelView x, in PixelView r, in PixelView y, ReadOnlySpan<ChannelAffine> affines, int samples)
        where T : struct, IMap
    {
        if (affines.IsEmpty)
        {
            Map(map, x, r, y, samples);
            return;
        }

        bool isPadded = x.IsPadded && r.IsPadded && y.IsPadded;
        for (int sample = 0; sample < samples; sample++)
        {
            for (int line = 0; line < y.Height; line++)
            {
                ref float xl = ref x.Line(sample, line);
                ref float rl = ref r.Line(sample, line);
                ref float yl = ref y.Line(sample, line);
                if (isPadded)
                {
                    MapColumns(map, ref xl, ref rl, ref yl, y.Width, y.PixelStride, affines);
                }
                else
                {
                    MapRow(map, ref xl, ref rl, ref yl, y.Channels, affines);
                }
            }
        }
    }

    /// <summary>The same for one line of pixels, whose channels are padded.</summary>
    /// <typeparam name="T">What is computed.</typeparam>
    /// <param name="map">What is computed.</param>
    /// <param name="r">The second operand; y where there is none.</param>
    /// <param name="y">The first operand, and the result.</param>
    /// <param name="width">The pixels.</param>
    /// <param name="stride">From one pixel to the next, in floats.</param>
    /// <param name="affines">The scales and shifts, by vectors of channels; empty where there are none.</param>
    [MethodImpl(Optimized)]
    public static void MapLine<T>(T map, ref float r, ref float y, int width, int stride, ReadOnlySpan<ChannelAffine> affines)
        where T : struct, IMap
    {
        if (affines.IsEmpty)
        {
            MapRun(map, ref y, ref r, ref y, ref y, width * stride, default);
        }
        else
        {
            MapColumns(map, ref y, ref r, ref y, width, stride, affines);
        }
    }

    /// <summary>The gradient of a PReLU: <c>dx = x &gt; 0 ? dy : slope dy</c>, and <c>gradient += sum of (x &gt; 0 ? 0 : x dy)</c>.</summary>
    /// <param name="x">The input.</param>
    /// <param name="dy">The gradient of the output.</param>
    /// <param name="dx">The gradient of the input, which may lie in place of dy.</param>
    /// <param name="slope">The learned slope.</param>
    /// <param name="gradient">The slope's gradient.</param>
    /// <param name="samples">The samples.</param>
    [MethodImpl(Optimized)]
    public static void SlopeGradient(PixelView x, PixelView dy, PixelView dx, float slope, ref float gradient, int samples)
    {
        Vector512<float> slopes = Vector512.Create(slope);
        Vector512<float> sum = Vector512<float>.Zero;
        int last = x.Vectors - 1;
        for (int sample = 0; sample < samples; sample++)
        {
            for (int line = 0; line < x.Height; line++)
            {
                ref float xp = ref x.Line(sample, line);
                ref float dyp = ref dy.Line(sample, line);
                ref float dxp = ref dx.Line(sample, line);
                for (int i = 0; i < x.Width * x.Vectors; i++)
                {
                    int vector = i % x.Vectors;
                    Vector512<float> xi = Lanes.Load(ref xp, x.RoomOf(vector));
                    Vector512<float> di = Lanes.Load(ref dyp, dy.RoomOf(vector));
                    Vector512<float> product = Activation.PReLUSlopeGradient(xi, di);
                    sum += vector < last ? product : Lanes.First(product, x.LanesOf(last));
                    Lanes.Store(Activation.PReLUGradient(xi, di, slopes), ref dxp, dx.RoomOf(vector));
                    xp = ref Unsafe.Add(ref xp, Lanes.Count);
                    dyp = ref Unsafe.Add(ref dyp, Lanes.Count);
                    dxp = ref Unsafe.Add(ref dxp, Lanes.Count);
                }
            }
        }

        gradient += Lanes.Fold(sum);
    }

    // A run of values.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void MapRun<T>(T map, ref float x, ref float r, ref float s, ref float y, int length, ChannelAffine affine)
        where T : struct, IMap
    {
        nuint whole = (nuint)(length & -Lanes.Count);
        nuint i = 0;
        if (whole > 0)
        {
            do
            {
                Vector512<float> second = T.Others > 0 ? Vector512.LoadUnsafe(ref r, i) : Vector512<float>.Zero;
                Vector512<float> third = T.Others > 1 ? Vector512.LoadUnsafe(ref s, i) : Vector512<float>.Zero;
                map.Apply(Vector512.LoadUnsafe(ref x, i), second, third, affine).StoreUnsafe(ref y, i);
                i += Lanes.Count;
            }
            while (i < whole);
        }

        int rest = length % Lanes.Count;
        if (rest > 0)
        {
            Vector512<float> second = T.Others > 0 ? Lanes.Load(ref Unsafe.Add(ref r, i), rest) : Vector512<float>.Zero;
            Vector512<float> third = T.Others > 1 ? Lanes.Load(ref Unsafe.Add(ref s, i), rest) : Vector512<float>.Zero;
            Lanes.Store(map.Apply(Lanes.Load(ref Unsafe.Add(ref x, i), rest), second, third, affine), ref Unsafe.Add(ref y, i), rest);
        }
    }

    // The channels of a pixel without padding.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void MapRow<T>(T map, ref float x, ref float r, ref float y, int channels, ReadOnlySpan<ChannelAffine> affines)
        where T : struct, IMap
    {
        for (int channel = 0; channel < channels; channel += Lanes.Count)
        {
            MapRun(
                map,
                ref Unsafe.Add(ref x, channel),
                ref Unsafe.Add(ref r, channel),
                ref x,
                ref Unsafe.Add(ref y, channel),
                Math.Min(Lanes.Count, channels - channel),
                affines[channel / Lanes.Count]);
        }
    }

    // The pixels of a line, a vector of channels after the other: its scale and shift stay in registers.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void MapColumns<T>(T map, ref float x, ref float r, ref float y, int width, int stride, ReadOnlySpan<ChannelAffine> affines)
        where T : struct, IMap
    {
        nuint length = (nuint)(width * stride);
        for (nuint channel = 0; channel < (nuint)stride; channel += Lanes.Count)
        {
            ChannelAffine affine = affines[(int)(channel / Lanes.Count)];
            nuint i = channel;
            do
            {
                Vector512<float> second = T.Others > 0 ? Vector512.LoadUnsafe(ref r, i) : Vector512<float>.Zero;
                map.Apply(Vector512.LoadUnsafe(ref x, i), second, Vector512<float>.Zero, affine).StoreUnsafe(ref y, i);
                i += (nuint)stride;
            }
            while (i < length);
        }
    }
}
