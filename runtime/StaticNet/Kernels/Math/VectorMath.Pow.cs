using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace StaticNet.Kernels;

public static partial class VectorMath
{
    /// <summary>
    /// <c>x</c> to the power of a constant, within 3 ulp. Exponents from -2 to 4 that are whole, and 1/2 and -1/2, are multiplications, divisions and square
    /// roots. Of a negative x with an exponent that is not whole it is NaN; results that would be subnormal are 0.
    /// </summary>
    /// <typeparam name="T">The vector.</typeparam>
    /// <param name="x">The bases.</param>
    /// <param name="exponent">The exponent of all of them. With one that is not finite the result is NaN.</param>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static T Pow<T>(T x, float exponent)
        where T : struct, ILanes<T>
        => exponent switch
        {
            -2f => Square(T.Create(1f) / x), // x x may be subnormal
            -1f => T.Create(1f) / x,
            -0.5f => T.Create(1f) / T.Sqrt(x),
            0f => T.Create(1f),
            0.5f => T.Sqrt(x),
            1f => x,
            2f => x * x,
            3f => x * x * x,
            4f => x * x * (x * x),
            _ => PowOfAny(x, exponent),
        };

    /// <inheritdoc cref="Pow{T}(T, float)"/>
    public static float Pow(float x, float exponent) => Pow(new Lanes4(Vector128.CreateScalar(x)), exponent).Value.ToScalar();

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static T Square<T>(T x)
        where T : struct, ILanes<T>
        => x * x;

    // exp(exponent log(x)), with log(x) in two floats: what it is off by is multiplied by up to 88.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static T PowOfAny<T>(T x, float exponent)
        where T : struct, ILanes<T>
    {
        T y = T.Create(exponent);
        T a = T.Abs(x);

        // a = 2^k m with sqrt(1/2) <= m < sqrt(2), as in the logarithm.
        T normal = T.IfLess(a, T.Create(SmallestNormal), a * T.Create(8388608f), a);
        T bits = T.ExponentToBits(T.SubtractBits(normal, T.Create(SquareRootOfHalf)));
        T k = T.BitsToFloat(bits);
        k = T.IfLess(a, T.Create(SmallestNormal), k - T.Create(23f), k);
        T f = T.SubtractBits(normal, T.BitsToExponent(bits)) - T.Create(1f);

        // log(m) = 2 s + s^3 q(s^2) with s = f / (2 + f), and what the division and the sum have lost.
        T d = f + T.Create(2f);
        T dLow = f - (d - T.Create(2f));
        T s = f / d;
        T sLow = (T.FusedMultiplyAdd(-s, d, f) - (s * dLow)) / d;
        T w = s * s;
        T q = T.Create(0.242862388f);
        q = T.FusedMultiplyAdd(q, w, T.Create(0.284984857f));
        q = T.FusedMultiplyAdd(q, w, T.Create(0.400009751f));
        q = T.FusedMultiplyAdd(q, w, T.Create(0.666666627f));
        T small = T.FusedMultiplyAdd(s * w, q, sLow + sLow);

        T twice = s + s;
        T whole = k * T.Create(Ln2High);
        T wholeLow = T.FusedMultiplyAdd(k, T.Create(Ln2Low), T.FusedMultiplyAdd(k, T.Create(Ln2High), -whole));
        T sum = whole + twice;
        T rest = (twice - (sum - whole)) + (wholeLow + small);
        T log = sum + rest;
        T logLow = rest - (log - sum);

        // exp(t + tLow) = exp(t) + exp(t) tLow; beyond the range of exp, tLow may be anything.
        T t = y * log;
        T tLow = T.FusedMultiplyAdd(y, logLow, T.FusedMultiplyAdd(y, log, -t));
        T power = ExpFunction.Of(t);
        power = T.IfLessOrEqual(T.Abs(t), T.Create(ExpHigh), T.FusedMultiplyAdd(power, tLow, power), power);

        power = T.IfEqual(a, T.Create(0f), T.Create(exponent > 0 ? 0f : float.PositiveInfinity), power);
        power = T.IfLess(a, T.Create(float.PositiveInfinity), power, exponent > 0 ? a : T.Create(1f) / a); // a NaN, too
        if (!float.IsFinite(exponent))
        {
            return T.Create(float.NaN);
        }

        return !float.IsInteger(exponent) ? T.IfLess(x, T.Create(0f), T.Create(float.NaN), power)
            : float.IsOddInteger(exponent) ? T.CopySign(power, x)
            : power;
    }
}
