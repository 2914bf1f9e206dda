using System;
using System.Globalization;
using StaticNet.Generator.Analysis;
using StaticNet.Generator.Model;
using StaticNet.Generator.Problems;

namespace StaticNet.Generator.Layers;

/// <summary><c>(channels, height, width)</c> to <c>(channels, height', width')</c>, channel by channel. No multiply-adds are counted.</summary>
/// <param name="KernelHeight">The lines of a window.</param>
/// <param name="KernelWidth">The pixels of a line of it.</param>
/// <param name="Stride">From one window to the next; null where they lie side by side.</param>
/// <param name="Pad">The lines and pixels around the image.</param>
internal abstract partial record Pool(int KernelHeight, int KernelWidth, int? Stride, int Pad) : SimpleLayer
{
    public sealed override DeclaredArguments Declared
        => DeclaredArguments.OfKernel(KernelHeight, KernelWidth).Set("Stride", Stride ?? 0, 0).Set("Pad", Pad, 0);

    public sealed override LayerFacts Infer(LayerContext context)
    {
        string name = GetType().Name;
        int kernelHeight = Math.Max(KernelHeight, 1);
        int kernelWidth = Math.Max(KernelWidth, 1);
        int most = Math.Min(kernelHeight, kernelWidth) / 2;
        Arguments.RequireKernel(context, name, KernelHeight, KernelWidth);
        Arguments.RequireAtLeastOne(context, name, "Stride", Stride ?? 1);
        Arguments.RequireAtLeastZero(context, name, "Pad", Pad);
        Arguments.RequireAtMost(context, name, "Pad", Pad, most, "half of the kernel");

        var input = Image.Of(context, name);
        int pad = Math.Min(Math.Max(Pad, 0), most);
        var window = new ConvGeometry(
            kernelHeight,
            kernelWidth,
            StrideHeight: Math.Max(Stride ?? kernelHeight, 1),
            StrideWidth: Math.Max(Stride ?? kernelWidth, 1),
            PadHeight: pad,
            PadWidth: pad);
        Image output = SlidingWindow.Slide(name, window, input, input.Channels, context);
        if (output.IsKnown && pad == Pad)
        {
            CheckEdge(name, window, input, output, context);
        }

        return new LayerFacts(output.Shape, EquatableArray<TensorModel>.Empty, MultiplyAdds: 0, SlidingWindow.See(window, channels: 1, input, context))
        {
            IsOutputKnown = output.IsKnown,
            Geometry = window.Within(input.Height, input.Width),
        };
    }

    private static void CheckEdge(string name, ConvGeometry window, Image input, Image output, LayerContext context)
    {
        int rows = Dropped(input.Height, window.KernelHeight, window.StrideHeight, window.PadHeight);
        int columns = Dropped(input.Width, window.KernelWidth, window.StrideWidth, window.PadWidth);
        if (rows > 0 || columns > 0)
        {
            string dropped = rows == 0 ? Count(columns, "column") : columns == 0 ? Count(rows, "row") : $"{Count(rows, "row")} and {Count(columns, "column")}";
            context.Report(DiagnosticIds.DroppedEdge, name, output.Shape.ToString(), input.Shape.ToString(), dropped);
        }
    }

    // What is left over behind the last window, without the padding there and without a gap such as the windows have between them.
    private static int Dropped(int length, int kernel, int stride, int pad)
        => Math.Max((int)((length + (2L * pad) - kernel) % stride) - pad - Math.Max(stride - kernel, 0), 0);

    private static string Count(int count, string what)
        => $"{count.ToString(CultureInfo.InvariantCulture)} {what}{(count == 1 ? "" : "s")}";
}
