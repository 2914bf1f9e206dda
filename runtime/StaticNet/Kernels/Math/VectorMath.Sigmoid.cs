using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace StaticNet.Kernels;

public static partial class VectorMath
{
    /// <summary>
    /// <c>1 / (1 + exp(-x))</c>, within 2 ulp, of very negative x too (2.5 between -17 and -16). Below -87.33654, where the result
    /// would be subnormal, it is 0.
    /// </summary>
    /// <param name="x">The logits.</param>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<float> Sigmoid(Vector512<float> x) => Apply<SigmoidFunction>(x);

    /// <inheritdoc cref="Sigmoid(Vector512{float})"/>
    public static float Sigmoid(float x) => Apply<SigmoidFunction>(x);

    /// <summary>
    /// With <c>-x = n log(2) + r</c>, <c>1 + exp(-x) = 2^n (exp(r) - 1) + (2^n + 1)</c>: where that last bracket is exact, up to n = 23,
    /// the sum is rounded once.
    /// </summary>
    public readonly struct SigmoidFunction : IFunction
    {
        /// <inheritdoc/>
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public static T Of<T>(T x)
            where T : struct, ILanes<T>
        {
            T rounded = T.FusedMultiplyAdd(x, T.Create(-Log2E), T.Create(BiasedRounder));
            T n = rounded - T.Create(BiasedRounder);
            T r = T.FusedMultiplyAdd(n, T.Create(-Ln2High), -x);
            r = T.FusedMultiplyAdd(n, T.Create(-Ln2Low), r);
            T p = T.FusedMultiplyAdd(r * r, ExpM1Polynomial(r), r);

            T power = T.BitsToExponent(rounded);
            T y = T.Create(1f) / T.FusedMultiplyAdd(power, p, power + T.Create(1f));

            y = T.IfLess(x, T.Create(ExpLow), T.Create(0f), y);
            return T.IfLess(T.Create(-ExpLow), x, T.Create(1f), y);
        }
    }
}
