using System.ComponentModel;
using System.Runtime.Intrinsics;

namespace StaticNet.Kernels;

/// <summary><c>y = x</c></summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public readonly struct Unchanged : IMap
{
    /// <inheritdoc/>
    public Vector512<float> Apply(Vector512<float> x, Vector512<float> r, Vector512<float> s, ChannelAffine affine) => x;
}
