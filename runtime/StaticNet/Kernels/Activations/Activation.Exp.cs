using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace StaticNet.Kernels;

public static partial class Activation
{
    /// <summary><c>y = exp(x)</c>.</summary>
    /// <param name="x">The inputs.</param>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<float> Exp(Vector512<float> x) => VectorMath.Exp(x);

    /// <summary><c>dx = y dy</c>.</summary>
    /// <param name="y">The outputs of <see cref="Exp"/>.</param>
    /// <param name="dy">The gradient of the outputs.</param>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<float> ExpGradient(Vector512<float> y, Vector512<float> dy) => y * dy;
}
