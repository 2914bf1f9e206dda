using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace StaticNet.Kernels;

public static partial class VectorMath
{
    // exp is at least 2^-126, the smallest normal float, from here,
    private const float ExpLow = -87.3365402f;

    // and still finite here.
    private const float ExpHigh = 88.7228317f;

    /// <summary>
    /// <c>exp(x)</c>, within 1 ulp. Above 88.72283 it is infinity; below -87.33654, where the result would be subnormal, it is 0.
    /// </summary>
    /// <param name="x">The exponents.</param>
    /// <remarks><c>x = n log(2) + r</c> with a whole n and <c>|r| &lt;= log(2) / 2</c> makes <c>exp(x) = 2^n exp(r)</c>.</remarks>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<float> Exp(Vector512<float> x)
    {
        Vector512<float> rounded = Vector512.FusedMultiplyAdd(x, Vector512.Create(Log2E), Vector512.Create(Rounder));
        Vector512<float> n = rounded - Vector512.Create(Rounder);
        Vector512<float> r = Vector512.FusedMultiplyAdd(n, Vector512.Create(-Ln2High), x);
        r = Vector512.FusedMultiplyAdd(n, Vector512.Create(-Ln2Low), r);

        Vector512<float> y = Vector512.FusedMultiplyAdd(ExpM1Polynomial(r), r, Vector512<float>.One);
        y = Vector512.FusedMultiplyAdd(y, r, Vector512<float>.One);

        // Times 2^n by adding n to the exponent's bits: n = 128 is among them, and 2^128 is no float to multiply with.
        y = (y.AsInt32() + Vector512.ShiftLeft(rounded.AsInt32(), 23)).AsSingle();
        y = Vector512.ConditionalSelect(Vector512.LessThan(x, Vector512.Create(ExpLow)), Vector512<float>.Zero, y);

        // Beyond the range, x + infinity is infinity; a NaN, which is in no range, stays one.
        return Vector512.ConditionalSelect(
            Vector512.LessThanOrEqual(x, Vector512.Create(ExpHigh)), y, x + Vector512.Create(float.PositiveInfinity));
    }

    /// <inheritdoc cref="Exp(Vector512{float})"/>
    public static float Exp(float x) => Exp(Vector512.CreateScalar(x)).ToScalar();

    /// <summary><c>exp(x) - 1</c>, within 2 ulp and without cancellation near 0. Above 88.72283 it is infinity.</summary>
    /// <param name="x">The exponents.</param>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<float> ExpM1(Vector512<float> x)
    {
        Vector512<float> rounded = Vector512.FusedMultiplyAdd(x, Vector512.Create(Log2E), Vector512.Create(BiasedRounder - 1f));
        Vector512<float> n = rounded - Vector512.Create(BiasedRounder - 1f);
        Vector512<float> r = Vector512.FusedMultiplyAdd(n, Vector512.Create(-Ln2High), x);
        r = Vector512.FusedMultiplyAdd(n, Vector512.Create(-Ln2Low), r);
        Vector512<float> p = Vector512.FusedMultiplyAdd(r * r, ExpM1Polynomial(r), r);

        // 2^n (1 + p) - 1 = 2^n p + (2^n - 1), computed at half its size: 2^128 is no float.
        Vector512<float> half = Vector512.ShiftLeft(rounded.AsInt32(), 23).AsSingle();
        Vector512<float> y = Vector512.FusedMultiplyAdd(half, p, half - Vector512.Create(0.5f));
        y += y;

        // From -17.33 down, exp(x) is below half an ulp of 1.
        y = Vector512.ConditionalSelect(Vector512.LessThan(x, Vector512.Create(-17.5f)), Vector512.Create(-1f), y);
        return Vector512.ConditionalSelect(
            Vector512.LessThanOrEqual(x, Vector512.Create(ExpHigh)), y, x + Vector512.Create(float.PositiveInfinity));
    }

    /// <inheritdoc cref="ExpM1(Vector512{float})"/>
    public static float ExpM1(float x) => ExpM1(Vector512.CreateScalar(x)).ToScalar();

    /// <summary><c>exp(x)</c> for <c>-87.33654 &lt;= x &lt;= 0</c>.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector512<float> ExpOfNegative(Vector512<float> x)
    {
        Vector512<float> rounded = Vector512.FusedMultiplyAdd(x, Vector512.Create(Log2E), Vector512.Create(BiasedRounder));
        Vector512<float> n = rounded - Vector512.Create(BiasedRounder);
        Vector512<float> r = Vector512.FusedMultiplyAdd(n, Vector512.Create(-Ln2High), x);
        r = Vector512.FusedMultiplyAdd(n, Vector512.Create(-Ln2Low), r);

        Vector512<float> y = Vector512.FusedMultiplyAdd(ExpM1Polynomial(r), r, Vector512<float>.One);
        y = Vector512.FusedMultiplyAdd(y, r, Vector512<float>.One);
        return y * Vector512.ShiftLeft(rounded.AsInt32(), 23).AsSingle();
    }
}
