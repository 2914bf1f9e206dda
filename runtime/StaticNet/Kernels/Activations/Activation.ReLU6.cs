using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace StaticNet.Kernels;

public static partial class Activation
{
    /// <summary><c>y = min(max(x, 0), 6)</c>. A NaN stays a NaN.</summary>
    /// <param name="x">The inputs.</param>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<float> ReLU6(Vector512<float> x) => Clamp(x, 0f, 6f);

    /// <summary><c>dx = dy</c> where <c>0 &lt; y &lt; 6</c>, else 0.</summary>
    /// <param name="y">The outputs of <see cref="ReLU6"/>.</param>
    /// <param name="dy">The gradient of the outputs.</param>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<float> ReLU6Gradient(Vector512<float> y, Vector512<float> dy)
        => dy & (Vector512.GreaterThan(y, Vector512<float>.Zero) & Vector512.LessThan(y, Vector512.Create(6f)));
}
