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
    /// <remarks>
    /// With <c>-x = n log(2) + r</c>, <c>1 + exp(-x) = 2^n (exp(r) - 1) + (2^n + 1)</c>: where that last bracket is exact, up to n = 23, the
    /// sum is rounded once.
    /// </remarks>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<float> Sigmoid(Vector512<float> x)
    {
        Vector512<float> rounded = Vector512.FusedMultiplyAdd(x, Vector512.Create(-Log2E), Vector512.Create(BiasedRounder));
        Vector512<float> n = rounded - Vector512.Create(BiasedRounder);
        Vector512<float> r = Vector512.FusedMultiplyAdd(n, Vector512.Create(-Ln2High), -x);
        r = Vector512.FusedMultiplyAdd(n, Vector512.Create(-Ln2Low), r);
        Vector512<float> p = Vector512.FusedMultiplyAdd(r * r, ExpM1Polynomial(r), r);

        Vector512<float> power = Vector512.ShiftLeft(rounded.AsInt32(), 23).AsSingle();
        Vector512<float> y = Vector512<float>.One / Vector512.FusedMultiplyAdd(power, p, power + Vector512<float>.One);

        y = Vector512.ConditionalSelect(Vector512.LessThan(x, Vector512.Create(ExpLow)), Vector512<float>.Zero, y);
        return Vector512.ConditionalSelect(Vector512.GreaterThan(x, Vector512.Create(-ExpLow)), Vector512<float>.One, y);
    }

    /// <inheritdoc cref="Sigmoid(Vector512{float})"/>
    public static float Sigmoid(float x) => Sigmoid(Vector512.CreateScalar(x)).ToScalar();
}
