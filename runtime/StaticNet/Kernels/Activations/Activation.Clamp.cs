using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace StaticNet.Kernels;

public static partial class Activation
{
    /// <summary><c>y = min(max(x, min), max)</c>. A NaN stays a NaN.</summary>
    /// <param name="x">The inputs.</param>
    /// <param name="min">The smallest output.</param>
    /// <param name="max">The largest output, at least <paramref name="min"/>.</param>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<float> Clamp(Vector512<float> x, float min, float max)
    {
        (Vector512<float> least, Vector512<float> most) = (Vector512.Create(min), Vector512.Create(max));
        if (Avx512F.IsSupported)
        {
            return Avx512F.Min(most, Avx512F.Max(least, x)); // next to a NaN the second, and of two zeros: as in the selections
        }

        x = Vector512.ConditionalSelect(Vector512.LessThan(x, least), least, x);
        return Vector512.ConditionalSelect(Vector512.GreaterThan(x, most), most, x);
    }

    /// <summary><c>dx = dy</c> where <c>min &lt;= x &lt;= max</c>, else 0, as for PyTorch's <c>clamp</c>.</summary>
    /// <param name="x">The inputs.</param>
    /// <param name="dy">The gradient of the outputs.</param>
    /// <param name="min">The smallest output.</param>
    /// <param name="max">The largest output.</param>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<float> ClampGradient(Vector512<float> x, Vector512<float> dy, float min, float max)
        => dy & (Vector512.GreaterThanOrEqual(x, Vector512.Create(min)) & Vector512.LessThanOrEqual(x, Vector512.Create(max)));
}
