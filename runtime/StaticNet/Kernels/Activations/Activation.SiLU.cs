using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace StaticNet.Kernels;

public static partial class Activation
{
    // Beyond it, the sigmoid is 0 or 1.
    private const float SiLURange = 87.5f;

    /// <summary><c>y = x sigmoid(x)</c>. Of -infinity it is 0.</summary>
    /// <param name="x">The inputs.</param>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<float> SiLU(Vector512<float> x)
        => Vector512.ConditionalSelect(
            Vector512.LessThan(x, Vector512.Create(-SiLURange)), Vector512<float>.Zero, x * VectorMath.Sigmoid(x));

    /// <summary><c>dx = s (1 + x (1 - s)) dy</c> with <c>s = sigmoid(x)</c>.</summary>
    /// <param name="x">The inputs.</param>
    /// <param name="dy">The gradient of the outputs.</param>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<float> SiLUGradient(Vector512<float> x, Vector512<float> dy)
    {
        // Where s (1 - s) is 0, x may be infinite, and their product would be NaN.
        Vector512<float> near = Vector512.ConditionalSelect(
            Vector512.GreaterThan(Vector512.Abs(x), Vector512.Create(SiLURange)), Vector512<float>.Zero, x);
        Vector512<float> s = VectorMath.Sigmoid(x);
        return Vector512.FusedMultiplyAdd(Vector512.FusedMultiplyAdd(-s, s, s), near, s) * dy;
    }
}
