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
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<float> Exp(Vector512<float> x) => Apply<ExpFunction>(x);

    /// <inheritdoc cref="Exp(Vector512{float})"/>
    public static float Exp(float x) => Apply<ExpFunction>(x);

    /// <summary><c>exp(x) - 1</c>, within 2 ulp and without cancellation near 0. Above 88.72283 it is infinity.</summary>
    /// <param name="x">The exponents.</param>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<float> ExpM1(Vector512<float> x) => Apply<ExpM1Function>(x);

    /// <inheritdoc cref="ExpM1(Vector512{float})"/>
    public static float ExpM1(float x) => Apply<ExpM1Function>(x);

    /// <summary><c>x = n log(2) + r</c> with a whole n and <c>|r| &lt;= log(2) / 2</c> makes <c>exp(x) = 2^n exp(r)</c>.</summary>
    public readonly struct ExpFunction : IFunction
    {
        /// <inheritdoc/>
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public static T Of<T>(T x)
            where T : struct, ILanes<T>
        {
            T rounded = T.FusedMultiplyAdd(x, T.Create(Log2E), T.Create(Rounder));
            T n = rounded - T.Create(Rounder);
            T r = T.FusedMultiplyAdd(n, T.Create(-Ln2High), x);
            r = T.FusedMultiplyAdd(n, T.Create(-Ln2Low), r);
            T y = T.FusedMultiplyAdd(ExpM1Polynomial(r), r, T.Create(1f));
            y = T.FusedMultiplyAdd(y, r, T.Create(1f));

            // Times 2^n by adding n to the exponent: n = 128 occurs, and 2^128 is not a float to multiply with.
            y = T.AddBits(y, T.BitsToExponent(rounded));
            y = T.IfLess(x, T.Create(ExpLow), T.Create(0f), y);

            // Beyond the range, x + infinity is infinity; a NaN, which is in no range, stays one.
            return T.IfLessOrEqual(x, T.Create(ExpHigh), y, x + T.Create(float.PositiveInfinity));
        }
    }

    /// <summary><c>exp(x) - 1</c>, as <see cref="ExpFunction"/>.</summary>
    public readonly struct ExpM1Function : IFunction
    {
        /// <inheritdoc/>
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public static T Of<T>(T x)
            where T : struct, ILanes<T>
        {
            T rounded = T.FusedMultiplyAdd(x, T.Create(Log2E), T.Create(BiasedRounder - 1f));
            T n = rounded - T.Create(BiasedRounder - 1f);
            T r = T.FusedMultiplyAdd(n, T.Create(-Ln2High), x);
            r = T.FusedMultiplyAdd(n, T.Create(-Ln2Low), r);
            T p = T.FusedMultiplyAdd(r * r, ExpM1Polynomial(r), r);

            // 2^n (1 + p) - 1 = 2^n p + (2^n - 1), computed at half its size: 2^128 is not a float.
            T half = T.BitsToExponent(rounded);
            T y = T.FusedMultiplyAdd(half, p, half - T.Create(0.5f));
            y += y;

            // From -17.33 down, exp(x) is below half an ulp of 1.
            y = T.IfLess(x, T.Create(-17.5f), T.Create(-1f), y);
            return T.IfLessOrEqual(x, T.Create(ExpHigh), y, x + T.Create(float.PositiveInfinity));
        }
    }

    /// <summary><c>exp(x)</c> for <c>-87.33654 &lt;= x &lt;= 0</c>.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static T ExpOfNegative<T>(T x)
        where T : struct, ILanes<T>
    {
        T rounded = T.FusedMultiplyAdd(x, T.Create(Log2E), T.Create(BiasedRounder));
        T n = rounded - T.Create(BiasedRounder);
        T r = T.FusedMultiplyAdd(n, T.Create(-Ln2High), x);
        r = T.FusedMultiplyAdd(n, T.Create(-Ln2Low), r);
        T y = T.FusedMultiplyAdd(ExpM1Polynomial(r), r, T.Create(1f));
        y = T.FusedMultiplyAdd(y, r, T.Create(1f));
        return y * T.BitsToExponent(rounded);
    }

    /// <summary><c>exp(-|x|)</c> of any x. Where |x| is above 87.33654, it is 0.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static T ExpOfMinusAbs<T>(T x)
        where T : struct, ILanes<T>
    {
        T negative = -T.Abs(x);
        return T.IfLess(negative, T.Create(ExpLow), T.Create(0f), ExpOfNegative(negative));
    }
}
