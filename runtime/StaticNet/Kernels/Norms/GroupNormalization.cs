using System.ComponentModel;
using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace StaticNet.Kernels;

/// <summary>
/// Norms of groups of channels over the pixels of a sample (Y. Wu and K. He, "Group Normalization", ECCV 2018). Sizes are arguments: the loops wait for memory.
/// <para>
/// Statistics and sums are rows of channels, padded to whole vectors, of which each sample has two. A sum of a channel runs over the pixels of a line, pixel p in partial
/// sum p modulo their number, then over the lines. The sums of a group's channels are then added.
/// </para>
/// </summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public static partial class GroupNormalization
{
    // A sample of so many floats stays in the nearest cache while one vector of channels after the other passes over all of its pixels.
    private const int NearFloats = 1 << 13;

    /// <summary>The mean and <c>1 / sqrt(variance + epsilon)</c> of each group, for each of its channels.</summary>
    /// <param name="x">The values.</param>
    /// <param name="statistics">For each sample a row of means and a row of those.</param>
    /// <param name="groups">The number of groups.</param>
    /// <param name="epsilon">What is added to the variance.</param>
    /// <param name="samples">The samples.</param>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Statistics(in PixelView x, ref float statistics, int groups, float epsilon, int samples)
    {
        for (int sample = 0; sample < samples; sample++)
        {
            ref float variances = ref Unsafe.Add(ref statistics, x.PixelStride);
            Sum<Value, Nothing>(x, x, sample, ref statistics, ref statistics, ref statistics);
            Average(x, ref statistics, groups);
            Sum<Square, Nothing>(x, x, sample, ref statistics, ref variances, ref variances);
            Average(x, ref variances, groups);
            for (nuint c = 0; c < (nuint)x.PixelStride; c += Lanes.Count)
            {
                // NaN where the variance is infinite: a scale of 0 would make zeros of what is too large.
                Vector512<float> variance = Vector512.LoadUnsafe(ref variances, c) + Vector512.Create(epsilon);
                (Vector512.Sqrt(variance) / variance).StoreUnsafe(ref variances, c);
            }

            statistics = ref Unsafe.Add(ref statistics, 2 * x.PixelStride);
        }
    }

    /// <summary><c>y = f((x - mean) scale weight + bias, r)</c></summary>
    /// <typeparam name="T">What is applied to the result.</typeparam>
    /// <param name="map">What is applied to the result.</param>
    /// <param name="x">The values.</param>
    /// <param name="r">Another value that is applied to the result; y where there is none.</param>
    /// <param name="y">The result, which may lie in place of the values.</param>
    /// <param name="affines">Scales and shifts that are applied to the result, by vectors of channels; empty where there are none.</param>
    /// <param name="weight">A row of channels, padded; a null reference where there are no weight and no bias.</param>
    /// <param name="bias">A row of channels, padded.</param>
    /// <param name="statistics">The means and scales (<see cref="Statistics"/>).</param>
    /// <param name="samples">The samples.</param>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Normalize<T>(
        T map, in PixelView x, in PixelView r, in PixelView y, ReadOnlySpan<ChannelAffine> affines, ref float weight, ref float bias, ref float statistics, int samples)
        where T : struct, IMap
    {
        bool isAffine = !Unsafe.IsNullRef(ref weight);
        int stride = x.PixelStride;
        (int lines, int pixels) = x.IsDense && r.IsDense && y.IsDense && x.Height * x.Width * stride <= NearFloats ? (1, x.Height * x.Width) : (x.Height, x.Width);
        for (int sample = 0; sample < samples; sample++)
        {
            for (int line = 0; line < lines; line++)
            {
                for (int vector = 0; vector < x.Vectors; vector++)
                {
                    nuint channel = (nuint)(vector * Lanes.Count);
                    ref float xp = ref Unsafe.Add(ref x.Line(sample, line), channel);
                    ref float rp = ref Unsafe.Add(ref r.Line(sample, line), channel);
                    ref float yp = ref Unsafe.Add(ref y.Line(sample, line), channel);
                    Vector512<float> mean = Vector512.LoadUnsafe(ref statistics, channel);
                    Vector512<float> scale = Vector512.LoadUnsafe(ref statistics, (nuint)stride + channel);
                    Vector512<float> shift = Vector512<float>.Zero;
                    if (isAffine)
                    {
                        scale *= Vector512.LoadUnsafe(ref weight, channel);
                        shift = Vector512.LoadUnsafe(ref bias, channel);
                    }

                    ChannelAffine affine = affines.IsEmpty ? default : affines[vector];
                    int room = Math.Min(x.RoomOf(vector), Math.Min(r.RoomOf(vector), y.RoomOf(vector)));
                    if (room < Lanes.Count)
                    {
                        // A sample of a single pixel.
                        Vector512<float> other = T.Others > 0 ? Lanes.Load(ref rp, room) : Vector512<float>.Zero;
                        Lanes.Store(map.Apply(Normalized(Lanes.Load(ref xp, room), mean, scale, shift, isAffine), other, Vector512<float>.Zero, affine), ref yp, room);
                        continue;
                    }

                    for (int pixel = 0; pixel < pixels; pixel++)
                    {
                        Vector512<float> other = T.Others > 0 ? Vector512.LoadUnsafe(ref rp) : Vector512<float>.Zero;
                        Vector512<float> value = Normalized(Vector512.LoadUnsafe(ref xp), mean, scale, shift, isAffine);
                        map.Apply(value, other, Vector512<float>.Zero, affine).StoreUnsafe(ref yp);
                        xp = ref Unsafe.Add(ref xp, stride);
                        rp = ref Unsafe.Add(ref rp, stride);
                        yp = ref Unsafe.Add(ref yp, stride);
                    }
                }
            }

            statistics = ref Unsafe.Add(ref statistics, 2 * stride);
        }
    }

    /// <summary>
    /// With <c>n = (x - mean) scale</c>: <c>dweight += dy n</c>, <c>dbias += dy</c>, and with <c>g = dy weight</c> the means over each group of <c>g scale</c>
    /// and of <c>g n</c>, for each of its channels. Without a weight, g is dy.
    /// </summary>
    /// <param name="x">The values.</param>
    /// <param name="dy">The gradient of the result.</param>
    /// <param name="weight">A row of channels, padded; a null reference where there are no weight and no bias.</param>
    /// <param name="weightGradient">A row of channels, padded with zeros.</param>
    /// <param name="biasGradient">A row of channels, padded with zeros.</param>
    /// <param name="statistics">The means and scales (<see cref="Statistics"/>).</param>
    /// <param name="sums">For each sample a row of the means of <c>g scale</c> and a row of those of <c>g n</c>.</param>
    /// <param name="groups">The number of groups.</param>
    /// <param name="samples">The samples.</param>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Sums(
        in PixelView x,
        in PixelView dy,
        ref float weight,
        ref float weightGradient,
        ref float biasGradient,
        ref float statistics,
        ref float sums,
        int groups,
        int samples)
    {
        int stride = x.PixelStride;
        for (int sample = 0; sample < samples; sample++)
        {
            ref float products = ref Unsafe.Add(ref sums, stride);
            Sum<Value, Product>(dy, x, sample, ref statistics, ref sums, ref products);
            for (int vector = 0; vector < x.Vectors; vector++)
            {
                nuint channel = (nuint)(vector * Lanes.Count);
                Vector512<float> scale = Vector512.LoadUnsafe(ref statistics, (nuint)stride + channel);
                Vector512<float> sum = Vector512.LoadUnsafe(ref sums, channel);
                Vector512<float> product = Vector512.LoadUnsafe(ref products, channel);
                if (Unsafe.IsNullRef(ref weight))
                {
                    (sum * scale).StoreUnsafe(ref sums, channel);
                    continue;
                }

                Vector512<float> w = Vector512.LoadUnsafe(ref weight, channel);
                int lanes = x.LanesOf(vector);
                (Vector512.LoadUnsafe(ref biasGradient, channel) + Lanes.First(sum, lanes)).StoreUnsafe(ref biasGradient, channel);
                (Vector512.LoadUnsafe(ref weightGradient, channel) + Lanes.First(product, lanes)).StoreUnsafe(ref weightGradient, channel);
                (sum * (scale * w)).StoreUnsafe(ref sums, channel);
                (product * w).StoreUnsafe(ref products, channel);
            }

            Average(x, ref sums, groups);
            Average(x, ref products, groups);
            statistics = ref Unsafe.Add(ref statistics, 2 * stride);
            sums = ref Unsafe.Add(ref sums, 2 * stride);
        }
    }

    /// <summary><c>dx = (g - mean of g - n mean of g n) scale</c></summary>
    /// <param name="x">The values.</param>
    /// <param name="dy">The gradient of the result.</param>
    /// <param name="dx">The gradient of the values, which may lie in place of that of the result.</param>
    /// <param name="weight">A row of channels, padded; a null reference where there is none.</param>
    /// <param name="statistics">The means and scales (<see cref="Statistics"/>).</param>
    /// <param name="sums">The means over the groups (<see cref="Sums"/>).</param>
    /// <param name="samples">The samples.</param>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Gradient(
        in PixelView x, in PixelView dy, in PixelView dx, ref float weight, ref float statistics, ref float sums, int samples)
    {
        int stride = x.PixelStride;
        (int lines, int pixels) = x.IsDense && dy.IsDense && dx.IsDense && x.Height * x.Width * stride <= NearFloats ? (1, x.Height * x.Width) : (x.Height, x.Width);
        for (int sample = 0; sample < samples; sample++)
        {
            for (int line = 0; line < lines; line++)
            {
                for (int vector = 0; vector < x.Vectors; vector++)
                {
                    nuint channel = (nuint)(vector * Lanes.Count);
                    ref float xp = ref Unsafe.Add(ref x.Line(sample, line), channel);
                    ref float dyp = ref Unsafe.Add(ref dy.Line(sample, line), channel);
                    ref float dxp = ref Unsafe.Add(ref dx.Line(sample, line), channel);

                    // dx = slope dy - shift + curve (mean - x). slope dy is rounded, as in the sum that shift is the mean of: a fused multiply-add would leave the
                    // rounding where a group has one value.
                    Vector512<float> mean = Vector512.LoadUnsafe(ref statistics, channel);
                    Vector512<float> scale = Vector512.LoadUnsafe(ref statistics, (nuint)stride + channel);
                    Vector512<float> slope = Unsafe.IsNullRef(ref weight) ? scale : scale * Vector512.LoadUnsafe(ref weight, channel);
                    Vector512<float> curve = scale * scale * Vector512.LoadUnsafe(ref sums, (nuint)stride + channel);
                    Vector512<float> shift = Vector512.LoadUnsafe(ref sums, channel);
                    int room = Math.Min(x.RoomOf(vector), Math.Min(dy.RoomOf(vector), dx.RoomOf(vector)));
                    if (room < Lanes.Count)
                    {
                        Vector512<float> d = (Lanes.Load(ref dyp, room) * slope) - shift;
                        Lanes.Store(Vector512.FusedMultiplyAdd(mean - Lanes.Load(ref xp, room), curve, d), ref dxp, room);
                        continue;
                    }

                    for (int pixel = 0; pixel < pixels; pixel++)
                    {
                        Vector512<float> d = (Vector512.LoadUnsafe(ref dyp) * slope) - shift;
                        Vector512.FusedMultiplyAdd(mean - Vector512.LoadUnsafe(ref xp), curve, d).StoreUnsafe(ref dxp);
                        xp = ref Unsafe.Add(ref xp, stride);
                        dyp = ref Unsafe.Add(ref dyp, stride);
                        dxp = ref Unsafe.Add(ref dxp, stride);
                    }
                }
            }

            statistics = ref Unsafe.Add(ref statistics, 2 * stride);
            sums = ref Unsafe.Add(ref sums, 2 * stride);
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector512<float> Normalized(Vector512<float> x, Vector512<float> mean, Vector512<float> scale, Vector512<float> shift, bool isAffine)
        => isAffine ? Vector512.FusedMultiplyAdd(x - mean, scale, shift) : (x - mean) * scale;
}
