using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace StaticNet.Kernels;

public static partial class Activation
{
    /// <summary><c>y = log(x)</c>, to base e. NaN where x is negative.</summary>
    /// <param name="x">The inputs.</param>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<float> Log(Vector512<float> x) => VectorMath.Log(x);

    /// <summary><c>dx = dy / x</c>.</summary>
    /// <param name="x">The inputs.</param>
    /// <param name="dy">The gradient of the outputs.</param>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<float> LogGradient(Vector512<float> x, Vector512<float> dy) => dy / x;
}
