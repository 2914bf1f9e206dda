using System.Numerics;
using StaticNet.Generator.Model;
using StaticNet.Generator.Problems;

namespace StaticNet.Generator.Analysis;

/// <summary>What convolutions and pools have in common: a window that moves over an image.</summary>
internal static class SlidingWindow
{
    /// <summary>
    /// The image that the windows make, PyTorch's rule: <c>floor((in + 2 pad - dilation (kernel - 1) - 1) / stride) + 1</c> rows, and columns
    /// likewise. Reports a window larger than the padded input and an output that no array holds.
    /// </summary>
    public static Image Slide(string layer, ConvGeometry window, Image input, long channels, LayerContext context)
    {
        var unknown = Image.Unknown(Sizes.Fits(channels) ? (int)channels : 1, input.IsSequence);
        if (!input.IsKnown)
        {
            return unknown;
        }

        long spanHeight = Span(window.KernelHeight, window.DilationHeight);
        long spanWidth = Span(window.KernelWidth, window.DilationWidth);
        long paddedHeight = input.Height + (2L * window.PadHeight);
        long paddedWidth = input.Width + (2L * window.PadWidth);
        if (spanHeight > paddedHeight || spanWidth > paddedWidth)
        {
            context.Report(
                DiagnosticIds.KernelTooLarge,
                layer,
                input.Sides(spanHeight, spanWidth) + (window.DilationWidth > 1 ? " with its dilation" : ""),
                input.Shape.ToString(),
                input.Sides(paddedHeight, paddedWidth) + (window.PadHeight > 0 || window.PadWidth > 0 ? " with its padding" : ""));
            return unknown;
        }

        long height = ((paddedHeight - spanHeight) / window.StrideHeight) + 1;
        long width = ((paddedWidth - spanWidth) / window.StrideWidth) + 1;
        BigInteger length = (BigInteger)channels * height * width;
        if (!Sizes.Fits(length))
        {
            context.Report(DiagnosticIds.TooLarge, $"the output of [{layer}] takes {Sizes.Text(length)} floats a sample", Sizes.Text(Sizes.Maximum));
            return unknown;
        }

        return new Image((int)channels, (int)height, (int)width, input.IsSequence, IsKnown: true);
    }

    /// <summary>What one output sees, through a window over so many channels.</summary>
    public static ReceptiveField See(ConvGeometry window, int channels, Image input, LayerContext context)
        => input.IsKnown ? context.ReceptiveField.Through(window, channels) : context.ReceptiveField;

    private static long Span(int kernel, int dilation) => ((kernel - 1L) * dilation) + 1;
}
