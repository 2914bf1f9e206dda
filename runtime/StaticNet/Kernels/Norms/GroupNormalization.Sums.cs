using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace StaticNet.Kernels;

/// <content>Sums of channels over the pixels of a sample, and their means over groups.</content>
public static partial class GroupNormalization
{
    // The number of partial sums is that of loops over so many vectors of channels, in which eight sums are in flight.
    private const int Columns = 4;
    private const int SumsInFlight = 8;

    // One or two sums of a sample's channels over its pixels.
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void Sum<T, TOther>(in PixelView a, in PixelView b, int sample, ref float statistics, ref float result, ref float others)
        where T : ITerm
        where TOther : ITerm
    {
        int sums = typeof(TOther) == typeof(Nothing) ? 1 : 2;
        int vector = 0;
        for (; vector + Columns <= a.Vectors; vector += Columns)
        {
            SumColumns<T, TOther>(a, b, sample, vector, ref statistics, ref result, ref others);
        }

        int partials = Partials(a.Vectors % Columns, sums, a.Width);
        for (; vector < a.Vectors; vector++)
        {
            nuint channel = (nuint)(vector * Lanes.Count);
            ref float ap = ref Unsafe.Add(ref a.Line(sample, 0), channel);
            ref float bp = ref Unsafe.Add(ref b.Line(sample, 0), channel);
            Vector512<float> mean = Vector512.LoadUnsafe(ref statistics, channel);
            Vector512<float> scale = Vector512.LoadUnsafe(ref statistics, (nuint)a.PixelStride + channel);
            Vector512<float> total = Vector512<float>.Zero, other = total;
            int room = Math.Min(a.RoomOf(vector), b.RoomOf(vector));
            for (int line = 0; line < a.Height; line++)
            {
                total += SumLine<T>(ref ap, ref bp, a.Width, (nuint)a.PixelStride, partials, room, mean, scale);
                if (typeof(TOther) != typeof(Nothing))
                {
                    other += SumLine<TOther>(ref ap, ref bp, a.Width, (nuint)a.PixelStride, partials, room, mean, scale);
                }

                ap = ref Unsafe.Add(ref ap, a.LineStride);
                bp = ref Unsafe.Add(ref bp, b.LineStride);
            }

            total.StoreUnsafe(ref result, channel);
            if (typeof(TOther) != typeof(Nothing))
            {
                other.StoreUnsafe(ref others, channel);
            }
        }
    }

    private static int Partials(int columns, int sums, int width)
    {
        int partials = 1;
        while (partials < 4 && partials * columns * sums < SumsInFlight && partials * 2 <= width)
        {
            partials *= 2;
        }

        return partials;
    }

