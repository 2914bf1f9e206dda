using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace StaticNet.Kernels;

public static partial class Activation
{
    /// <summary><c>y = x tanh(log(1 + exp(x)))</c>. Of -infinity it is NaN, as in PyTorch.</summary>
    /// <param name="x">The inputs.</param>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<float> Mish(Vector512<float> x) => VectorMath.Apply<MishFunction>(x);

    /// <summary><c>dx = (t + x sigmoid(x) (1 - t^2)) dy</c> with <c>t = tanh(log(1 + exp(x)))</c>.</summary>
    /// <param name="x">The inputs.</param>
    /// <param name="dy">The gradient of the outputs.</param>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<float> MishGradient(Vector512<float> x, Vector512<float> dy)
        => VectorMath.Apply<MishDerivative>(x) * dy;

    /// <summary>
    /// <c>tanh(log(1 + exp(x)))</c> as a fraction. With <c>u = exp(-|x|)</c> it is <c>(1 + 2 u) / (1 + 2 u + 2 u^2)</c> above 0 and
    /// <c>(2 u + u^2) / (2 u + u^2 + 2)</c> below: nothing overflows, nothing cancels, and there is one exponential.
    /// </summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static (T Numerator, T Denominator) TanhOfSoftplus<T>(T x, T u)
        where T : struct, ILanes<T>
    {
        T twice = u + u;
        T above = twice + T.Create(1f);
        T below = T.FusedMultiplyAdd(u, u, twice);
        return (
            T.IfLess(x, T.Create(0f), below, above),
            T.IfLess(x, T.Create(0f), below + T.Create(2f), T.FusedMultiplyAdd(twice, u, above)));
    }

    private readonly struct MishFunction : IFunction
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public static T Of<T>(T x)
            where T : struct, ILanes<T>
        {
            (T numerator, T denominator) = TanhOfSoftplus(x, VectorMath.ExpOfMinusAbs(x));
            return x * (numerator / denominator);
        }
    }

    private readonly struct MishDerivative : IFunction
    {
        // Beyond it, exp(-|x|) is 0.
        private const float Range = 87.5f;

        /// <summary>
        /// With d the denominator of t, <c>sigmoid(x) (1 - t^2) = 4 (1 + u) v / d^2</c>, where v is <c>u^2</c> above 0 and <c>u</c> below.
        /// </summary>
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public static T Of<T>(T x)
            where T : struct, ILanes<T>
        {
            // Where v is 0, x may be infinite, and their product would be NaN.
            T near = T.IfLess(T.Create(Range), T.Abs(x), T.Create(0f), x);
            T u = VectorMath.ExpOfMinusAbs(x);
            (T numerator, T denominator) = TanhOfSoftplus(x, u);
            T v = T.IfLess(x, T.Create(0f), u, u * u);
            T slope = T.Create(4f) * ((u + T.Create(1f)) * v) / denominator;
            return T.FusedMultiplyAdd(near, slope, numerator) / denominator;
        }
    }
}
