using System.ComponentModel;

namespace StaticNet.Kernels;

/// <summary>The constants that tell a norm of a pixel's channels (<see cref="LayerNormalization"/>) from others. It is compiled for each.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public interface ILayerNorm
{
    /// <summary>The channels.</summary>
    static abstract int Channels { get; }

    /// <summary>What is added to the variance.</summary>
    static abstract float Epsilon { get; }

    /// <summary>Whether the mean is subtracted, and a bias added.</summary>
    static virtual bool IsCentered => true;
}
