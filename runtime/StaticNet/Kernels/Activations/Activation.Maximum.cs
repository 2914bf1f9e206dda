using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace StaticNet.Kernels;

public static partial class Activation
{
    /// <summary>The gradient of <c>max(a, b)</c> for a: dy where a is larger, half of it where both are equal, 0 where b is larger; dy where one is NaN, as in PyTorch.</summary>
    /// <param name="a">The value whose gradient it is.</param>
    /// <param name="b">The value that it is compared with.</param>
    /// <param name="dy">The gradient of the larger ones.</param>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<float> MaximumGradient(Vector512<float> a, Vector512<float> b, Vector512<float> dy)
        => Vector512.ConditionalSelect(
            Vector512.LessThan(a, b),
            Vector512<float>.Zero,
            Vector512.ConditionalSelect(Vector512.Equals(a, b), dy * 0.5f, dy));
}
