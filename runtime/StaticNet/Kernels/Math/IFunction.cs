using System.ComponentModel;

namespace StaticNet.Kernels;

/// <summary>A function of each lane by itself, written once for every vector width.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public interface IFunction
{
    /// <summary>The function of each lane.</summary>
    /// <typeparam name="T">The vector.</typeparam>
    static abstract T Of<T>(T x)
        where T : struct, ILanes<T>;
}