    // Those of four vectors of channels: one sum in two partial sums, or two sums.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void SumColumns<T, TOther>(in PixelView a, in PixelView b, int sample, int vector, ref float statistics, ref float result, ref float others)
        where T : ITerm
        where TOther : ITerm
    {
        nuint channel = (nuint)(vector * Lanes.Count), stride = (nuint)a.PixelStride;
        ref float means = ref Unsafe.Add(ref statistics, channel);
        ref float scales = ref Unsafe.Add(ref means, stride);
        ref float al = ref Unsafe.Add(ref a.Line(sample, 0), channel);
        ref float bl = ref Unsafe.Add(ref b.Line(sample, 0), channel);
        int room = vector + Columns < a.Vectors ? Lanes.Count : Math.Min(a.RoomOf(a.Vectors - 1), b.RoomOf(a.Vectors - 1));
        Vector512<float> t0 = Vector512<float>.Zero, t1 = t0, t2 = t0, t3 = t0, u0 = t0, u1 = t0, u2 = t0, u3 = t0;
        for (int line = 0; line < a.Height; line++)
        {
            // The second partial sums, or the other sums.
            Vector512<float> s0 = Vector512<float>.Zero, s1 = s0, s2 = s0, s3 = s0, r0 = s0, r1 = s0, r2 = s0, r3 = s0;
            ref float ap = ref al;
            ref float bp = ref bl;
            int width = a.Width;
            if (typeof(TOther) == typeof(Nothing))
            {
                for (; width >= 2; width -= 2)
                {
                    s0 = Add<T>(s0, ref ap, ref bp, ref means, ref scales, 0);
                    s1 = Add<T>(s1, ref ap, ref bp, ref means, ref scales, 16);
                    s2 = Add<T>(s2, ref ap, ref bp, ref means, ref scales, 32);
                    s3 = Add<T>(s3, ref ap, ref bp, ref means, ref scales, 48);
                    ap = ref Unsafe.Add(ref ap, stride);
                    bp = ref Unsafe.Add(ref bp, stride);
                    r0 = Add<T>(r0, ref ap, ref bp, ref means, ref scales, 0);
                    r1 = Add<T>(r1, ref ap, ref bp, ref means, ref scales, 16);
                    r2 = Add<T>(r2, ref ap, ref bp, ref means, ref scales, 32);
                    r3 = Add<T>(r3, ref ap, ref bp, ref means, ref scales, 48);
                    ap = ref Unsafe.Add(ref ap, stride);
                    bp = ref Unsafe.Add(ref bp, stride);
                }
            }

            for (; width > 0; width--)
            {
                s0 = Add<T>(s0, ref ap, ref bp, ref means, ref scales, 0);
                s1 = Add<T>(s1, ref ap, ref bp, ref means, ref scales, 16);
                s2 = Add<T>(s2, ref ap, ref bp, ref means, ref scales, 32);
                s3 = AddLast<T>(s3, ref ap, ref bp, ref means, ref scales, room);
                if (typeof(TOther) != typeof(Nothing))
                {
                    r0 = Add<TOther>(r0, ref ap, ref bp, ref means, ref scales, 0);
                    r1 = Add<TOther>(r1, ref ap, ref bp, ref means, ref scales, 16);
                    r2 = Add<TOther>(r2, ref ap, ref bp, ref means, ref scales, 32);
                    r3 = AddLast<TOther>(r3, ref ap, ref bp, ref means, ref scales, room);
                }

                ap = ref Unsafe.Add(ref ap, stride);
                bp = ref Unsafe.Add(ref bp, stride);
            }

            if (typeof(TOther) == typeof(Nothing))
            {
                (s0, s1, s2, s3) = (s0 + r0, s1 + r1, s2 + r2, s3 + r3);
            }
            else
            {
                (u0, u1, u2, u3) = (u0 + r0, u1 + r1, u2 + r2, u3 + r3);
            }

            (t0, t1, t2, t3) = (t0 + s0, t1 + s1, t2 + s2, t3 + s3);
            al = ref Unsafe.Add(ref al, a.LineStride);
            bl = ref Unsafe.Add(ref bl, b.LineStride);
        }

        Store(t0, t1, t2, t3, ref Unsafe.Add(ref result, channel));
        if (typeof(TOther) != typeof(Nothing))
        {
            Store(u0, u1, u2, u3, ref Unsafe.Add(ref others, channel));
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Store(Vector512<float> s0, Vector512<float> s1, Vector512<float> s2, Vector512<float> s3, ref float result)
    {
        s0.StoreUnsafe(ref result);
        s1.StoreUnsafe(ref result, 16);
        s2.StoreUnsafe(ref result, 32);
        s3.StoreUnsafe(ref result, 48);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector512<float> Add<T>(Vector512<float> sum, ref float a, ref float b, ref float means, ref float scales, nuint c)
        where T : ITerm
        => T.Add(sum, Vector512.LoadUnsafe(ref a, c), Vector512.LoadUnsafe(ref b, c), Vector512.LoadUnsafe(ref means, c), Vector512.LoadUnsafe(ref scales, c));

    // A sample of a single pixel may have no room for a whole vector at its end.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector512<float> AddLast<T>(Vector512<float> sum, ref float a, ref float b, ref float means, ref float scales, int room)
        where T : ITerm
        => room == Lanes.Count ? Add<T>(sum, ref a, ref b, ref means, ref scales, 48)
            : T.Add(
                sum,
                Lanes.Load(ref Unsafe.Add(ref a, 48), room),
                Lanes.Load(ref Unsafe.Add(ref b, 48), room),
                Vector512.LoadUnsafe(ref means, 48),
                Vector512.LoadUnsafe(ref scales, 48));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector512<float> SumLine<T>(ref float a, ref float b, int width, nuint stride, int partials, int room, Vector512<float> mean, Vector512<float> scale)
        where T : ITerm
    {
        Vector512<float> s0 = Vector512<float>.Zero, s1 = s0, s2 = s0, s3 = s0;
        if (room < Lanes.Count)
        {
            return T.Add(s0, Lanes.Load(ref a, room), Lanes.Load(ref b, room), mean, scale);
        }

        if (partials == 4)
        {
            for (; width >= 4; width -= 4)
            {
                s0 = T.Add(s0, Vector512.LoadUnsafe(ref a), Vector512.LoadUnsafe(ref b), mean, scale);
                s1 = T.Add(s1, Vector512.LoadUnsafe(ref a, stride), Vector512.LoadUnsafe(ref b, stride), mean, scale);
                s2 = T.Add(s2, Vector512.LoadUnsafe(ref a, 2 * stride), Vector512.LoadUnsafe(ref b, 2 * stride), mean, scale);
                s3 = T.Add(s3, Vector512.LoadUnsafe(ref a, 3 * stride), Vector512.LoadUnsafe(ref b, 3 * stride), mean, scale);
                a = ref Unsafe.Add(ref a, 4 * stride);
                b = ref Unsafe.Add(ref b, 4 * stride);
            }

            if (width > 2)
            {
                s2 = T.Add(s2, Vector512.LoadUnsafe(ref a, 2 * stride), Vector512.LoadUnsafe(ref b, 2 * stride), mean, scale);
            }
        }
        else if (partials == 2)
        {
            for (; width >= 2; width -= 2)
            {
                s0 = T.Add(s0, Vector512.LoadUnsafe(ref a), Vector512.LoadUnsafe(ref b), mean, scale);
                s1 = T.Add(s1, Vector512.LoadUnsafe(ref a, stride), Vector512.LoadUnsafe(ref b, stride), mean, scale);
                a = ref Unsafe.Add(ref a, 2 * stride);
                b = ref Unsafe.Add(ref b, 2 * stride);
            }
        }
        else
        {
            for (; width >= 2; width--)
            {
                s0 = T.Add(s0, Vector512.LoadUnsafe(ref a), Vector512.LoadUnsafe(ref b), mean, scale);
                a = ref Unsafe.Add(ref a, stride);
                b = ref Unsafe.Add(ref b, stride);
            }
        }

        if (width > 0)
        {
            s0 = T.Add(s0, Vector512.LoadUnsafe(ref a), Vector512.LoadUnsafe(ref b), mean, scale);
        }

        if (width > 1)
        {
            s1 = T.Add(s1, Vector512.LoadUnsafe(ref a, stride), Vector512.LoadUnsafe(ref b, stride), mean, scale);
        }

        return s0 + s1 + (s2 + s3);
    }

    // Replaces the sums of the channels of each group by the group's mean. Whole vectors of a group are added lane by lane and folded, then the remaining channels follow
    // one by one: an order that depends on the size alone.
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void Average(in PixelView x, ref float sums, int groups)
    {
        int size = x.Channels / groups;
        float count = (float)((long)size * x.Height * x.Width);
        for (int group = 0; group < groups; group++)
        {
            float mean = Total(ref sums, size) / count;
            MemoryMarshal.CreateSpan(ref sums, size).Fill(mean);
            sums = ref Unsafe.Add(ref sums, size);
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static float Total(ref float sums, int size)
    {
        float total = 0;
        int next = 0;
        if (size >= Lanes.Count)
        {
            Vector512<float> lanes = Vector512<float>.Zero;
            for (; next + Lanes.Count <= size; next += Lanes.Count)
            {
                lanes += Vector512.LoadUnsafe(ref sums, (nuint)next);
            }

            total = Lanes.Fold(lanes);
        }

        for (; next < size; next++)
        {
            total += Unsafe.Add(ref sums, next);
        }

        return total;
    }

    /// <summary>What is summed up.</summary>
    private interface ITerm
    {
        static abstract Vector512<float> Add(Vector512<float> sum, Vector512<float> a, Vector512<float> b, Vector512<float> mean, Vector512<float> scale);
    }

    /// <summary>Nothing at all.</summary>
    private readonly struct Nothing : ITerm
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public static Vector512<float> Add(Vector512<float> sum, Vector512<float> a, Vector512<float> b, Vector512<float> mean, Vector512<float> scale) => sum;
    }

    /// <summary><c>a</c></summary>
    private readonly struct Value : ITerm
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public static Vector512<float> Add(Vector512<float> sum, Vector512<float> a, Vector512<float> b, Vector512<float> mean, Vector512<float> scale) => sum + a;
    }

    /// <summary><c>(a - mean)^2</c></summary>
    private readonly struct Square : ITerm
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public static Vector512<float> Add(Vector512<float> sum, Vector512<float> a, Vector512<float> b, Vector512<float> mean, Vector512<float> scale)
        {
            Vector512<float> d = a - mean;
            return Vector512.FusedMultiplyAdd(d, d, sum);
        }
    }

    /// <summary><c>a (b - mean) scale</c></summary>
    private readonly struct Product : ITerm
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public static Vector512<float> Add(Vector512<float> sum, Vector512<float> a, Vector512<float> b, Vector512<float> mean, Vector512<float> scale)
            => Vector512.FusedMultiplyAdd(a, (b - mean) * scale, sum);
    }
}
