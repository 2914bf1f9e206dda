using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace StaticNet.Kernels;

public static partial class Activation
{
    /// <summary>
    /// <c>y = x Phi(x)</c> with the normal distribution <c>Phi(x) = (1 + erf(x / sqrt(2))) / 2</c>. Of -infinity it is NaN, as in PyTorch.
    /// </summary>
    /// <param name="x">The inputs.</param>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<float> GELU(Vector512<float> x) => VectorMath.Apply<GELUFunction>(x);

    /// <summary>
    /// <c>dx = (Phi(x) + x phi(x)) dy</c> with the normal density <c>phi(x) = exp(-x^2 / 2) / sqrt(2 pi)</c>.
    /// </summary>
    /// <param name="x">The inputs.</param>
    /// <param name="dy">The gradient of the outputs.</param>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<float> GELUGradient(Vector512<float> x, Vector512<float> dy)
        => VectorMath.Apply<GELUDerivative>(x) * dy;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static T NormalDistribution<T>(T x)
        where T : struct, ILanes<T>
        => T.FusedMultiplyAdd(VectorMath.ErfFunction.Of(x * T.Create(0.707106781f)), T.Create(0.5f), T.Create(0.5f));

    private readonly struct GELUFunction : IFunction
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public static T Of<T>(T x)
            where T : struct, ILanes<T>
            => x * NormalDistribution(x);
    }

    private readonly struct GELUDerivative : IFunction
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public static T Of<T>(T x)
            where T : struct, ILanes<T>
        {
            // Where the density is 0 as floats go, x may be infinite, and their product would be NaN.
            T near = T.IfLess(T.Create(13f), T.Abs(x), T.Create(0f), x);
            T density = VectorMath.ExpOfNegative(near * near * T.Create(-0.5f)) * T.Create(0.398942280f);
            return T.FusedMultiplyAdd(near, density, NormalDistribution(x));
        }
    }
}
