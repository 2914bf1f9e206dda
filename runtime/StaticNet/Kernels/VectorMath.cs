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
/// <c>tests/fixtures/fit_vector_math.py</c>: minimax in the error that the function sees (Remez), rounded to float coefficient by
/// coefficient, the others fitted again. The errors named are the largest found by the tests over all of the floats that they visit.
/// </para>
/// <para>
/// Where a range of inputs needs another value, that is a comparison and a selection, and never a minimum or a maximum: those differ in
/// what they make of a NaN.
/// </para>
/// </remarks>
public static partial class VectorMath
{
    private const float Log2E = 1.44269504f;

    // log(2) in two parts: the nearest float, and what it lacks.
    private const float Ln2High = 0.693147182f;
    private const float Ln2Low = -1.90465421e-9f;

    // 1.5 * 2^23: at this magnitude floats are the whole numbers, so that adding it rounds to the nearest one (ties to even) and
    // leaves that, in two's complement, in the low bits.
    private const float Rounder = 12582912f;

    // The same with the exponent's bias on top: shifted left by 23, the low bits are 2^n as a float.
    private const float BiasedRounder = 12582912f + 127f;

    /// <summary>
    /// <c>q(r)</c> in <c>exp(r) - 1 = r + r^2 q(r)</c> for <c>|r| &lt;= log(2) / 2</c>; the error of that is below 2^-26 of its value.
    /// </summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector512<float> ExpM1Polynomial(Vector512<float> r)
    {
        Vector512<float> q = Vector512.Create(0.00138394127f);
        q = Vector512.FusedMultiplyAdd(q, r, Vector512.Create(0.00836705696f));
        q = Vector512.FusedMultiplyAdd(q, r, Vector512.Create(0.0416677445f));
        q = Vector512.FusedMultiplyAdd(q, r, Vector512.Create(0.16666539f));
        return Vector512.FusedMultiplyAdd(q, r, Vector512.Create(0.49999997f));
    }

    /// <summary>
    /// <c>log(1 + f) - f = f^2 (f p(f) - 1/2)</c> for <c>sqrt(1/2) &lt;= 1 + f &lt;= sqrt(2)</c>; the error of p is below 2^-26 of log(1 + f).
    /// </summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector512<float> Log1pMinusIdentity(Vector512<float> f)
    {
        Vector512<float> p = Vector512.Create(-0.0763967633f);
        p = Vector512.FusedMultiplyAdd(p, f, Vector512.Create(0.127666488f));
        p = Vector512.FusedMultiplyAdd(p, f, Vector512.Create(-0.131598577f));
        p = Vector512.FusedMultiplyAdd(p, f, Vector512.Create(0.142009214f));
        p = Vector512.FusedMultiplyAdd(p, f, Vector512.Create(-0.166233182f));
        p = Vector512.FusedMultiplyAdd(p, f, Vector512.Create(0.200012609f));
        p = Vector512.FusedMultiplyAdd(p, f, Vector512.Create(-0.250008225f));
        p = Vector512.FusedMultiplyAdd(p, f, Vector512.Create(0.333333313f));
        return f * f * Vector512.FusedMultiplyAdd(p, f, Vector512.Create(-0.5f));
    }
}
