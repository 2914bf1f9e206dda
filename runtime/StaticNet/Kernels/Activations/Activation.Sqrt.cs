using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace StaticNet.Kernels;

public static partial class Activation
{
    /// <summary><c>y = sqrt(x)</c>, exact to the last bit. NaN where x is negative.</summary>
    /// <param name="x">The inputs.</param>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<float> Sqrt(Vector512<float> x) => Vector512.Sqrt(x);

    /// <summary><c>dx = dy / (2 y)</c>: infinite where y is 0, as in PyTorch.</summary>
    /// <param name="y">The outputs of <see cref="Sqrt"/>.</param>
    /// <param name="dy">The gradient of the outputs.</param>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<float> SqrtGradient(Vector512<float> y, Vector512<float> dy) => dy / (y + y);
}
