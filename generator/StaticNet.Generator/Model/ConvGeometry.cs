using System;

namespace StaticNet.Generator.Model;

/// <summary>How a kernel or a window is moved over lines and pixels, all of it resolved to numbers.</summary>
/// <param name="KernelHeight">The kernel's lines.</param>
/// <param name="KernelWidth">The kernel's pixels.</param>
/// <param name="StrideHeight">The step from line to line.</param>
/// <param name="StrideWidth">The step from pixel to pixel.</param>
/// <param name="PadHeight">The lines of padding above and below.</param>
/// <param name="PadWidth">The pixels of padding left and right.</param>
/// <param name="DilationHeight">The distance of the kernel's lines.</param>
/// <param name="DilationWidth">The distance of the kernel's pixels.</param>
/// <param name="Groups">The groups of channels that do not see each other.</param>
internal readonly record struct ConvGeometry(
    int KernelHeight,
    int KernelWidth,
    int StrideHeight,
    int StrideWidth,
    int PadHeight,
    int PadWidth,
    int DilationHeight = 1,
    int DilationWidth = 1,
    int Groups = 1)
{
    /// <summary>
    /// The same over an image of so many lines and pixels, with no step beyond the end of it: one that is longer leads nowhere, and in floats it may be more
    /// than an int.
    /// </summary>
    public ConvGeometry Within(int height, int width)
    {
        long mostHeight = height + (2L * PadHeight) + 1;
        long mostWidth = width + (2L * PadWidth) + 1;
        return this with
        {
            StrideHeight = (int)Math.Min(StrideHeight, mostHeight),
            StrideWidth = (int)Math.Min(StrideWidth, mostWidth),
            DilationHeight = (int)Math.Min(DilationHeight, mostHeight),
            DilationWidth = (int)Math.Min(DilationWidth, mostWidth),
        };
    }
}
