using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace StaticNet.Kernels;

public static partial class VectorMath
{
    /// <summary><c>tanh(x)</c>, within 2 ulp, without cancellation near 0; its sign is that of x, of zeros too.</summary>
    /// <param name="x">The arguments.</param>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<float> Tanh(Vector512<float> x) => Apply<TanhFunction>(x);

    /// <inheritdoc cref="Tanh(Vector512{float})"/>
    public static float Tanh(float x) => Apply<TanhFunction>(x);

    /// <summary>
    /// An odd polynomial where <c>|x| &lt; 0.5493</c>, that is, <c>|tanh(x)| &lt; 1/2</c>; its error is below 2^-29 of the result. Else
    /// <c>1 - 2 / (exp(2 |x|) + 1)</c>, and with <c>2 |x| = n log(2) + r</c>, <c>exp(2 |x|) + 1 = 2^n (exp(r) - 1) + (2^n + 1)</c>.
    /// </summary>
    public readonly struct TanhFunction : IFunction
    {
        /// <inheritdoc/>
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public static T Of<T>(T x)
            where T : struct, ILanes<T>
        {
            T z = x * x;
            T q = T.Create(-0.00624284893f);
            q = T.FusedMultiplyAdd(q, z, T.Create(0.021050714f));
            q = T.FusedMultiplyAdd(q, z, T.Create(-0.0538475476f));
            q = T.FusedMultiplyAdd(q, z, T.Create(0.133325443f));
            q = T.FusedMultiplyAdd(q, z, T.Create(-0.333333164f));
            T small = T.FusedMultiplyAdd(q, x * z, x);

            // From 9.02 up, tanh rounds to 1. The lower part of log(2) is dropped: n is below 28, and what it would add is lost in the 1.
            T a = T.Abs(x);
            T b = T.IfLess(T.Create(9.5f), a, T.Create(9.5f), a);
            b += b;
            T rounded = T.FusedMultiplyAdd(b, T.Create(Log2E), T.Create(BiasedRounder));
            T n = rounded - T.Create(BiasedRounder);
            T r = T.FusedMultiplyAdd(n, T.Create(-Ln2High), b);
            T p = T.FusedMultiplyAdd(r * r, ExpM1Polynomial(r), r);
            T power = T.BitsToExponent(rounded);
            T large = T.Create(1f) - (T.Create(2f) / T.FusedMultiplyAdd(power, p, power + T.Create(1f)));

            return T.CopySign(T.IfLess(a, T.Create(0.5493f), small, large), x);
        }
    }
}
