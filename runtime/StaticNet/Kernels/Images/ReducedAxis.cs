using System.ComponentModel;

namespace StaticNet.Kernels;

/// <summary>An axis of values as their pixels lie.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public enum ReducedAxis
{
    /// <summary>The channels of a pixel, or the features of a row.</summary>
    Channels,

    /// <summary>The lines of an image.</summary>
    Lines,

    /// <summary>The pixels of a line.</summary>
    Pixels,
}
