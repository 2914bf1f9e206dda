using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace StaticNet.Kernels;

public static partial class Activation
{
    /// <summary><c>y = tanh(x)</c>.</summary>
    /// <param name="x">The inputs.</param>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<float> Tanh(Vector512<float> x) => VectorMath.Tanh(x);

    /// <summary><c>dx = (1 - y^2) dy</c>.</summary>
    /// <param name="y">The outputs of <see cref="Tanh"/>.</param>
    /// <param name="dy">The gradient of the outputs.</param>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<float> TanhGradient(Vector512<float> y, Vector512<float> dy)
        => Vector512.FusedMultiplyAdd(-y, y, Vector512.Create(1f)) * dy;
}
