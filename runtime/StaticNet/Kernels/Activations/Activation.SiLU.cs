using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace StaticNet.Kernels;

public static partial class Activation
{
    /// <summary><c>y = x sigmoid(x)</c>. Of -infinity it is NaN, as in PyTorch.</summary>
    /// <param name="x">The inputs.</param>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<float> SiLU(Vector512<float> x) => VectorMath.Apply<SiLUFunction>(x);

    /// <summary><c>dx = s (1 + x (1 - s)) dy</c> with <c>s = sigmoid(x)</c>.</summary>
    /// <param name="x">The inputs.</param>
    /// <param name="dy">The gradient of the outputs.</param>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<float> SiLUGradient(Vector512<float> x, Vector512<float> dy)
        => VectorMath.Apply<SiLUDerivative>(x) * dy;

    private readonly struct SiLUFunction : IFunction
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public static T Of<T>(T x)
            where T : struct, ILanes<T>
            => x * VectorMath.SigmoidFunction.Of(x);
    }

    private readonly struct SiLUDerivative : IFunction
    {
        // Beyond it, the sigmoid is 0 or 1.
        private const float Range = 87.5f;

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public static T Of<T>(T x)
            where T : struct, ILanes<T>
        {
            // Where s (1 - s) is 0, x may be infinite, and their product would be NaN.
            T near = T.IfLess(T.Create(Range), T.Abs(x), T.Create(0f), x);
            T s = VectorMath.SigmoidFunction.Of(x);
            return T.FusedMultiplyAdd(T.FusedMultiplyAdd(-s, s, s), near, s);
        }
    }
}
