using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace StaticNet.Kernels;

public static partial class Activation
{
    /// <summary><c>y = x</c> where <c>x &gt; 0</c>, else <c>alpha (exp(x) - 1)</c>, without cancellation near 0.</summary>
    /// <param name="x">The inputs.</param>
    /// <param name="alpha">The value approached for very negative inputs, negated; more than 0.</param>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<float> ELU(Vector512<float> x, float alpha)
        => Vector512.ConditionalSelect(
            Vector512.GreaterThan(x, Vector512<float>.Zero), x, Vector512.Create(alpha) * VectorMath.ExpM1(x));

    /// <summary>
    /// <c>dx = dy</c> where <c>x &gt; 0</c>, else <c>alpha exp(x) dy</c>. From the outputs it would be <c>(y + alpha) dy</c>, where almost nothing is left of exp(x)
    /// below -13.
    /// </summary>
    /// <param name="x">The inputs.</param>
    /// <param name="dy">The gradient of the outputs.</param>
    /// <param name="alpha">The value approached for very negative inputs, negated; more than 0.</param>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<float> ELUGradient(Vector512<float> x, Vector512<float> dy, float alpha)
        => Vector512.ConditionalSelect(
            Vector512.GreaterThan(x, Vector512<float>.Zero), dy, Vector512.Create(alpha) * VectorMath.Exp(x) * dy);
}
