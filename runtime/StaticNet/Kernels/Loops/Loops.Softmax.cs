using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace StaticNet.Kernels;

/// <content>
/// Softmax of the channels of pixels; a row is a pixel. The largest value is only subtracted before an exponential, which is NaN where a value is: the instruction of the machine will do, which differ in what
/// they make of a NaN. A sum has one vector after the other, the last of which has zeros behind the row's end.
/// </content>
public static partial class Loops
{
    /// <summary><c>y = exp(x) / sum of exp(x)</c></summary>
    /// <param name="x">The rows.</param>
    /// <param name="y">The result, which may lie in place of the rows.</param>
    /// <param name="samples">The samples.</param>
    [MethodImpl(Optimized)]
    public static void Softmax(in PixelView x, in PixelView y, int samples)
    {
        (nuint last, int lanes) = LastVector(x);
        (bool isWhole, bool isWholeResult) = (x.IsPadded, y.IsPadded);
        for (int sample = 0; sample < samples; sample++)
        {
            for (int line = 0; line < x.Height; line++)
            {
                ref float xp = ref x.Line(sample, line);
                ref float yp = ref y.Line(sample, line);
                for (int pixel = 0; pixel < x.Width; pixel++)
                {
                    Vector512<float> end = LoadLast(ref xp, last, lanes, isWhole);
                    Vector512<float> largest = Largest(ref xp, end, last, lanes);
                    Vector512<float> sums = Vector512<float>.Zero;

                    // The exponential stands here once: the JIT inlines no more than a method of this size is worth.
                    for (nuint c = 0; ; c += Lanes.Count)
                    {
                        Vector512<float> e = Exp((c < last ? Vector512.LoadUnsafe(ref xp, c) : end) - largest);
                        if (c == last)
                        {
                            end = Lanes.First(e, lanes);
                            break;
                        }

                        sums += e;
                        e.StoreUnsafe(ref yp, c);
                    }

                    Vector512<float> sum = Vector512.Create(Lanes.Fold(sums + end));
                    for (nuint c = 0; c < last; c += Lanes.Count)
                    {
                        (Vector512.LoadUnsafe(ref yp, c) / sum).StoreUnsafe(ref yp, c);
                    }

                    StoreLast(end / sum, ref yp, last, lanes, isWholeResult);
                    xp = ref Unsafe.Add(ref xp, x.PixelStride);
                    yp = ref Unsafe.Add(ref yp, y.PixelStride);
                }
            }
        }
    }

    /// <summary><c>y = x - log of the sum of exp(x)</c></summary>
    /// <param name="x">The rows.</param>
    /// <param name="y">The result, which may lie in place of the rows.</param>
    /// <param name="samples">The samples.</param>
    [MethodImpl(Optimized)]
    public static void LogSoftmax(in PixelView x, in PixelView y, int samples)
    {
        (nuint last, int lanes) = LastVector(x);
        (bool isWhole, bool isWholeResult) = (x.IsPadded, y.IsPadded);
        for (int sample = 0; sample < samples; sample++)
        {
            for (int line = 0; line < x.Height; line++)
            {
                ref float xp = ref x.Line(sample, line);
                ref float yp = ref y.Line(sample, line);
                for (int pixel = 0; pixel < x.Width; pixel++)
                {
                    Vector512<float> end = LoadLast(ref xp, last, lanes, isWhole);
                    Vector512<float> largest = Largest(ref xp, end, last, lanes);
                    Vector512<float> sums = Vector512<float>.Zero;
                    for (nuint c = 0; c <= last; c += Lanes.Count)
                    {
                        Vector512<float> e = Exp((c < last ? Vector512.LoadUnsafe(ref xp, c) : end) - largest);
                        sums += c < last ? e : Lanes.First(e, lanes);
                    }

                    Vector512<float> logSum = VectorMath.Log(Vector512.Create(Lanes.Fold(sums)));
                    for (nuint c = 0; c < last; c += Lanes.Count)
                    {
                        (Vector512.LoadUnsafe(ref xp, c) - largest - logSum).StoreUnsafe(ref yp, c);
                    }

                    StoreLast(end - largest - logSum, ref yp, last, lanes, isWholeResult);
                    xp = ref Unsafe.Add(ref xp, x.PixelStride);
                    yp = ref Unsafe.Add(ref yp, y.PixelStride);
                }
            }
        }
    }

