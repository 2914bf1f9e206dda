using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace StaticNet.Kernels;

public static partial class Activation
{
    /// <summary><c>y = x</c> where <c>x &gt; 0</c>, else <c>slope x</c>, with a slope that is learned.</summary>
    /// <param name="x">The inputs.</param>
    /// <param name="slope">The slope for negative inputs, in every lane.</param>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<float> PReLU(Vector512<float> x, Vector512<float> slope)
        => Vector512.ConditionalSelect(Vector512.GreaterThan(x, Vector512<float>.Zero), x, slope * x);

    /// <summary><c>dx = dy</c> where <c>x &gt; 0</c>, else <c>slope dy</c>.</summary>
    /// <param name="x">The inputs.</param>
    /// <param name="dy">The gradient of the outputs.</param>
    /// <param name="slope">The slope for negative inputs, in every lane.</param>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<float> PReLUGradient(Vector512<float> x, Vector512<float> dy, Vector512<float> slope)
        => Vector512.ConditionalSelect(Vector512.GreaterThan(x, Vector512<float>.Zero), dy, slope * dy);

    /// <summary>What each lane adds to the gradient of the slope: 0 where <c>x &gt; 0</c>, else <c>x dy</c>.</summary>
    /// <param name="x">The inputs.</param>
    /// <param name="dy">The gradient of the outputs.</param>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<float> PReLUSlopeGradient(Vector512<float> x, Vector512<float> dy)
        => Vector512.ConditionalSelect(Vector512.GreaterThan(x, Vector512<float>.Zero), Vector512<float>.Zero, x * dy);
}
