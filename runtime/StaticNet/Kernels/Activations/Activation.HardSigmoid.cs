using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace StaticNet.Kernels;

public static partial class Activation
{
    /// <summary><c>y = clamp((x + 3) / 6, 0, 1)</c>.</summary>
    /// <param name="x">The inputs.</param>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<float> HardSigmoid(Vector512<float> x)
    {
        Vector512<float> y = (x + Vector512.Create(3f)) * Vector512.Create(1f / 6f);
        y = Vector512.ConditionalSelect(Vector512.LessThan(y, Vector512<float>.Zero), Vector512<float>.Zero, y);
        return Vector512.ConditionalSelect(Vector512.GreaterThan(y, Vector512.Create(1f)), Vector512.Create(1f), y);
    }

    /// <summary><c>dx = dy / 6</c> where <c>-3 &lt; x &lt; 3</c>, else 0.</summary>
    /// <param name="x">The inputs.</param>
    /// <param name="dy">The gradient of the outputs.</param>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<float> HardSigmoidGradient(Vector512<float> x, Vector512<float> dy)
        => Vector512.ConditionalSelect(
            Vector512.LessThan(Vector512.Abs(x), Vector512.Create(3f)), dy * Vector512.Create(1f / 6f), Vector512<float>.Zero);
}
