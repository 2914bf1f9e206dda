using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace StaticNet.Kernels;

public static partial class VectorMath
{
    /// <summary>2^-126; what is smaller has fewer digits.</summary>
    internal const float SmallestNormal = 1.17549435e-38f;

    private const float SquareRootOfHalf = 0.707106769f;

    /// <summary>
    /// The natural logarithm, within 1 ulp, of subnormal numbers too. Of 0 (and -0) it is -infinity, of a negative number NaN.
    /// </summary>
    /// <param name="x">The numbers.</param>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<float> Log(Vector512<float> x) => Apply<LogFunction>(x);

    /// <inheritdoc cref="Log(Vector512{float})"/>
    public static float Log(float x) => Apply<LogFunction>(x);

    /// <summary>
    /// <c>log(1 + exp(x)) = max(x, 0) + log(1 + exp(-|x|))</c>, within 2 ulp at any x: it neither overflows for large x nor
    /// cancels for very negative ones. Below -87.33654 it is 0.
    /// </summary>
    /// <param name="x">The exponents.</param>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<float> Log1pExp(Vector512<float> x) => Apply<Log1pExpFunction>(x);

    /// <inheritdoc cref="Log1pExp(Vector512{float})"/>
    public static float Log1pExp(float x) => Apply<Log1pExpFunction>(x);

    /// <summary><c>x = 2^k (1 + f)</c> with <c>sqrt(1/2) &lt;= 1 + f &lt; sqrt(2)</c> makes <c>log(x) = k log(2) + log(1 + f)</c>.</summary>
    public readonly struct LogFunction : IFunction
    {
        /// <inheritdoc/>
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public static T Of<T>(T x)
            where T : struct, ILanes<T>
        {
            // A subnormal number is scaled up by 2^23.
            T normal = T.IfLess(x, T.Create(SmallestNormal), x * T.Create(8388608f), x);

            // Counted from the bits of sqrt(1/2), the exponent changes at the right place.
            T exponent = T.ExponentToBits(T.SubtractBits(normal, T.Create(SquareRootOfHalf)));
            T k = T.BitsToFloat(exponent);
            k = T.IfLess(x, T.Create(SmallestNormal), k - T.Create(23f), k);
            T f = T.SubtractBits(normal, T.BitsToExponent(exponent)) - T.Create(1f);

            // The small parts first.
            T y = T.FusedMultiplyAdd(k, T.Create(Ln2Low), Log1pMinusIdentity(f)) + f;
            y = T.FusedMultiplyAdd(k, T.Create(Ln2High), y);

            // Infinity and NaN are their own logarithms.
            y = T.IfLess(x, T.Create(float.PositiveInfinity), y, x);
            T pole = T.IfEqual(x, T.Create(0f), T.Create(float.NegativeInfinity), T.Create(float.NaN));
            return T.IfLessOrEqual(x, T.Create(0f), pole, y);
        }
    }

    /// <summary><c>max(x, 0) + log(1 + exp(-|x|))</c>.</summary>
    public readonly struct Log1pExpFunction : IFunction
    {
        /// <inheritdoc/>
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public static T Of<T>(T x)
            where T : struct, ILanes<T>
        {
            T e = ExpOfMinusAbs(x);

            // log(1 + e) where 1 + e <= sqrt(2), else log(2) + log((1 + e) / 2).
            T limit = T.Create(0.414213568f);
            T f = T.IfLess(limit, e, T.FusedMultiplyAdd(e, T.Create(0.5f), T.Create(-0.5f)), e);
            T y = Log1pMinusIdentity(f) + f;
            y += T.IfLess(limit, e, T.Create(Ln2High), T.Create(0f));
            return y + T.IfLess(x, T.Create(0f), T.Create(0f), x);
        }
    }
}