    /// <summary>The gradient of <see cref="Softmax"/>: <c>dx = y (dy - sum of y dy)</c>.</summary>
    /// <param name="y">The result.</param>
    /// <param name="dy">Its gradient.</param>
    /// <param name="dx">The gradient of the rows, which may lie in place of that of the result.</param>
    /// <param name="samples">The samples.</param>
    [MethodImpl(Optimized)]
    public static void SoftmaxGradient(in PixelView y, in PixelView dy, in PixelView dx, int samples)
    {
        (nuint last, int lanes) = LastVector(y);
        (bool isWholeY, bool isWholeDy, bool isWholeDx) = (y.IsPadded, dy.IsPadded, dx.IsPadded);
        for (int sample = 0; sample < samples; sample++)
        {
            for (int line = 0; line < y.Height; line++)
            {
                ref float yp = ref y.Line(sample, line);
                ref float dyp = ref dy.Line(sample, line);
                ref float dxp = ref dx.Line(sample, line);
                for (int pixel = 0; pixel < y.Width; pixel++)
                {
                    Vector512<float> sums = Vector512<float>.Zero;
                    for (nuint c = 0; c < last; c += Lanes.Count)
                    {
                        sums = Vector512.FusedMultiplyAdd(Vector512.LoadUnsafe(ref yp, c), Vector512.LoadUnsafe(ref dyp, c), sums);
                    }

                    Vector512<float> yEnd = LoadLast(ref yp, last, lanes, isWholeY), dyEnd = LoadLast(ref dyp, last, lanes, isWholeDy);
                    sums = Vector512.FusedMultiplyAdd(Lanes.First(yEnd, lanes), Lanes.First(dyEnd, lanes), sums);
                    Vector512<float> sum = Vector512.Create(Lanes.Fold(sums));
                    for (nuint c = 0; c < last; c += Lanes.Count)
                    {
                        (Vector512.LoadUnsafe(ref yp, c) * (Vector512.LoadUnsafe(ref dyp, c) - sum)).StoreUnsafe(ref dxp, c);
                    }

                    StoreLast(yEnd * (dyEnd - sum), ref dxp, last, lanes, isWholeDx);
                    yp = ref Unsafe.Add(ref yp, y.PixelStride);
                    dyp = ref Unsafe.Add(ref dyp, dy.PixelStride);
                    dxp = ref Unsafe.Add(ref dxp, dx.PixelStride);
                }
            }
        }
    }

    /// <summary>The gradient of <see cref="LogSoftmax"/>: <c>dx = dy - exp(y) sum of dy</c>.</summary>
    /// <param name="y">The result.</param>
    /// <param name="dy">Its gradient.</param>
    /// <param name="dx">The gradient of the rows, which may lie in place of that of the result.</param>
    /// <param name="samples">The samples.</param>
    [MethodImpl(Optimized)]
    public static void LogSoftmaxGradient(in PixelView y, in PixelView dy, in PixelView dx, int samples)
    {
        (nuint last, int lanes) = LastVector(y);
        (bool isWholeY, bool isWholeDy, bool isWholeDx) = (y.IsPadded, dy.IsPadded, dx.IsPadded);
        for (int sample = 0; sample < samples; sample++)
        {
            for (int line = 0; line < y.Height; line++)
            {
                ref float yp = ref y.Line(sample, line);
                ref float dyp = ref dy.Line(sample, line);
                ref float dxp = ref dx.Line(sample, line);
                for (int pixel = 0; pixel < y.Width; pixel++)
                {
                    Vector512<float> sums = Vector512<float>.Zero;
                    for (nuint c = 0; c < last; c += Lanes.Count)
                    {
                        sums += Vector512.LoadUnsafe(ref dyp, c);
                    }

                    Vector512<float> dyEnd = LoadLast(ref dyp, last, lanes, isWholeDy);
                    sums += Lanes.First(dyEnd, lanes);
                    Vector512<float> sum = Vector512.Create(Lanes.Fold(sums));
                    Vector512<float> yEnd = LoadLast(ref yp, last, lanes, isWholeY);
                    for (nuint c = 0; ; c += Lanes.Count)
                    {
                        Vector512<float> e = Exp(c < last ? Vector512.LoadUnsafe(ref yp, c) : yEnd);
                        if (c == last)
                        {
                            StoreLast(dyEnd - (e * sum), ref dxp, last, lanes, isWholeDx);
                            break;
                        }

                        (Vector512.LoadUnsafe(ref dyp, c) - (e * sum)).StoreUnsafe(ref dxp, c);
                    }
                    yp = ref Unsafe.Add(ref yp, y.PixelStride);
                    dyp = ref Unsafe.Add(ref dyp, dy.PixelStride);
                    dxp = ref Unsafe.Add(ref dxp, dx.PixelStride);
                }
            }
        }
    }

    // A call would give its argument and its result by the stack, where vectors of 512 bits lie across lines of the cache.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector512<float> Exp(Vector512<float> x)
        => Vector512.IsHardwareAccelerated ? VectorMath.ExpFunction.Of(new Lanes16(x)).Value : VectorMath.Exp(x);

    // The largest value of a row in every lane.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector512<float> Largest(ref float x, Vector512<float> end, nuint last, int lanes)
    {
        Vector512<float> largest = Vector512.Create(float.NegativeInfinity);
        for (nuint c = 0; c < last; c += Lanes.Count)
        {
            largest = Vector512.MaxNative(largest, Vector512.LoadUnsafe(ref x, c));
        }

        end = Lanes.First(end, lanes, float.NegativeInfinity);
        return Vector512.Create(Lanes.FoldMax(last == 0 ? end : Vector512.MaxNative(largest, end)));
    }

    // Where the last vector of a row begins, and how many of its lanes hold values.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static (nuint First, int Lanes) LastVector(in PixelView rows) => ((nuint)((rows.Vectors - 1) * Lanes.Count), rows.LanesOf(rows.Vectors - 1));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector512<float> LoadLast(ref float row, nuint last, int lanes, bool isWhole)
        => isWhole ? Vector512.LoadUnsafe(ref row, last) : Lanes.Load(ref Unsafe.Add(ref row, last), lanes);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void StoreLast(Vector512<float> value, ref float row, nuint last, int lanes, bool isWhole)
    {
        if (isWhole)
        {
            value.StoreUnsafe(ref row, last);
        }
        else
        {
            Lanes.Store(value, ref Unsafe.Add(ref row, last), lanes);
        }
    }
}
