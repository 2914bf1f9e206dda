using System.ComponentModel;
using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace StaticNet.Kernels;

/// <summary>
/// Elementary functions of 16 floats at once. Each is a fixed sequence of IEEE 754 operations (fused multiply-add, + - * /,
/// comparison, selection, and integer operations on the bits), so that a lane has the same bits on every machine, at every
/// vector width, and as the scalar overload. No lane affects another.
/// </summary>
/// <remarks>
/// <para>
/// A NaN gives a NaN; its sign and payload are not specified. The polynomials were found by
/// <c>tests/fixtures/fit_vector_math.py</c>: minimax in the resulting error of the function (Remez), rounded to float coefficient by
/// coefficient, the others fitted again. The errors named are bounds that the tests assert over millions of floats of all magnitudes.
/// </para>
/// <para>
/// Where a range of inputs needs another value, that is a comparison and a selection, and never a minimum or a maximum: those differ in
/// their treatment of a NaN.
/// </para>
/// </remarks>
[EditorBrowsable(EditorBrowsableState.Never)]
public static partial class VectorMath
{
    private const float Log2E = 1.44269504f;

    // log(2) in two parts: the nearest float, and the difference.
    private const float Ln2High = 0.693147182f;
    private const float Ln2Low = -1.90465421e-9f;

    // 1.5 * 2^23: at this magnitude floats are the whole numbers, so that adding it rounds to the nearest one (ties to even) and
    // leaves that, in two's complement, in the low bits.
    private const float Rounder = 12582912f;

    // The same with the exponent's bias on top: shifted up, the low bits are 2^n as a float.
    private const float BiasedRounder = 12582912f + 127f;

    /// <summary>Maps each lane by itself, at the width that the machine has: one call for 16 lanes.</summary>
    /// <typeparam name="TFunction">The function.</typeparam>
    /// <param name="x">The arguments.</param>
    /// <remarks>
    /// Only this dispatch is inlined, the function is not. A function is twenty to forty operations, and a kernel uses it many times: the JIT gives up inlining, the plain
    /// operations of <see cref="Vector512"/> included, in a method of more than 512 locals.
    /// </remarks>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<float> Apply<TFunction>(Vector512<float> x)
        where TFunction : struct, IFunction
    {
        if (Vector512.IsHardwareAccelerated)
        {
            return ApplyWhole<TFunction>(x);
        }

        // Through memory: a Vector512 that is no register would be passed in pieces of 16 bytes, and reading those as 32 has to wait.
        Unsafe.SkipInit(out Vector512<float> memory);
        ref float lanes = ref Unsafe.As<Vector512<float>, float>(ref memory);
        x.StoreUnsafe(ref lanes);
        ApplyInParts<TFunction>(ref lanes);
        return Vector512.LoadUnsafe(ref lanes);
    }

    /// <summary>The same bits for a single value.</summary>
    internal static float Apply<TFunction>(float x)
        where TFunction : struct, IFunction
        => Vector512.IsHardwareAccelerated
            ? ApplyWhole<TFunction>(Vector512.Create(x)).ToScalar()
            : TFunction.Of(new Lanes4(Vector128.CreateScalar(x))).Value.ToScalar();

    /// <summary>A function as a call, for functions that are composed of so many that inlining them all would be too much for the JIT.</summary>
    /// <typeparam name="TFunction">The function.</typeparam>
    /// <typeparam name="T">The vector.</typeparam>
    /// <param name="x">The arguments.</param>
    [MethodImpl(MethodImplOptions.NoInlining | MethodImplOptions.AggressiveOptimization)]
    public static T Call<TFunction, T>(T x)
        where TFunction : struct, IFunction
        where T : struct, ILanes<T>
        => TFunction.Of(x);

