using System.ComponentModel;

namespace StaticNet.Kernels;

/// <summary>A loss of each lane by itself with its derivative, written once for every vector width.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public interface ILossFunction
{
    /// <summary>The loss of each lane.</summary>
    /// <typeparam name="T">The vector.</typeparam>
    /// <param name="y">The outputs.</param>
    /// <param name="t">The targets.</param>
    /// <param name="dy">The derivative of the loss with respect to y.</param>
    static abstract T Of<T>(T y, T t, out T dy)
        where T : struct, ILanes<T>;
}
