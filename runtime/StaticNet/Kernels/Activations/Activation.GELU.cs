using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace StaticNet.Kernels;

public static partial class Activation
{
    // Beyond it, half an ulp of erf away from +-1, the normal distribution is 0 or 1 as floats go.
    private const float GELURange = 5.6f;

    /// <summary>
    /// <c>y = x Phi(x)</c> with the normal distribution <c>Phi(x) = (1 + erf(x / sqrt(2))) / 2</c>. Of -infinity it is 0.
    /// </summary>
    /// <param name="x">The inputs.</param>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<float> GELU(Vector512<float> x)
        => Vector512.ConditionalSelect(
            Vector512.LessThan(x, Vector512.Create(-GELURange)), Vector512<float>.Zero, x * NormalDistribution(x));

    /// <summary>
    /// <c>dx = (Phi(x) + x phi(x)) dy</c> with the normal density <c>phi(x) = exp(-x^2 / 2) / sqrt(2 pi)</c>.
    /// </summary>
    /// <param name="x">The inputs.</param>
    /// <param name="dy">The gradient of the outputs.</param>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<float> GELUGradient(Vector512<float> x, Vector512<float> dy)
    {
        // Where the density is 0 as floats go, x may be infinite, and their product would be NaN.
        Vector512<float> near = Vector512.ConditionalSelect(
            Vector512.GreaterThan(Vector512.Abs(x), Vector512.Create(13f)), Vector512<float>.Zero, x);
        Vector512<float> density = VectorMath.Exp(near * near * Vector512.Create(-0.5f)) * Vector512.Create(0.398942280f);
        return Vector512.FusedMultiplyAdd(near, density, NormalDistribution(x)) * dy;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector512<float> NormalDistribution(Vector512<float> x)
        => Vector512.FusedMultiplyAdd(
            VectorMath.Erf(x * Vector512.Create(0.707106781f)), Vector512.Create(0.5f), Vector512.Create(0.5f));
}
