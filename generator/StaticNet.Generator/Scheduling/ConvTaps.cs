using System;
using System.Collections.Generic;
using System.Linq;
using StaticNet.Generator.Ir;
using StaticNet.Generator.Layers;
using StaticNet.Generator.Model;
using StaticNet.Generator.Passes;

namespace StaticNet.Generator.Scheduling;

/// <summary>
/// Along one axis, which kernel positions k reach an input position q = phase + stride * i, and from which output position: those for
/// which (q + pad - k * dilation) / stride is whole. Both run in steps: k = First + m * Step, and the output is i + Start - m * OutputStep.
/// </summary>
/// <param name="Count">How many there are.</param>
/// <param name="First">The first kernel position.</param>
/// <param name="Step">From one kernel position to the next.</param>
/// <param name="Start">The output position of the first, at i = 0.</param>
/// <param name="OutputStep">By how much the output position falls with each.</param>
internal readonly record struct ConvTaps(int Count, int First, int Step, int Start, int OutputStep)
{
    public static ConvTaps Of(int phase, int kernel, int stride, int pad, int dilation)
    {
        int common = Common(stride, dilation);
        int step = stride / common;
        for (int k = 0; k < Math.Min(kernel, step); k++)
        {
            int reach = phase + pad - (k * dilation);
            if (reach % stride == 0)
            {
                return new ConvTaps(((kernel - 1 - k) / step) + 1, k, step, reach / stride, dilation / common);
            }
        }

        return new ConvTaps(0, 0, step, 0, dilation / common);
    }

    /// <summary>
    /// The input positions of a convolution that lie a stride apart, by the first line and pixel of each: all of them meet the same kernel positions. Those
    /// that meet none are among them.
    /// </summary>
    /// <param name="g">The convolution's geometry.</param>
    /// <param name="input">Where its input lies.</param>
    /// <exception cref="TooMuchCodeException">There are more than are written out.</exception>
    public static List<(int Line, int Pixel, ConvTaps Vertical, ConvTaps Horizontal)> Phases(ConvGeometry g, Grid input)
    {
        AssertFew(g, input);
        return (from line in Enumerable.Range(0, Math.Min(g.StrideHeight, input.Height))
                from pixel in Enumerable.Range(0, Math.Min(g.StrideWidth, input.Width))
                select (
                    line,
                    pixel,
                    Of(line, g.KernelHeight, g.StrideHeight, g.PadTop, g.DilationHeight),
                    Of(pixel, g.KernelWidth, g.StrideWidth, g.PadLeft, g.DilationWidth))).ToList();
    }

    /// <summary>Stops where the input positions that lie a stride apart, each of which is written out, are too many.</summary>
    /// <exception cref="TooMuchCodeException">They are.</exception>
    public static void AssertFew(ConvGeometry g, Grid input)
    {
        if (Math.Min(g.StrideHeight, input.Height) * (long)Math.Min(g.StrideWidth, input.Width) > DeclarationLimits.UnrolledParts)
        {
            throw new TooMuchCodeException();
        }
    }

    /// <summary>How far beyond the outputs, on either side, input positions 0 to <paramref name="inputs"/> - 1 reach.</summary>
    public static int Border(int inputs, int outputs, int kernel, int stride, int pad, int dilation)
    {
        int border = 0;
        for (int phase = 0; phase < Math.Min(stride, inputs); phase++)
        {
            ConvTaps taps = Of(phase, kernel, stride, pad, dilation);
            if (taps.Count > 0)
            {
                int last = (inputs - 1 - phase) / stride;
                border = Math.Max(border, (taps.Count - 1) * taps.OutputStep - taps.Start);
                border = Math.Max(border, last + taps.Start - (outputs - 1));
            }
        }

        return border;
    }

    private static int Common(int a, int b) => b == 0 ? a : Common(b, a % b);
}
