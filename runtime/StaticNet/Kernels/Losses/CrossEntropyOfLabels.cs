using System.ComponentModel;
using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace StaticNet.Kernels;

/// <summary>
/// Cross-entropy with labels over up to 16 classes, with 16 samples in the lanes: a row of few classes would leave most lanes empty, and its
/// largest value, sum and logarithm would each wait for the one before.
/// </summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public static class CrossEntropyOfLabels
{
    /// <summary>The most classes.</summary>
    public const int MostClasses = 16;

    /// <summary>
    /// Adds up <c>L = log(sum over c of exp(y[c])) - y[label]</c>, and writes <c>dy[c] = (softmax(y)[c] - (c is label)) scale</c>, with the
    /// largest y subtracted from all before the exponential.
    /// </summary>
    /// <param name="y">The logits of the first sample.</param>
    /// <param name="stride">The distance in floats of a sample's logits to the next one's.</param>
    /// <param name="labels">The samples' labels.</param>
    /// <param name="dy">Where the gradient goes.</param>
    /// <param name="gradientStride">The distance in floats of a sample's gradient to the next one's.</param>
    /// <param name="classes">From 1 to <see cref="MostClasses"/>.</param>
    /// <param name="samples">The number of samples.</param>
    /// <param name="scale">The factor of the gradient: 1 over the number that the mean is taken over.</param>
    /// <returns>The sum of the losses, the samples added one after another.</returns>
    [SkipLocalsInit]
    [MethodImpl(MethodImplOptions.NoInlining | MethodImplOptions.AggressiveOptimization)]
    public static double Run(ref float y, int stride, ref int labels, ref float dy, int gradientStride, int classes, int samples, float scale)
    {
        Unsafe.SkipInit(out Classes memory);
        ref float rows = ref memory.First;
        Vector512<float> largest = default, losses = default;
        ref float largestOf = ref Unsafe.As<Vector512<float>, float>(ref largest);
        ref float lossOf = ref Unsafe.As<Vector512<float>, float>(ref losses);
        double loss = 0;
        for (int count; samples > 0; samples -= count)
        {
            count = Math.Min(samples, Lanes.Count);
            Vector512<float> most = Vector512.Create(float.NegativeInfinity);
            for (int c = 0; c < classes; c += 4)
            {
                GatherFour(ref Unsafe.Add(ref y, c), stride, count, samples == count, classes - c, ref Unsafe.Add(ref rows, c * 16));
            }

            for (nuint c = 0; c < (nuint)classes * 16; c += 16)
            {
                most = Vector512.MaxNative(most, Vector512.LoadUnsafe(ref rows, c));
            }

            Vector512<float> sum = Vector512<float>.Zero;
            for (nuint c = 0; c < (nuint)classes * 16; c += 16)
            {
                Vector512<float> e = VectorMath.Exp(Vector512.LoadUnsafe(ref rows, c) - most);
                e.StoreUnsafe(ref rows, c);
                sum += e;
            }

            Vector512<float> factor = Vector512.Create(scale) / sum;
            for (int c = 0; c < classes; c += 4)
            {
                ScatterFour(ref Unsafe.Add(ref rows, c * 16), factor, ref Unsafe.Add(ref dy, c), gradientStride, count);
            }

            largest = most;
            losses = VectorMath.Log(sum);
            for (int i = 0; i < count; i++)
            {
                int label = Unsafe.Add(ref labels, i);
                Unsafe.Add(ref dy, label) -= scale;
                loss += Unsafe.Add(ref lossOf, i) - (Unsafe.Add(ref y, label) - Unsafe.Add(ref largestOf, i));
                y = ref Unsafe.Add(ref y, stride);
                dy = ref Unsafe.Add(ref dy, gradientStride);
            }

            labels = ref Unsafe.Add(ref labels, count);
        }

        return loss;
    }

    // Four classes of 16 samples, a vector each; the last sample is repeated in the remaining lanes.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void GatherFour(ref float y, int stride, int count, bool isLast, int classes, ref float rows)
    {
        Unsafe.SkipInit(out Samples memory);
        ref float source = ref memory.First;
        if (count == Lanes.Count && !isLast)
        {
            source = ref y;
        }
        else
        {
            CopyLast(ref y, stride, count, classes, ref source);
            stride = 4;
        }

        Lanes.TransposeFour(
            EveryFourth(ref source, stride),
            EveryFourth(ref Unsafe.Add(ref source, stride), stride),
            EveryFourth(ref Unsafe.Add(ref source, 2 * stride), stride),
            EveryFourth(ref Unsafe.Add(ref source, 3 * stride), stride),
            out Vector512<float> r0, out Vector512<float> r1, out Vector512<float> r2, out Vector512<float> r3);
        r0.StoreUnsafe(ref rows);
        r1.StoreUnsafe(ref rows, 16);
        r2.StoreUnsafe(ref rows, 32);
        r3.StoreUnsafe(ref rows, 48);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector512<float> EveryFourth(ref float y, int stride)
        => Lanes.Join(
            Vector256.Create(Vector128.LoadUnsafe(ref y), Vector128.LoadUnsafe(ref Unsafe.Add(ref y, 4 * stride))),
            Vector256.Create(Vector128.LoadUnsafe(ref Unsafe.Add(ref y, 8 * stride)), Vector128.LoadUnsafe(ref Unsafe.Add(ref y, 12 * stride))));

    // Four floats from the last sample's last classes on may end beyond its memory.
    [MethodImpl(MethodImplOptions.NoInlining)]
    private static void CopyLast(ref float y, int stride, int count, int classes, ref float memory)
    {
        for (int i = 0; i < Lanes.Count; i++)
        {
            ref float sample = ref Unsafe.Add(ref y, Math.Min(i, count - 1) * stride);
            for (int c = 0; c < Math.Min(classes, 4); c++)
            {
                Unsafe.Add(ref memory, (i * 4) + c) = Unsafe.Add(ref sample, c);
            }
        }
    }

    // Four classes of 16 samples, times a factor per sample, to the samples' gradients.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void ScatterFour(ref float rows, Vector512<float> factor, ref float dy, int stride, int count)
    {
        Lanes.TransposeFour(
            Vector512.LoadUnsafe(ref rows) * factor,
            Vector512.LoadUnsafe(ref rows, 16) * factor,
            Vector512.LoadUnsafe(ref rows, 32) * factor,
            Vector512.LoadUnsafe(ref rows, 48) * factor,
            out Vector512<float> s0, out Vector512<float> s1, out Vector512<float> s2, out Vector512<float> s3);
        for (int i = 0; i < count; i += 4)
        {
            Store(s0, ref dy, stride, i, count);
            Store(s1, ref dy, stride, i + 1, count);
            Store(s2, ref dy, stride, i + 2, count);
            Store(s3, ref dy, stride, i + 3, count);
            s0 = Next(s0);
            s1 = Next(s1);
            s2 = Next(s2);
            s3 = Next(s3);
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Store(Vector512<float> four, ref float dy, int stride, int sample, int count)
    {
        if (sample < count)
        {
            four.GetLower().GetLower().StoreUnsafe(ref Unsafe.Add(ref dy, sample * stride));
        }
    }

    // Moves the next four lanes to the front.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector512<float> Next(Vector512<float> lanes)
        => Avx512F.IsSupported
            ? Avx512F.Shuffle4x128(lanes, lanes, 0b00_11_10_01)
            : Lanes.Join(Vector256.Create(lanes.GetLower().GetUpper(), lanes.GetUpper().GetLower()), Vector256.Create(lanes.GetUpper().GetUpper(), lanes.GetLower().GetLower()));

    [InlineArray(MostClasses * Lanes.Count)]
    private struct Classes
    {
        public float First;
    }

    [InlineArray(4 * Lanes.Count)]
    private struct Samples
    {
        public float First;
    }
}
