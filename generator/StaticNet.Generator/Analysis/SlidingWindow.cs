using StaticNet.Generator.Model;
using StaticNet.Generator.Problems;

namespace StaticNet.Generator.Analysis;

/// <summary>What convolutions and pools have in common: a window that moves over an image.</summary>
internal static class SlidingWindow
{
    /// <summary>
    /// The image that the windows make, PyTorch's rule: <c>floor((in + its padding - dilation (kernel - 1) - 1) / stride) + 1</c> rows, and columns
    /// likewise; pools may round up. Reports a window larger than the padded input and an output that no array holds.
    /// </summary>
    public static Image Slide(string layer, ConvGeometry window, Image input, long channels, LayerContext context, bool roundsUp = false)
    {
        var unknown = Image.Unknown(Sizes.Fits(channels) ? (int)channels : 1, input.IsSequence);
        if (!input.IsKnown)
        {
            return unknown;
        }

        long spanHeight = Span(window.KernelHeight, window.DilationHeight);
        long spanWidth = Span(window.KernelWidth, window.DilationWidth);
        long paddedHeight = input.Height + (long)window.PadTop + window.PadBottom;
        long paddedWidth = input.Width + (long)window.PadLeft + window.PadRight;
        if (spanHeight > paddedHeight || spanWidth > paddedWidth)
        {
            context.Report(
                DiagnosticIds.KernelTooLarge,
                layer,
                input.Sides(spanHeight, spanWidth) + (window.DilationWidth > 1 ? " with its dilation" : ""),
                input.Shape.ToString(),
                input.Sides(paddedHeight, paddedWidth) + (paddedHeight > input.Height || paddedWidth > input.Width ? " with its padding" : ""));
            return unknown;
        }

        long height = Count(input.Height, window.PadTop, paddedHeight - spanHeight, window.StrideHeight, roundsUp);
        long width = Count(input.Width, window.PadLeft, paddedWidth - spanWidth, window.StrideWidth, roundsUp);
        return input.Resized(layer, channels, height, width, context);
    }

    /// <summary>What one output sees, through a window over so many channels.</summary>
    public static ReceptiveField See(ConvGeometry window, int channels, Image input, LayerContext context)
        => input.IsKnown ? context.ReceptiveField.Through(window, channels) : context.ReceptiveField;

    // Rounded up, the last window begins within the input or the padding before it: PyTorch's rule too.
    private static long Count(int input, int padFirst, long way, int stride, bool roundsUp)
    {
        long count = (way / stride) + 1;
        return roundsUp && way % stride > 0 && count * stride < (long)input + padFirst ? count + 1 : count;
    }

    private static long Span(int kernel, int dilation) => ((kernel - 1L) * dilation) + 1;
}