    /// <summary>Computes a loss and its derivative, each lane by itself, at the width that the machine has.</summary>
    /// <typeparam name="TLoss">The loss.</typeparam>
    /// <param name="y">The outputs.</param>
    /// <param name="t">The targets.</param>
    /// <param name="dy">The derivative of the loss with respect to y.</param>
    [MethodImpl(MethodImplOptions.NoInlining | MethodImplOptions.AggressiveOptimization)]
    public static Vector512<float> Apply<TLoss>(Vector512<float> y, Vector512<float> t, out Vector512<float> dy)
        where TLoss : struct, ILossFunction
    {
        if (Vector512.IsHardwareAccelerated)
        {
            Lanes16 whole = TLoss.Of(new Lanes16(y), new Lanes16(t), out Lanes16 slope);
            dy = slope.Value;
            return whole.Value;
        }

        // Loops, so that the function is inlined once.
        Unsafe.SkipInit(out Vector512<float> losses);
        Unsafe.SkipInit(out dy);
        ref float ys = ref Unsafe.As<Vector512<float>, float>(ref y);
        ref float ts = ref Unsafe.As<Vector512<float>, float>(ref t);
        ref float to = ref Unsafe.As<Vector512<float>, float>(ref losses);
        ref float toSlopes = ref Unsafe.As<Vector512<float>, float>(ref dy);
        if (Vector256.IsHardwareAccelerated)
        {
            for (nuint i = 0; i < (nuint)Vector512<float>.Count; i += (nuint)Vector256<float>.Count)
            {
                Lanes8 loss = TLoss.Of(new Lanes8(Vector256.LoadUnsafe(ref ys, i)), new Lanes8(Vector256.LoadUnsafe(ref ts, i)), out Lanes8 slope);
                loss.Value.StoreUnsafe(ref to, i);
                slope.Value.StoreUnsafe(ref toSlopes, i);
            }
        }
        else
        {
            for (nuint i = 0; i < (nuint)Vector512<float>.Count; i += (nuint)Vector128<float>.Count)
            {
                Lanes4 loss = TLoss.Of(new Lanes4(Vector128.LoadUnsafe(ref ys, i)), new Lanes4(Vector128.LoadUnsafe(ref ts, i)), out Lanes4 slope);
                loss.Value.StoreUnsafe(ref to, i);
                slope.Value.StoreUnsafe(ref toSlopes, i);
            }
        }

        return losses;
    }

    [MethodImpl(MethodImplOptions.NoInlining | MethodImplOptions.AggressiveOptimization)]
    private static Vector512<float> ApplyWhole<TFunction>(Vector512<float> x)
        where TFunction : struct, IFunction
        => TFunction.Of(new Lanes16(x)).Value;

    // Loops, so that the function is inlined once: twice GELU's derivative has too many locals.
    [MethodImpl(MethodImplOptions.NoInlining | MethodImplOptions.AggressiveOptimization)]
    private static void ApplyInParts<TFunction>(ref float lanes)
        where TFunction : struct, IFunction
    {
        if (Vector256.IsHardwareAccelerated)
        {
            for (nuint i = 0; i < (nuint)Vector512<float>.Count; i += (nuint)Vector256<float>.Count)
            {
                TFunction.Of(new Lanes8(Vector256.LoadUnsafe(ref lanes, i))).Value.StoreUnsafe(ref lanes, i);
            }
        }
        else
        {
            for (nuint i = 0; i < (nuint)Vector512<float>.Count; i += (nuint)Vector128<float>.Count)
            {
                TFunction.Of(new Lanes4(Vector128.LoadUnsafe(ref lanes, i))).Value.StoreUnsafe(ref lanes, i);
            }
        }
    }

    /// <summary>
    /// <c>q(r)</c> in <c>exp(r) - 1 = r + r^2 q(r)</c> for <c>|r| &lt;= log(2) / 2</c>; the error of that is below 2^-26 of its value.
    /// </summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static T ExpM1Polynomial<T>(T r)
        where T : struct, ILanes<T>
    {
        T q = T.Create(0.00138394127f);
        q = T.FusedMultiplyAdd(q, r, T.Create(0.00836705696f));
        q = T.FusedMultiplyAdd(q, r, T.Create(0.0416677445f));
        q = T.FusedMultiplyAdd(q, r, T.Create(0.16666539f));
        return T.FusedMultiplyAdd(q, r, T.Create(0.49999997f));
    }

    /// <summary>
    /// <c>log(1 + f) - f = f^2 (f p(f) - 1/2)</c> for <c>sqrt(1/2) &lt;= 1 + f &lt;= sqrt(2)</c>; the error of p is below 2^-26 of log(1 + f).
    /// </summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static T Log1pMinusIdentity<T>(T f)
        where T : struct, ILanes<T>
    {
        T p = T.Create(-0.0763967633f);
        p = T.FusedMultiplyAdd(p, f, T.Create(0.127666488f));
        p = T.FusedMultiplyAdd(p, f, T.Create(-0.131598577f));
        p = T.FusedMultiplyAdd(p, f, T.Create(0.142009214f));
        p = T.FusedMultiplyAdd(p, f, T.Create(-0.166233182f));
        p = T.FusedMultiplyAdd(p, f, T.Create(0.200012609f));
        p = T.FusedMultiplyAdd(p, f, T.Create(-0.250008225f));
        p = T.FusedMultiplyAdd(p, f, T.Create(0.333333313f));
        return f * f * T.FusedMultiplyAdd(p, f, T.Create(-0.5f));
    }
}
