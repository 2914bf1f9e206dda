using StaticNet.Generator.Layers;

namespace StaticNet.Generator.Tests.Support;

/// <summary>How windows of layers straight from models move.</summary>
internal static class Moving
{
    private static readonly SlidingAxis Lines = new("Height", "Top", "Bottom", null, null, null, null, null);
    private static readonly SlidingAxis Pixels = new("Width", "Left", "Right", null, null, null, null, null);

    /// <summary>The same down and across, and on all sides; side by side without a stride.</summary>
    public static Sliding By(int? stride = null, PaddingMode padding = PaddingMode.None, int pad = 0, int dilation = 1)
        => new(stride, padding, pad, dilation, Lines, Pixels);
}
