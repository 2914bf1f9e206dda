using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace StaticNet.Kernels;

public static partial class Activation
{
    /// <summary><c>y = factor x</c>.</summary>
    /// <param name="x">The inputs.</param>
    /// <param name="factor">The factor.</param>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<float> Scale(Vector512<float> x, float factor) => Vector512.Create(factor) * x;

    /// <summary><c>dx = factor dy</c>.</summary>
    /// <param name="dy">The gradient of the outputs.</param>
    /// <param name="factor">The factor.</param>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<float> ScaleGradient(Vector512<float> dy, float factor) => Vector512.Create(factor) * dy;
}
