using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using StaticNet.Kernels;

namespace StaticNet;

/// <summary>
/// Keeps numbers below 2^-126 out of optimizers' state. A running mean whose gradients have ended (a dead unit) would decay to the
/// smallest denormal number and stay there, since 0.9 of it rounds to itself; arithmetic with such numbers takes the processor more
/// than ten times as long. They are too small to affect any weight.
/// </summary>
internal static class Denormals
{
    /// <summary>0 instead of a denormal number; anything else as it is, NaN too.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<float> Flush(Vector512<float> values)
        => Vector512.ConditionalSelect(
            Vector512.LessThan(Vector512.Abs(values), Vector512.Create(VectorMath.SmallestNormal)), Vector512<float>.Zero, values);
}
