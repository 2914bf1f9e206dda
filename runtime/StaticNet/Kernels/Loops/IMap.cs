using System.ComponentModel;
using System.Runtime.Intrinsics;

namespace StaticNet.Kernels;

/// <summary>
/// What is computed value by value (<see cref="Loops"/>). Generated code implements it by an expression, which the JIT and NativeAOT compile into the loops.
/// </summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public interface IMap
{
    /// <summary>The operands beside the first one: 0, 1 or 2.</summary>
    static virtual int Others => 0;

    /// <summary>16 results.</summary>
    /// <param name="x">Values of the first operand.</param>
    /// <param name="r">Those of the second operand; zeros where there is none.</param>
    /// <param name="s">Those of the third operand; zeros where there is none.</param>
    /// <param name="affine">The scale and the shift of these channels, where there are any.</param>
    Vector512<float> Apply(Vector512<float> x, Vector512<float> r, Vector512<float> s, ChannelAffine affine);
}
