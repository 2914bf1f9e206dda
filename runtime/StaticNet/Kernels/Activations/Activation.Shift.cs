using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace StaticNet.Kernels;

public static partial class Activation
{
    /// <summary><c>y = x + offset</c>.</summary>
    /// <param name="x">The inputs.</param>
    /// <param name="offset">The offset.</param>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<float> Shift(Vector512<float> x, float offset) => x + Vector512.Create(offset);

    /// <summary><c>dx = dy</c>.</summary>
    /// <param name="dy">The gradient of the outputs.</param>
    /// <param name="offset">The offset.</param>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<float> ShiftGradient(Vector512<float> dy, float offset) => dy;
}
