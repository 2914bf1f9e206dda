using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace StaticNet.Kernels;

public static partial class VectorMath
{
    private const float SmallestNormal = 1.17549435e-38f;

    /// <summary>
    /// The natural logarithm, within 1 ulp, of subnormal numbers too. Of 0 (and -0) it is -infinity, of a negative number NaN.
    /// </summary>
    /// <param name="x">The numbers.</param>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<float> Log(Vector512<float> x)
    {
        // A subnormal number is brought up by 2^23.
        Vector512<float> subnormal = Vector512.LessThan(x, Vector512.Create(SmallestNormal));
        Vector512<int> bits = Vector512.ConditionalSelect(subnormal, x * Vector512.Create(8388608f), x).AsInt32();

        // x = 2^k m with sqrt(1/2) <= m < sqrt(2): 0x3F3504F3 is sqrt(1/2), and counting from there moves k at the right place.
        Vector512<int> exponent = Vector512.ShiftRightArithmetic(bits - Vector512.Create(0x3F3504F3), 23);
        Vector512<float> k = Vector512.ConvertToSingle(exponent);
        k = Vector512.ConditionalSelect(subnormal, k - Vector512.Create(23f), k);
        Vector512<float> f = (bits - Vector512.ShiftLeft(exponent, 23)).AsSingle() - Vector512<float>.One;

        // log(x) = k log(2) + log(1 + f), the small parts first.
        Vector512<float> y = Vector512.FusedMultiplyAdd(k, Vector512.Create(Ln2Low), Log1pMinusIdentity(f)) + f;
        y = Vector512.FusedMultiplyAdd(k, Vector512.Create(Ln2High), y);

        // Infinity, NaN; 0, negative numbers.
        y = Vector512.ConditionalSelect(Vector512.LessThan(x, Vector512.Create(float.PositiveInfinity)), y, x);
        Vector512<float> pole = Vector512.ConditionalSelect(
            Vector512.Equals(x, Vector512<float>.Zero), Vector512.Create(float.NegativeInfinity), Vector512.Create(float.NaN));
        return Vector512.ConditionalSelect(Vector512.LessThanOrEqual(x, Vector512<float>.Zero), pole, y);
    }

    /// <inheritdoc cref="Log(Vector512{float})"/>
    public static float Log(float x) => Log(Vector512.CreateScalar(x)).ToScalar();

    /// <summary>
    /// <c>log(1 + exp(x)) = max(x, 0) + log(1 + exp(-|x|))</c>, within 2 ulp at any x: it neither overflows for large x nor
    /// cancels for very negative ones. Below -87.33654 it is 0.
    /// </summary>
    /// <param name="x">The exponents.</param>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<float> Log1pExp(Vector512<float> x)
    {
        Vector512<float> a = Vector512.Abs(x);
        Vector512<float> e = ExpOfNegative(-a);
        e = Vector512.ConditionalSelect(Vector512.GreaterThan(a, Vector512.Create(-ExpLow)), Vector512<float>.Zero, e);

        // log(1 + e) where 1 + e <= sqrt(2), else log(2) + log((1 + e) / 2).
        Vector512<float> large = Vector512.GreaterThan(e, Vector512.Create(0.414213568f));
        Vector512<float> f = Vector512.ConditionalSelect(
            large, Vector512.FusedMultiplyAdd(e, Vector512.Create(0.5f), Vector512.Create(-0.5f)), e);
        Vector512<float> y = Log1pMinusIdentity(f) + f;
        y += Vector512.ConditionalSelect(large, Vector512.Create(Ln2High), Vector512<float>.Zero);
        return y + Vector512.ConditionalSelect(Vector512.LessThan(x, Vector512<float>.Zero), Vector512<float>.Zero, x);
    }

    /// <inheritdoc cref="Log1pExp(Vector512{float})"/>
    public static float Log1pExp(float x) => Log1pExp(Vector512.CreateScalar(x)).ToScalar();
}
