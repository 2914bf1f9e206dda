using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace StaticNet.Kernels;

public static partial class Activation
{
    /// <summary><c>y = x x</c>.</summary>
    /// <param name="x">The inputs.</param>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<float> Square(Vector512<float> x) => x * x;

    /// <summary><c>dx = 2 x dy</c>.</summary>
    /// <param name="x">The inputs.</param>
    /// <param name="dy">The gradient of the outputs.</param>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<float> SquareGradient(Vector512<float> x, Vector512<float> dy) => (x + x) * dy;
}
