using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace StaticNet.Kernels;

public static partial class Activation
{
    /// <summary>
    /// <c>y = x clamp((x + 3) / 6, 0, 1)</c>: 0 below -3, x above 3, and <c>x (x + 3) / 6</c> between. Of -infinity it is NaN, as in PyTorch.
    /// </summary>
    /// <param name="x">The inputs.</param>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<float> HardSwish(Vector512<float> x) => x * HardSigmoid(x);

    /// <summary><c>dx = dy</c> times 0 where <c>x &lt; -3</c>, 1 where <c>x &gt; 3</c>, and <c>x / 3 + 1 / 2</c> between and at the ends.</summary>
    /// <param name="x">The inputs.</param>
    /// <param name="dy">The gradient of the outputs.</param>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<float> HardSwishGradient(Vector512<float> x, Vector512<float> dy)
    {
        Vector512<float> d = Vector512.FusedMultiplyAdd(x, Vector512.Create(1f / 3f), Vector512.Create(0.5f));
        d = Vector512.ConditionalSelect(Vector512.LessThan(x, Vector512.Create(-3f)), Vector512<float>.Zero, d);
        d = Vector512.ConditionalSelect(Vector512.GreaterThan(x, Vector512.Create(3f)), Vector512.Create(1f), d);
        return d * dy;
    }
}
