using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace StaticNet.Kernels;

public static partial class Activation
{
    /// <summary><c>y = max(x, 0)</c>. A NaN stays a NaN.</summary>
    /// <param name="x">The inputs.</param>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<float> ReLU(Vector512<float> x)
        => Avx512F.IsSupported
            ? Avx512F.Max(Vector512<float>.Zero, x) // of two zeros, and next to a NaN, the second: as in the selection
            : Vector512.ConditionalSelect(Vector512.LessThan(x, Vector512<float>.Zero), Vector512<float>.Zero, x);

    /// <summary><c>dx = 0</c> where <c>y &lt;= 0</c>, else dy: where y is NaN too, as in PyTorch.</summary>
    /// <param name="y">The outputs of <see cref="ReLU"/>.</param>
    /// <param name="dy">The gradient of the outputs.</param>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<float> ReLUGradient(Vector512<float> y, Vector512<float> dy)
        => Avx512F.IsSupported
            ? Vector512.ConditionalSelect(Avx512F.CompareNotLessThanOrEqual(y, Vector512<float>.Zero), dy, Vector512<float>.Zero)
            : Avx.IsSupported
                ? Lanes.Join(PassUnlessNegative(y.GetLower(), dy.GetLower()), PassUnlessNegative(y.GetUpper(), dy.GetUpper()))
                : Vector512.ConditionalSelect(Vector512.LessThanOrEqual(y, Vector512<float>.Zero), Vector512<float>.Zero, dy);

    // One comparison that a NaN passes: the JIT would invert that for less or equal.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector256<float> PassUnlessNegative(Vector256<float> y, Vector256<float> dy)
        => Avx.CompareNotLessThanOrEqual(y, Vector256<float>.Zero) & dy;
}
