using System.ComponentModel;

namespace StaticNet.Kernels;

/// <summary>Matrix products, one a position of the patch: a row of x for each patch, a row of weights for each of their channels.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public interface IProducts
{
    /// <summary>Multiplies.</summary>
    /// <param name="weight">The weights.</param>
    /// <param name="x">The patches.</param>
    /// <param name="y">A row for each patch.</param>
    /// <param name="each">The positions, and the way from one to the next.</param>
    static abstract void Multiply(ref float weight, ref float x, ref float y, EachStep each);
}
