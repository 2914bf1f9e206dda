using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace StaticNet.Kernels;

public static partial class Activation
{
    /// <summary><c>y = x</c> where <c>x &gt; 0</c>, else <c>slope x</c>.</summary>
    /// <param name="x">The inputs.</param>
    /// <param name="slope">The slope for negative inputs.</param>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<float> LeakyReLU(Vector512<float> x, float slope)
        => Vector512.ConditionalSelect(Vector512.GreaterThan(x, Vector512<float>.Zero), x, Vector512.Create(slope) * x);

    /// <summary><c>dx = dy</c> where <c>x &gt; 0</c>, else <c>slope dy</c>.</summary>
    /// <param name="x">The inputs, or the outputs of <see cref="LeakyReLU"/> if the slope is more than 0: they have the same signs.</param>
    /// <param name="dy">The gradient of the outputs.</param>
    /// <param name="slope">The slope for negative inputs.</param>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<float> LeakyReLUGradient(Vector512<float> x, Vector512<float> dy, float slope)
        => Vector512.ConditionalSelect(Vector512.GreaterThan(x, Vector512<float>.Zero), dy, Vector512.Create(slope) * dy);
}
