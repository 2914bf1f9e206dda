using System;
using StaticNet.Generator.Ir;

namespace StaticNet.Generator.Model;

/// <summary>How a kernel or a window is moved over lines and pixels, all of it resolved to numbers.</summary>
/// <param name="KernelHeight">The kernel's lines.</param>
/// <param name="KernelWidth">The kernel's pixels.</param>
/// <param name="StrideHeight">The step from line to line.</param>
/// <param name="StrideWidth">The step from pixel to pixel.</param>
/// <param name="PadTop">The lines of padding above the first one: how far the first window is before it.</param>
/// <param name="PadLeft">The pixels of padding before the first one of a line.</param>
/// <param name="PadBottom">The lines of padding below the last one. They decide how many windows there are, and nothing else.</param>
/// <param name="PadRight">The pixels of padding behind the last one of a line.</param>
/// <param name="DilationHeight">The distance of the kernel's lines.</param>
/// <param name="DilationWidth">The distance of the kernel's pixels.</param>
/// <param name="Groups">The groups of channels that do not see each other.</param>
internal readonly record struct ConvGeometry(
    int KernelHeight,
    int KernelWidth,
    int StrideHeight,
    int StrideWidth,
    int PadTop,
    int PadLeft,
    int PadBottom = 0,
    int PadRight = 0,
    int DilationHeight = 1,
    int DilationWidth = 1,
    int Groups = 1)
{
    /// <summary>The border that windows need around what they move over.</summary>
    public Border Border => new(Math.Max(PadTop, PadBottom), Math.Max(PadLeft, PadRight));

    /// <summary>
    /// The same over an image of so many lines and pixels, with no step beyond the end of it: one that is longer leads nowhere, and in floats it may be more
    /// than an int.
    /// </summary>
    public ConvGeometry Within(int height, int width)
    {
        long mostHeight = height + (long)PadTop + PadBottom + 1;
        long mostWidth = width + (long)PadLeft + PadRight + 1;
        return this with
        {
            StrideHeight = (int)Math.Min(StrideHeight, mostHeight),
            StrideWidth = (int)Math.Min(StrideWidth, mostWidth),
            DilationHeight = (int)Math.Min(DilationHeight, mostHeight),
            DilationWidth = (int)Math.Min(DilationWidth, mostWidth),
        };
    }
}
