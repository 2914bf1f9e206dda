using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace StaticNet.Kernels;

public static partial class VectorMath
{
    /// <summary><c>tanh(x)</c>, within 2 ulp, without cancellation near 0; its sign is that of x, of zeros too.</summary>
    /// <param name="x">The arguments.</param>
    /// <remarks>
    /// An odd polynomial where <c>|x| &lt; 0.5493</c>, that is, <c>|tanh(x)| &lt; 1/2</c>; its error is below 2^-29 of the result. Else
    /// <c>1 - 2 / (exp(2 |x|) + 1)</c>, and with <c>2 |x| = n log(2) + r</c>, <c>exp(2 |x|) + 1 = 2^n (exp(r) - 1) + (2^n + 1)</c>.
    /// </remarks>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<float> Tanh(Vector512<float> x)
    {
        Vector512<float> z = x * x;
        Vector512<float> q = Vector512.Create(-0.00624284893f);
        q = Vector512.FusedMultiplyAdd(q, z, Vector512.Create(0.021050714f));
        q = Vector512.FusedMultiplyAdd(q, z, Vector512.Create(-0.0538475476f));
        q = Vector512.FusedMultiplyAdd(q, z, Vector512.Create(0.133325443f));
        q = Vector512.FusedMultiplyAdd(q, z, Vector512.Create(-0.333333164f));
        Vector512<float> small = Vector512.FusedMultiplyAdd(q, x * z, x);

        // From 9.02 up, tanh rounds to 1. The lower part of log(2) is dropped: n is below 28, and what it would add is lost in the 1.
        Vector512<float> a = Vector512.Abs(x);
        Vector512<float> b = Vector512.ConditionalSelect(Vector512.GreaterThan(a, Vector512.Create(9.5f)), Vector512.Create(9.5f), a);
        b += b;
        Vector512<float> rounded = Vector512.FusedMultiplyAdd(b, Vector512.Create(Log2E), Vector512.Create(BiasedRounder));
        Vector512<float> n = rounded - Vector512.Create(BiasedRounder);
        Vector512<float> r = Vector512.FusedMultiplyAdd(n, Vector512.Create(-Ln2High), b);
        Vector512<float> p = Vector512.FusedMultiplyAdd(r * r, ExpM1Polynomial(r), r);
        Vector512<float> power = Vector512.ShiftLeft(rounded.AsInt32(), 23).AsSingle();
        Vector512<float> denominator = Vector512.FusedMultiplyAdd(power, p, power + Vector512<float>.One);
        Vector512<float> large = Vector512<float>.One - (Vector512.Create(2f) / denominator);

        return Vector512.CopySign(Vector512.ConditionalSelect(Vector512.LessThan(a, Vector512.Create(0.5493f)), small, large), x);
    }

    /// <inheritdoc cref="Tanh(Vector512{float})"/>
    public static float Tanh(float x) => Tanh(Vector512.CreateScalar(x)).ToScalar();
}
