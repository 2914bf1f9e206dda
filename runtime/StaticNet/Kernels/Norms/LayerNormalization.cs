using System.ComponentModel;
using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace StaticNet.Kernels;

/// <summary>
/// Norms of the channels of each pixel (J. L. Ba, J. R. Kiros and G. E. Hinton, "Layer Normalization", 2016); and those without mean and bias, whose bias is a null
/// reference (B. Zhang and R. Sennrich, "Root Mean Square Layer Normalization", NeurIPS 2019). A row of features is a pixel.
/// <para>
/// The mean comes first, and the variance around it in a second pass, both over channels that are in the nearest cache by then. A sum has vector v of a row in
/// partial sum v modulo their number: 4 of at least four vectors, 2 of two or three.
/// </para>
/// </summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public static class LayerNormalization
{
    // The gradients of so many vectors of channels are summed up over all pixels before they are added to what is there.
    private const int HeldVectors = 4;

    /// <summary><c>y = f((x - mean) / sqrt(variance + epsilon) weight + bias)</c>, or <c>y = f(x / sqrt(mean of x^2 + epsilon) weight)</c>.</summary>
    /// <typeparam name="TNorm">The sizes.</typeparam>
    /// <typeparam name="TMap">What is applied to the result.</typeparam>
    /// <param name="map">What is applied to the result.</param>
    /// <param name="x">The values.</param>
    /// <param name="y">The result, which may lie in place of the values.</param>
    /// <param name="weight">A row of channels, padded.</param>
    /// <param name="bias">A row of channels, padded; a null reference where the mean is not subtracted.</param>
    /// <param name="samples">The samples.</param>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Normalize<TNorm, TMap>(TMap map, in PixelView x, in PixelView y, ref float weight, ref float bias, int samples)
        where TNorm : struct, ILayerNorm
        where TMap : struct, IMap
    {
        nuint last = Last<TNorm>();
        (int room, int yRoom) = (x.RoomOf(x.Vectors - 1), y.RoomOf(x.Vectors - 1));
        (int lines, int pixels) = (x.Height, x.Width);
        if (x.IsDense && y.IsDense)
        {
            // All samples are one line.
            (samples, lines, pixels) = (1, 1, samples * lines * pixels);
        }

        for (int sample = 0; sample < samples; sample++)
        {
            for (int line = 0; line < lines; line++)
            {
                ref float xp = ref x.Line(sample, line);
                ref float yp = ref y.Line(sample, line);
                for (int pixel = 0; pixel < pixels; pixel++)
                {
                    // The lanes behind the last channel hold anything.
                    Vector512<float> end = Load<TNorm>(ref Unsafe.Add(ref xp, last), room);
                    (Vector512<float> mean, Vector512<float> scale) = Statistics<TNorm>(ref xp, end);
                    for (nuint c = 0; c < last; c += Lanes.Count)
                    {
                        Vector512<float> value = Vector512.LoadUnsafe(ref xp, c);
                        Weighted<TNorm, TMap>(map, (value - mean) * scale, ref weight, ref bias, c).StoreUnsafe(ref yp, c);
                    }

                    end = Weighted<TNorm, TMap>(map, (end - mean) * scale, ref weight, ref bias, last);
                    Store<TNorm>(end, ref Unsafe.Add(ref yp, last), yRoom);
                    xp = ref Unsafe.Add(ref xp, last + Lanes.Count);
                    yp = ref Unsafe.Add(ref yp, last + Lanes.Count);
                }
            }
        }
    }

    /// <summary>
    /// With <c>n = (x - mean) / sqrt(variance + epsilon)</c>, taken again from x: <c>dweight += dy n</c>, <c>dbias += dy</c> and, with <c>g = dy weight</c>,
    /// <c>dx = (g - mean of g - n mean of g n) / sqrt(variance + epsilon)</c>; without the means where they are not subtracted.
    /// </summary>
    /// <typeparam name="TNorm">The sizes.</typeparam>
    /// <param name="x">The values.</param>
    /// <param name="dy">The gradient of the result.</param>
    /// <param name="dx">The gradient of the values, which may lie in place of that of the result.</param>
    /// <param name="weight">A row of channels, padded.</param>
    /// <param name="weightGradient">A row of channels, padded with zeros.</param>
    /// <param name="biasGradient">A row of channels, padded with zeros; a null reference where the mean is not subtracted.</param>
    /// <param name="samples">The samples.</param>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Gradient<TNorm>(in PixelView x, in PixelView dy, in PixelView dx, ref float weight, ref float weightGradient, ref float biasGradient, int samples)
        where TNorm : struct, ILayerNorm
    {
        nuint last = Last<TNorm>();
        (int room, int dyRoom, int dxRoom) = (x.RoomOf(x.Vectors - 1), dy.RoomOf(x.Vectors - 1), dx.RoomOf(x.Vectors - 1));
        nuint looped = last / (4 * Lanes.Count) * (4 * Lanes.Count);
        Span<float> held = stackalloc float[2 * HeldVectors * Lanes.Count];
        bool isHeld = last < HeldVectors * Lanes.Count;
        ref float weights = ref isHeld ? ref held[0] : ref weightGradient;
        ref float biases = ref isHeld ? ref held[HeldVectors * Lanes.Count] : ref biasGradient;
        (int lines, int pixels) = (x.Height, x.Width);
        if (x.IsDense && dy.IsDense && dx.IsDense)
        {
            (samples, lines, pixels) = (1, 1, samples * lines * pixels);
        }

        for (int sample = 0; sample < samples; sample++)
        {
            for (int line = 0; line < lines; line++)
            {
                ref float xp = ref x.Line(sample, line);
                ref float dyp = ref dy.Line(sample, line);
                ref float dxp = ref dx.Line(sample, line);
                for (int pixel = 0; pixel < pixels; pixel++)
                {
                    Vector512<float> end = Load<TNorm>(ref Unsafe.Add(ref xp, last), room);
                    (Vector512<float> mean, Vector512<float> scale) = Statistics<TNorm>(ref xp, end);
                    RowSum sums = default, products = default;
                    for (nuint c = 0; c < looped; c += 4 * Lanes.Count)
                    {
                        Add<TNorm>(0, c, mean, scale, ref xp, ref dyp, ref weight, ref weights, ref biases, ref sums, ref products);
                        Add<TNorm>(1, c + 16, mean, scale, ref xp, ref dyp, ref weight, ref weights, ref biases, ref sums, ref products);
                        Add<TNorm>(2, c + 32, mean, scale, ref xp, ref dyp, ref weight, ref weights, ref biases, ref sums, ref products);
                        Add<TNorm>(3, c + 48, mean, scale, ref xp, ref dyp, ref weight, ref weights, ref biases, ref sums, ref products);
                    }

                    if (looped < last)
                    {
                        Add<TNorm>(0, looped, mean, scale, ref xp, ref dyp, ref weight, ref weights, ref biases, ref sums, ref products);
                    }

                    if (looped + 16 < last)
                    {
                        Add<TNorm>(1, looped + 16, mean, scale, ref xp, ref dyp, ref weight, ref weights, ref biases, ref sums, ref products);
                    }

                    if (looped + 32 < last)
                    {
                        Add<TNorm>(2, looped + 32, mean, scale, ref xp, ref dyp, ref weight, ref weights, ref biases, ref sums, ref products);
                    }

                    Vector512<float> dEnd = Load<TNorm>(ref Unsafe.Add(ref dyp, last), dyRoom);
                    Vector512<float> nEnd = (end - mean) * scale;
                    Vector512<float> gEnd = dEnd * Vector512.LoadUnsafe(ref weight, last);
                    Add<TNorm>(
                        LastPartial<TNorm>(), First<TNorm>(dEnd), First<TNorm>(nEnd), First<TNorm>(gEnd),
                        ref weights, ref biases, last, ref sums, ref products);
                    Vector512<float> gradientMean = TNorm.IsCentered ? Vector512.Create(sums.Fold<TNorm>() / TNorm.Channels) : Vector512<float>.Zero;
                    Vector512<float> productMean = Vector512.Create(products.Fold<TNorm>() / TNorm.Channels);
                    for (nuint c = 0; c < last; c += Lanes.Count)
                    {
                        Vector512<float> g = Vector512.LoadUnsafe(ref dyp, c) * Vector512.LoadUnsafe(ref weight, c);
                        Vector512<float> n = (Vector512.LoadUnsafe(ref xp, c) - mean) * scale;
                        ((g - gradientMean - (n * productMean)) * scale).StoreUnsafe(ref dxp, c);
                    }

                    Store<TNorm>((gEnd - gradientMean - (nEnd * productMean)) * scale, ref Unsafe.Add(ref dxp, last), dxRoom);
                    xp = ref Unsafe.Add(ref xp, last + Lanes.Count);
                    dyp = ref Unsafe.Add(ref dyp, last + Lanes.Count);
                    dxp = ref Unsafe.Add(ref dxp, last + Lanes.Count);
                }
            }
        }

        for (nuint c = 0; isHeld && c <= last; c += Lanes.Count)
        {
            ref float w = ref Unsafe.Add(ref weightGradient, c);
            (Vector512.LoadUnsafe(ref w) + Vector512.LoadUnsafe(ref weights, c)).StoreUnsafe(ref w);
            if (TNorm.IsCentered)
            {
                ref float b = ref Unsafe.Add(ref biasGradient, c);
                (Vector512.LoadUnsafe(ref b) + Vector512.LoadUnsafe(ref biases, c)).StoreUnsafe(ref b);
            }
        }
    }

    // What a vector adds to the gradients of the parameters, and to the sums of a pixel.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Add<TNorm>(
        int partial,
        nuint channel,
        Vector512<float> mean,
        Vector512<float> scale,
        ref float x,
        ref float dy,
        ref float weight,
        ref float weights,
        ref float biases,
        ref RowSum sums,
        ref RowSum products)
        where TNorm : struct, ILayerNorm
    {
        Vector512<float> d = Vector512.LoadUnsafe(ref dy, channel);
        Vector512<float> n = (Vector512.LoadUnsafe(ref x, channel) - mean) * scale;
        Vector512<float> g = d * Vector512.LoadUnsafe(ref weight, channel);
        Add<TNorm>(partial, d, n, g, ref weights, ref biases, channel, ref sums, ref products);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Add<TNorm>(
        int partial,
        Vector512<float> d,
        Vector512<float> n,
        Vector512<float> g,
        ref float weights,
        ref float biases,
        nuint channel,
        ref RowSum sums,
        ref RowSum products)
        where TNorm : struct, ILayerNorm
    {
        Vector512.FusedMultiplyAdd(d, n, Vector512.LoadUnsafe(ref weights, channel)).StoreUnsafe(ref weights, channel);
        products.Add(partial, g, n);
        if (TNorm.IsCentered)
        {
            (Vector512.LoadUnsafe(ref biases, channel) + d).StoreUnsafe(ref biases, channel);
            sums.Add(partial, g);
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector512<float> Weighted<TNorm, TMap>(TMap map, Vector512<float> n, ref float weight, ref float bias, nuint channel)
        where TNorm : struct, ILayerNorm
        where TMap : struct, IMap
    {
        Vector512<float> w = Vector512.LoadUnsafe(ref weight, channel);
        Vector512<float> y = TNorm.IsCentered ? Vector512.FusedMultiplyAdd(n, w, Vector512.LoadUnsafe(ref bias, channel)) : n * w;
        return map.Apply(y, Vector512<float>.Zero, Vector512<float>.Zero, default);
    }

    // The mean, and 1 / sqrt(variance + epsilon); NaN where the variance is infinite: a scale of 0 would make zeros of what is too large.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static (Vector512<float> Mean, Vector512<float> Scale) Statistics<TNorm>(ref float x, Vector512<float> end)
        where TNorm : struct, ILayerNorm
    {
        Vector512<float> mean = TNorm.IsCentered ? Vector512.Create(Sum<TNorm, Value>(ref x, end, Vector512<float>.Zero) / TNorm.Channels) : Vector512<float>.Zero;
        float variance = (Sum<TNorm, Square>(ref x, end, mean) / TNorm.Channels) + TNorm.Epsilon;
        return (mean, Vector512.Create(MathF.Sqrt(variance) / variance));
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static float Sum<TNorm, TTerm>(ref float x, Vector512<float> end, Vector512<float> mean)
        where TNorm : struct, ILayerNorm
        where TTerm : ITerm
    {
        RowSum sum = default;
        nuint last = Last<TNorm>();
        nuint looped = last / (4 * Lanes.Count) * (4 * Lanes.Count);
        for (nuint c = 0; c < looped; c += 4 * Lanes.Count)
        {
            TTerm.Add(ref sum, 0, Vector512.LoadUnsafe(ref x, c), mean);
            TTerm.Add(ref sum, 1, Vector512.LoadUnsafe(ref x, c + 16), mean);
            TTerm.Add(ref sum, 2, Vector512.LoadUnsafe(ref x, c + 32), mean);
            TTerm.Add(ref sum, 3, Vector512.LoadUnsafe(ref x, c + 48), mean);
        }

        if (looped < last)
        {
            TTerm.Add(ref sum, 0, Vector512.LoadUnsafe(ref x, looped), mean);
        }

        if (looped + 16 < last)
        {
            TTerm.Add(ref sum, 1, Vector512.LoadUnsafe(ref x, looped + 16), mean);
        }

        if (looped + 32 < last)
        {
            TTerm.Add(ref sum, 2, Vector512.LoadUnsafe(ref x, looped + 32), mean);
        }

        TTerm.AddFirst<TNorm>(ref sum, end, mean);
        return sum.Fold<TNorm>();
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector512<float> First<TNorm>(Vector512<float> value)
        where TNorm : struct, ILayerNorm
        => TNorm.Channels % Lanes.Count == 0 ? value : Lanes.First(value, TNorm.Channels % Lanes.Count);

    // The first channel of the last vector.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static nuint Last<TNorm>()
        where TNorm : struct, ILayerNorm
        => (nuint)(TNorm.Channels - 1) / Lanes.Count * Lanes.Count;

    // The partial sum of the last vector.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static int LastPartial<TNorm>()
        where TNorm : struct, ILayerNorm
        => Last<TNorm>() == 2 * Lanes.Count ? 0 : (int)(Last<TNorm>() / Lanes.Count % 4);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector512<float> Load<TNorm>(ref float x, int room)
        where TNorm : struct, ILayerNorm
        => TNorm.Channels % Lanes.Count == 0 || room == Lanes.Count ? Vector512.LoadUnsafe(ref x) : Lanes.Load(ref x, TNorm.Channels % Lanes.Count);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Store<TNorm>(Vector512<float> value, ref float y, int room)
        where TNorm : struct, ILayerNorm
    {
        if (TNorm.Channels % Lanes.Count == 0 || room == Lanes.Count)
        {
            value.StoreUnsafe(ref y);
        }
        else
        {
            Lanes.Store(value, ref y, TNorm.Channels % Lanes.Count);
        }
    }

    /// <summary>A sum over the vectors of a row: vector v in partial sum v modulo their number, 4 of at least four vectors, 2 of two or three.</summary>
    private struct RowSum
    {
        private Vector512<float> _s0;
        private Vector512<float> _s1;
        private Vector512<float> _s2;
        private Vector512<float> _s3;

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public readonly float Fold<TNorm>()
            where TNorm : struct, ILayerNorm
            => Lanes.Fold(Last<TNorm>() == 0 ? _s0 : Last<TNorm>() < 3 * Lanes.Count ? _s0 + _s1 : _s0 + _s1 + (_s2 + _s3));

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public void Add(int partial, Vector512<float> value)
        {
            switch (partial)
            {
                case 0:
                    _s0 += value;
                    break;
                case 1:
                    _s1 += value;
                    break;
                case 2:
                    _s2 += value;
                    break;
                default:
                    _s3 += value;
                    break;
            }
        }

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public void Add(int partial, Vector512<float> a, Vector512<float> b)
        {
            switch (partial)
            {
                case 0:
                    _s0 = Vector512.FusedMultiplyAdd(a, b, _s0);
                    break;
                case 1:
                    _s1 = Vector512.FusedMultiplyAdd(a, b, _s1);
                    break;
                case 2:
                    _s2 = Vector512.FusedMultiplyAdd(a, b, _s2);
                    break;
                default:
                    _s3 = Vector512.FusedMultiplyAdd(a, b, _s3);
                    break;
            }
        }
    }

    /// <summary>What is summed up.</summary>
    private interface ITerm
    {
        static abstract void Add(ref RowSum sum, int partial, Vector512<float> x, Vector512<float> mean);

        static abstract void AddFirst<TNorm>(ref RowSum sum, Vector512<float> x, Vector512<float> mean)
            where TNorm : struct, ILayerNorm;
    }

    /// <summary><c>x</c></summary>
    private readonly struct Value : ITerm
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public static void Add(ref RowSum sum, int partial, Vector512<float> x, Vector512<float> mean) => sum.Add(partial, x);

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public static void AddFirst<TNorm>(ref RowSum sum, Vector512<float> x, Vector512<float> mean)
            where TNorm : struct, ILayerNorm
            => sum.Add(LastPartial<TNorm>(), First<TNorm>(x));
    }

    /// <summary><c>(x - mean)^2</c></summary>
    private readonly struct Square : ITerm
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public static void Add(ref RowSum sum, int partial, Vector512<float> x, Vector512<float> mean) => sum.Add(partial, x - mean, x - mean);

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public static void AddFirst<TNorm>(ref RowSum sum, Vector512<float> x, Vector512<float> mean)
            where TNorm : struct, ILayerNorm
        {
            Vector512<float> d = First<TNorm>(x - mean);
            sum.Add(LastPartial<TNorm>(), d, d);
        }
    }
}
