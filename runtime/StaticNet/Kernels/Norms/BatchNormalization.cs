using System.ComponentModel;
using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace StaticNet.Kernels;

/// <summary>
/// What a batch norm computes from the channels of a whole batch (S. Ioffe and C. Szegedy, "Batch Normalization", ICML 2015): their means and variances, and
/// the gradients. All of it is bound by memory, so separate code for every shape would not be faster.
/// <para>
/// A sum runs over the pixels of a line, pixel p in partial sum p modulo 4, then over the lines of a sample, then, with compensation of the rounding errors
/// (<see cref="Lanes.Add"/>), over the samples of a shard, and in the same way over the shards: an order that comes from the shape alone. Each thread sums
/// up the shards of its part; then all wait for each other, and each adds up the sums of all.
/// </para>
/// </summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public static class BatchNormalization
{
    /// <summary>The floats of a shard's sums while the threads exchange them.</summary>
    internal const int SharedSumsLength = 2 * LongestRun * Lanes.Count;

    // The vectors of channels that go through the batch at a time.
    private const int LongestRun = 8;

    /// <summary>
    /// <c>mean = mean over samples and pixels of x</c> and <c>variance = mean over samples and pixels of (x - mean)^2</c>, channel by channel. The running mean moves
    /// towards the mean, <c>running = (1 - momentum) running + momentum mean</c>, and the running variance towards the unbiased one,
    /// <c>variance count / (count - 1)</c>.
    /// </summary>
    /// <param name="x">The values of the part's samples.</param>
    /// <param name="statistics">A row of means and a row of variances, padded with zeros.</param>
    /// <param name="norm">The tensors of the norm, whose running statistics one of the parts writes.</param>
    /// <param name="momentum">The weight of the batch in the running statistics.</param>
    /// <param name="part">The part of the batch.</param>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Statistics(PixelView x, ref float statistics, LayerTensors norm, float momentum, BatchPart part)
    {
        Span<Total> totals = stackalloc Total[LongestRun];
        Vector512<float> count = Count(x, part);
        for (int start = 0; start < x.Vectors; start += LongestRun)
        {
            Span<Total> sums = totals[..Math.Min(LongestRun, x.Vectors - start)];
            Sum<Value, Nothing>(sums, [], x, x, ref statistics, start, part);
            for (int i = 0; i < sums.Length; i++)
            {
                nuint channel = (nuint)(start + i) * Lanes.Count;
                Vector512<float> mean = Lanes.First(sums[i].Sum / count, x.LanesOf(start + i));
                mean.StoreUnsafe(ref statistics, channel);
                Move(ref norm.RunningMean, channel, mean, momentum, part);
            }
        }

        ref float variances = ref Variances(x, ref statistics);
        for (int start = 0; start < x.Vectors; start += LongestRun)
        {
            Span<Total> sums = totals[..Math.Min(LongestRun, x.Vectors - start)];
            Sum<Square, Nothing>(sums, [], x, x, ref statistics, start, part);
            for (int i = 0; i < sums.Length; i++)
            {
                nuint channel = (nuint)(start + i) * Lanes.Count;
                Vector512<float> sum = Lanes.First(sums[i].Sum, x.LanesOf(start + i));
                (sum / count).StoreUnsafe(ref variances, channel);
                Move(ref norm.RunningVar, channel, sum / (count - Vector512<float>.One), momentum, part);
            }
        }
    }

    /// <summary>
    /// With <c>n = (x - mean) / sqrt(variance + epsilon)</c>: <c>dweight += sum over samples and pixels of dy n</c> and <c>dbias += sum of dy</c>,
    /// channel by channel.
    /// </summary>
    /// <param name="x">The values of the part's samples.</param>
    /// <param name="dy">The gradients of their outputs.</param>
    /// <param name="statistics">The means and the variances (<see cref="Statistics"/>).</param>
    /// <param name="gradients">The gradients of the norm's tensors; written by one of the parts.</param>
    /// <param name="epsilon">What is added to the variance.</param>
    /// <param name="part">The part of the batch.</param>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void ParameterGradient(PixelView x, PixelView dy, ref float statistics, LayerTensors gradients, float epsilon, BatchPart part)
    {
        Span<Total> totals = stackalloc Total[2 * LongestRun];
        for (int start = 0; start < x.Vectors; start += LongestRun)
        {
            int run = Math.Min(LongestRun, x.Vectors - start);
            SumGradients(totals[..run], totals.Slice(LongestRun, run), x, dy, ref statistics, gradients, epsilon, start, part);
        }
    }

    /// <summary>
    /// <see cref="ParameterGradient"/>, and <c>dx = weight / sqrt(variance + epsilon) (dy - (dbias + n dweight) / count)</c>, the count being that of a
    /// channel's values in the batch, dweight and dbias the sums over the batch.
    /// </summary>
    /// <param name="x">The values of the part's samples.</param>
    /// <param name="dy">The gradients of their outputs.</param>
    /// <param name="dx">Their gradients; they may be the same memory as <paramref name="dy"/>.</param>
    /// <param name="weight">The weight of each channel.</param>
    /// <param name="gradients">The gradients of the norm's tensors; written by one of the parts.</param>
    /// <param name="statistics">The means and the variances (<see cref="Statistics"/>).</param>
    /// <param name="epsilon">What is added to the variance.</param>
    /// <param name="part">The part of the batch.</param>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Gradient(
        PixelView x,
        PixelView dy,
        PixelView dx,
        ref float weight,
        LayerTensors gradients,
        ref float statistics,
        float epsilon,
        BatchPart part)
    {
        ref float variances = ref Variances(x, ref statistics);
        Span<Total> totals = stackalloc Total[2 * LongestRun];
        Span<Slope> slopes = stackalloc Slope[LongestRun];
        Vector512<float> count = Count(x, part);
        int samples = part.Samples;
        for (int start = 0; start < x.Vectors; start += LongestRun)
        {
            int run = Math.Min(LongestRun, x.Vectors - start);
            Span<Total> sums = totals[..run];
            Span<Total> products = totals.Slice(LongestRun, run);
            SumGradients(sums, products, x, dy, ref statistics, gradients, epsilon, start, part);
            for (int i = 0; i < run; i++)
            {
                nuint channel = (nuint)(start + i) * Lanes.Count;
                Vector512<float> deviation = Deviation(ref variances, channel, epsilon);
                Vector512<float> scale = Vector512.LoadUnsafe(ref weight, channel) / deviation;
                slopes[i] = new Slope
                {
                    Mean = Vector512.LoadUnsafe(ref statistics, channel),
                    OfDy = scale,
                    OfX = -scale * products[i].Sum / (deviation * count),
                    Shift = -scale * sums[i].Sum / count,
                };
            }

            int last = run - 1;
            int lastRoom = Math.Min(x.RoomOf(start + last), Math.Min(dy.RoomOf(start + last), dx.RoomOf(start + last)));
            for (int sample = 0; sample < samples; sample++)
            {
                for (int line = 0; line < x.Height; line++)
                {
                    ref float xl = ref x.Line(sample, line);
                    ref float dyl = ref dy.Line(sample, line);
                    ref float dxl = ref dx.Line(sample, line);
                    nuint channel = (nuint)start * Lanes.Count;
                    for (int i = 0; i < run; i++)
                    {
                        slopes[i].Apply(
                            ref Unsafe.Add(ref xl, channel),
                            ref Unsafe.Add(ref dyl, channel),
                            ref Unsafe.Add(ref dxl, channel),
                            x.Width,
                            (nuint)x.PixelStride,
                            i == last ? lastRoom : Lanes.Count);
                        channel += Lanes.Count;
                    }
                }
            }
        }
    }

    // The gradients of a run of vectors of channels: those of the weights replace the sums of products.
    private static void SumGradients(
        Span<Total> sums,
        Span<Total> products,
        PixelView x,
        PixelView dy,
        ref float statistics,
        LayerTensors gradients,
        float epsilon,
        int start,
        BatchPart part)
    {
        ref float variances = ref Variances(x, ref statistics);
        Sum<Value, Product>(sums, products, dy, x, ref statistics, start, part);
        for (int i = 0; i < sums.Length; i++)
        {
            nuint channel = (nuint)(start + i) * Lanes.Count;
            int lanes = x.LanesOf(start + i);
            sums[i].Sum = Lanes.First(sums[i].Sum, lanes);
            products[i].Sum = Lanes.First(products[i].Sum / Deviation(ref variances, channel, epsilon), lanes);
            if (part.IsFirst)
            {
                (Vector512.LoadUnsafe(ref gradients.Bias, channel) + sums[i].Sum).StoreUnsafe(ref gradients.Bias, channel);
                (Vector512.LoadUnsafe(ref gradients.Weight, channel) + products[i].Sum).StoreUnsafe(ref gradients.Weight, channel);
            }
        }
    }

    // The values of a channel in the batch. Their number is a float from here on: above 2^24 of them it is rounded.
    private static Vector512<float> Count(PixelView x, BatchPart part) => Vector512.Create((float)((long)part.BatchSamples * x.Height * x.Width));

    // The variances lie behind the means.
    private static ref float Variances(PixelView x, ref float statistics) => ref Unsafe.Add(ref statistics, x.Vectors * Lanes.Count);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector512<float> Deviation(ref float variance, nuint channel, float epsilon)
        => Vector512.Sqrt(Vector512.LoadUnsafe(ref variance, channel) + Vector512.Create(epsilon));

    // The running statistics belong to the network: one thread updates them.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Move(ref float running, nuint channel, Vector512<float> value, float momentum, BatchPart part)
    {
        if (!part.IsFirst)
        {
            return;
        }

        Vector512<float> rest = Vector512.LoadUnsafe(ref running, channel) * (float)(1.0 - momentum);
        Vector512.FusedMultiplyAdd(Vector512.Create(momentum), value, rest).StoreUnsafe(ref running, channel);
    }

    // Sums up one or two terms of a run of vectors of channels, which starts at the vector given, over the batch.
    private static void Sum<TTerm, TOther>(Span<Total> sums, Span<Total> others, PixelView a, PixelView b, ref float mean, int start, BatchPart part)
        where TTerm : ITerm
        where TOther : ITerm
    {
        foreach (BatchShard shard in part)
        {
            Sum<TTerm, TOther>(sums, others, a, b, ref mean, start, shard.First, shard.Samples);
            ref float shared = ref part.SharedSums(shard.Number);
            Write(sums, ref shared);
            Write(others, ref Unsafe.Add(ref shared, LongestRun * Lanes.Count));
        }

        part.Meet();
        sums.Clear();
        others.Clear();
        for (int shard = 0; shard < part.BatchShards; shard++)
        {
            ref float shared = ref part.SharedSums(shard);
            Read(sums, ref shared);
            Read(others, ref Unsafe.Add(ref shared, LongestRun * Lanes.Count));
        }

        part.SwapSharedSums();

        static void Write(Span<Total> totals, ref float shared)
        {
            for (int i = 0; i < totals.Length; i++)
            {
                totals[i].Sum.StoreUnsafe(ref shared, (nuint)i * Lanes.Count);
            }
        }

        static void Read(Span<Total> totals, ref float shared)
        {
            for (int i = 0; i < totals.Length; i++)
            {
                totals[i].Terms = Vector512.LoadUnsafe(ref shared, (nuint)i * Lanes.Count);
                totals[i].Add();
            }
        }
    }

    // The same over some samples.
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void Sum<TTerm, TOther>(Span<Total> sums, Span<Total> others, PixelView a, PixelView b, ref float mean, int start, int first, int samples)
        where TTerm : ITerm
        where TOther : ITerm
    {
        sums.Clear();
        others.Clear();
        (int height, int width) = (a.Height, a.Width);
        nuint pixel = (nuint)a.PixelStride;
        int last = sums.Length - 1;
        int lastRoom = Math.Min(a.RoomOf(start + last), b.RoomOf(start + last));
        for (int sample = first; sample < first + samples; sample++)
        {
            for (int line = 0; line < height; line++)
            {
                ref float al = ref a.Line(sample, line);
                ref float bl = ref b.Line(sample, line);
                nuint channel = (nuint)start * Lanes.Count;
                for (int i = 0; i < sums.Length; i++)
                {
                    ref float ac = ref Unsafe.Add(ref al, channel);
                    ref float bc = ref Unsafe.Add(ref bl, channel);
                    Vector512<float> center = Vector512.LoadUnsafe(ref mean, channel);
                    int room = i == last ? lastRoom : Lanes.Count;
                    sums[i].Terms += SumLine<TTerm>(ref ac, ref bc, center, width, pixel, room);
                    if (typeof(TOther) != typeof(Nothing))
                    {
                        others[i].Terms += SumLine<TOther>(ref ac, ref bc, center, width, pixel, room);
                    }

                    channel += Lanes.Count;
                }
            }

            foreach (ref Total sum in sums)
            {
                sum.Add();
            }

            foreach (ref Total other in others)
            {
                other.Add();
            }
        }
    }

    // Only a sample of a single pixel lacks room for whole vectors.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector512<float> SumLine<TTerm>(ref float a, ref float b, Vector512<float> mean, int width, nuint pixel, int room)
        where TTerm : ITerm
    {
        Vector512<float> s0 = Vector512<float>.Zero, s1 = Vector512<float>.Zero, s2 = Vector512<float>.Zero, s3 = Vector512<float>.Zero;
        for (; width >= 4; width -= 4)
        {
            s0 = TTerm.Add(s0, ref a, ref b, mean, Lanes.Count);
            s1 = TTerm.Add(s1, ref Unsafe.Add(ref a, pixel), ref Unsafe.Add(ref b, pixel), mean, Lanes.Count);
            s2 = TTerm.Add(s2, ref Unsafe.Add(ref a, 2 * pixel), ref Unsafe.Add(ref b, 2 * pixel), mean, Lanes.Count);
            s3 = TTerm.Add(s3, ref Unsafe.Add(ref a, 3 * pixel), ref Unsafe.Add(ref b, 3 * pixel), mean, Lanes.Count);
            a = ref Unsafe.Add(ref a, 4 * pixel);
            b = ref Unsafe.Add(ref b, 4 * pixel);
        }

        if (width > 0)
        {
            s0 = TTerm.Add(s0, ref a, ref b, mean, room);
        }

        if (width > 1)
        {
            s1 = TTerm.Add(s1, ref Unsafe.Add(ref a, pixel), ref Unsafe.Add(ref b, pixel), mean, Lanes.Count);
        }

        if (width > 2)
        {
            s2 = TTerm.Add(s2, ref Unsafe.Add(ref a, 2 * pixel), ref Unsafe.Add(ref b, 2 * pixel), mean, Lanes.Count);
        }

        return s0 + s1 + (s2 + s3);
    }

    /// <summary>A sum over samples, or over shards of them.</summary>
    private struct Total
    {
        /// <summary>The sum of the lines of the current sample.</summary>
        public Vector512<float> Terms;

        /// <summary>The sum of the samples before.</summary>
        public Vector512<float> Sum;

        private Vector512<float> _excess;

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public void Add()
        {
            Sum = Lanes.Add(Sum, Terms, ref _excess);
            Terms = Vector512<float>.Zero;
        }
    }

    /// <summary><c>dx = OfDy dy + OfX (x - mean) + shift</c></summary>
    private struct Slope
    {
        public Vector512<float> Mean;
        public Vector512<float> OfDy;
        public Vector512<float> OfX;
        public Vector512<float> Shift;

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public readonly void Apply(ref float x, ref float dy, ref float dx, int width, nuint pixel, int room)
        {
            (Vector512<float> mean, Vector512<float> ofDy, Vector512<float> ofX, Vector512<float> shift) = (Mean, OfDy, OfX, Shift);
            if (room < Lanes.Count)
            {
                Lanes.Store(Of(Lanes.Load(ref x, room), Lanes.Load(ref dy, room)), ref dx, room);
                return;
            }

            for (; width > 0; width--)
            {
                Of(Vector512.LoadUnsafe(ref x), Vector512.LoadUnsafe(ref dy)).StoreUnsafe(ref dx);
                x = ref Unsafe.Add(ref x, pixel);
                dy = ref Unsafe.Add(ref dy, pixel);
                dx = ref Unsafe.Add(ref dx, pixel);
            }

            Vector512<float> Of(Vector512<float> n, Vector512<float> d) => Vector512.FusedMultiplyAdd(ofDy, d, Vector512.FusedMultiplyAdd(ofX, n - mean, shift));
        }
    }

    /// <summary>What is summed up.</summary>
    private interface ITerm
    {
        static abstract Vector512<float> Add(Vector512<float> sum, ref float a, ref float b, Vector512<float> mean, int lanes);
    }

    /// <summary>Nothing at all.</summary>
    private readonly struct Nothing : ITerm
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public static Vector512<float> Add(Vector512<float> sum, ref float a, ref float b, Vector512<float> mean, int lanes) => sum;
    }

    /// <summary><c>a</c></summary>
    private readonly struct Value : ITerm
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public static Vector512<float> Add(Vector512<float> sum, ref float a, ref float b, Vector512<float> mean, int lanes) => sum + Lanes.Load(ref a, lanes);
    }

    /// <summary><c>(a - mean)^2</c></summary>
    private readonly struct Square : ITerm
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public static Vector512<float> Add(Vector512<float> sum, ref float a, ref float b, Vector512<float> mean, int lanes)
        {
            Vector512<float> d = Lanes.Load(ref a, lanes) - mean;
            return Vector512.FusedMultiplyAdd(d, d, sum);
        }
    }

    /// <summary><c>a (b - mean)</c></summary>
    private readonly struct Product : ITerm
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public static Vector512<float> Add(Vector512<float> sum, ref float a, ref float b, Vector512<float> mean, int lanes)
            => Vector512.FusedMultiplyAdd(Lanes.Load(ref a, lanes), Lanes.Load(ref b, lanes) - mean, sum);
    }
}
