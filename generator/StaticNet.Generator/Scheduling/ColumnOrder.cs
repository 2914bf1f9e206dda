using StaticNet.Generator.Ir;

namespace StaticNet.Generator.Scheduling;

/// <summary>
/// Whether the sums of an image are made channel by channel, all lines of a vector of channels before the next vector, or line by line, which a convolution that
/// keeps the channels apart can be. Line by line each line of x is read for each line of the kernel: once from the first-level cache, where those under the kernel
/// fit; column by column it comes from beyond that cache once. No sum changes.
/// </summary>
internal static class ColumnOrder
{
    // In floats: most of a first-level cache of 48 KiB.
    private const int NearFloats = 1 << 13;

    /// <summary>Whether all lines of some channels come before the channels after them.</summary>
    public static bool Suits(DepthwiseConvolution kernel) => kernel.Y.Height > 1 && (long)kernel.Lines.Count * kernel.X.LineStride > NearFloats;
}
