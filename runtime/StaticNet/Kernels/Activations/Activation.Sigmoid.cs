using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace StaticNet.Kernels;

public static partial class Activation
{
    /// <summary><c>y = 1 / (1 + exp(-x))</c>.</summary>
    /// <param name="x">The inputs.</param>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<float> Sigmoid(Vector512<float> x) => VectorMath.Sigmoid(x);

    /// <summary><c>dx = y (1 - y) dy</c>.</summary>
    /// <param name="y">The outputs of <see cref="Sigmoid"/>.</param>
    /// <param name="dy">The gradient of the outputs.</param>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<float> SigmoidGradient(Vector512<float> y, Vector512<float> dy)
        => Vector512.FusedMultiplyAdd(-y, y, y) * dy;
}
