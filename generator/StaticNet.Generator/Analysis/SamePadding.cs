using System;
using System.Globalization;
using StaticNet.Generator.Ir;
using StaticNet.Generator.Model;
using StaticNet.Generator.Problems;

namespace StaticNet.Generator.Analysis;

/// <summary>
/// <c>Padding.Same</c> as numbers: <c>dilation (kernel - 1) / 2</c> on each side. Where that is no whole number there is no such padding;
/// the analysis goes on with the next smaller kernel.
/// </summary>
internal static class SamePadding
{
    /// <summary>The window with its padding; reports a kernel that has none.</summary>
    public static ConvGeometry Resolve(string layer, ConvGeometry window, Image input, long channels, LayerContext context)
    {
        int kernelHeight = Odd(window.KernelHeight, window.DilationHeight);
        int kernelWidth = Odd(window.KernelWidth, window.DilationWidth);
        if (input.IsKnown && (kernelHeight != window.KernelHeight || kernelWidth != window.KernelWidth))
        {
            // 27 and 29 for 28; a side that is odd already stays.
            int largerHeight = kernelHeight == window.KernelHeight ? kernelHeight : kernelHeight + 2;
            int largerWidth = kernelWidth == window.KernelWidth ? kernelWidth : kernelWidth + 2;
            var wanted = new Image(
                (int)Math.Min(channels, int.MaxValue),
                Strided(input.Height, window.StrideHeight),
                Strided(input.Width, window.StrideWidth),
                input.IsSequence,
                IsKnown: true);
            context.Report(
                DiagnosticIds.EvenKernel,
                layer,
                Kernel(window.KernelHeight, window.KernelWidth),
                kernelWidth != window.KernelWidth ? Formula(window.KernelWidth, window.DilationWidth) : Formula(window.KernelHeight, window.DilationHeight),
                wanted.Shape.ToString(),
                input.Shape.ToString(),
                Kernel(kernelHeight, kernelWidth),
                Kernel(largerHeight, largerWidth));
        }

        int padHeight = Pad(kernelHeight, window.DilationHeight);
        int padWidth = Pad(kernelWidth, window.DilationWidth);
        return window with
        {
            KernelHeight = kernelHeight,
            KernelWidth = kernelWidth,
            PadTop = padHeight,
            PadBottom = padHeight,
            PadLeft = padWidth,
            PadRight = padWidth,
        };

        // Of a square kernel as it is mostly declared, by one number.
        string Kernel(int height, int width)
            => window.KernelHeight == window.KernelWidth ? width.ToString(CultureInfo.InvariantCulture) : input.Sides(height, width);
    }

    private static int Odd(int kernel, int dilation) => dilation % 2 != 0 && kernel % 2 == 0 ? kernel - 1 : kernel;

    // What is beyond 31 bits is far beyond any input.
    private static int Pad(int kernel, int dilation) => (int)Math.Min((kernel - 1L) * dilation / 2, int.MaxValue);

    private static int Strided(int length, int stride) => ((length - 1) / stride) + 1;

    private static string Formula(int kernel, int dilation)
    {
        string factor = dilation == 1 ? "" : dilation.ToString(CultureInfo.InvariantCulture) + " * ";
        decimal pad = (decimal)dilation * (kernel - 1) / 2;
        return string.Format(CultureInfo.InvariantCulture, "{0}({1} - 1)/2 = {2}", factor, kernel, pad);
    }
}
