using System;
using System.Globalization;
using StaticNet.Generator.Analysis;
using StaticNet.Generator.Model;
using StaticNet.Generator.Problems;

namespace StaticNet.Generator.Layers;

/// <summary>
/// <c>(channels, height, width)</c> to <c>(channels, height', width')</c>, or <c>(channels, length)</c> to <c>(channels, length')</c>, channel by channel. No
/// multiply-adds are counted.
/// </summary>
/// <param name="KernelHeight">The lines of a window; 1 for a sequence.</param>
/// <param name="KernelWidth">The pixels of a line of it.</param>
/// <param name="IsSequence">Whether it moves over a sequence.</param>
/// <param name="Sliding">How the windows move; side by side where no stride is declared.</param>
/// <param name="CeilMode">Whether a window that reaches beyond the end counts.</param>
internal abstract partial record Pool(int KernelHeight, int KernelWidth, bool IsSequence, Sliding Sliding, bool CeilMode) : SimpleLayer
{
    /// <summary>Whether it makes means; else it takes the largest.</summary>
    public abstract bool IsMean { get; }

    /// <summary>Whether a mean counts the padding.</summary>
    public virtual bool CountsPadding => true;

    public sealed override DeclaredArguments Declared
        => Sliding.Set(IsSequence ? DeclaredArguments.Of(KernelWidth) : DeclaredArguments.OfKernel(KernelHeight, KernelWidth), stride: IsSequence ? KernelWidth : 0)
            .Set("CountIncludePad", CountsPadding, true)
            .Set("CeilMode", CeilMode, false);

    public sealed override LayerFacts Infer(LayerContext context)
    {
        string name = GetType().Name;
        if (IsSequence)
        {
            Arguments.RequireAtLeastOne(context, name, "kernel", KernelWidth);
        }
        else
        {
            Arguments.RequireKernel(context, name, KernelHeight, KernelWidth);
        }

        Sliding.Require(context, name);
        Image input = IsSequence ? Image.OfSequence(context, name) : Image.Of(context, name);
        ConvGeometry declared = Sliding.Window(KernelHeight, KernelWidth, IsSequence);
        ConvGeometry window = WithinHalf(name, declared, context);
        RequireValues(name, window, input, context);
        Image output = SlidingWindow.Slide(name, window, input, input.Channels, context, CeilMode);
        if (output.IsKnown && window == declared && !CeilMode)
        {
            CheckEdge(name, window, input, output, context);
        }

        return new LayerFacts(output.Shape, EquatableArray<TensorModel>.Empty, MultiplyAdds: 0, SlidingWindow.See(window, channels: 1, input, context))
        {
            IsOutputKnown = output.IsKnown,
            Geometry = window.Within(input.Height, input.Width),
        };
    }

    // No window lies in the padding alone.
    private ConvGeometry WithinHalf(string name, ConvGeometry window, LayerContext context)
    {
        (int lines, int pixels) = (window.KernelHeight / 2, window.KernelWidth / 2);
        const string Why = "half of the kernel";
        if (Sliding.IsPaddedEvenly)
        {
            Arguments.RequireAtMost(context, name, "Pad", Sliding.Pad, IsSequence ? pixels : Math.Min(lines, pixels), Why);
        }
        else
        {
            Arguments.RequireAtMost(context, name, Sliding.Lines.FirstSource, window.PadTop, lines, Why);
            Arguments.RequireAtMost(context, name, Sliding.Pixels.FirstSource, window.PadLeft, pixels, Why);
            if (Sliding.Lines.FirstSource != Sliding.Lines.LastSource)
            {
                Arguments.RequireAtMost(context, name, Sliding.Lines.LastSource, window.PadBottom, lines, Why);
            }

            if (Sliding.Pixels.FirstSource != Sliding.Pixels.LastSource)
            {
                Arguments.RequireAtMost(context, name, Sliding.Pixels.LastSource, window.PadRight, pixels, Why);
            }
        }

        return window with
        {
            PadTop = Math.Min(window.PadTop, lines),
            PadBottom = Math.Min(window.PadBottom, lines),
            PadLeft = Math.Min(window.PadLeft, pixels),
            PadRight = Math.Min(window.PadRight, pixels),
        };
    }

    // Between the elements of a window that reaches into the padding there is room for no more than the image.
    private void RequireValues(string name, ConvGeometry window, Image input, LayerContext context)
    {
        if (!input.IsKnown)
        {
            return;
        }

        if (!IsSequence)
        {
            Require(window.DilationHeight, window.PadTop + window.PadBottom, input.Height, Sliding.Lines.Dilation is null ? "Dilation" : "DilationHeight", "the height of the input");
        }

        Require(window.DilationWidth, window.PadLeft + window.PadRight, input.Width, Sliding.Pixels.Dilation is null ? "Dilation" : "DilationWidth", IsSequence ? "the length of the input" : "the width of the input");

        void Require(int dilation, int padding, int length, string parameter, string what)
        {
            if (padding > 0 || CeilMode)
            {
                Arguments.RequireAtMost(context, name, parameter, dilation, length, what);
            }
        }
    }

    private static int Span(int kernel, int dilation) => ((kernel - 1) * dilation) + 1;

    private static void CheckEdge(string name, ConvGeometry window, Image input, Image output, LayerContext context)
    {
        int rows = Dropped(input.Height, Span(window.KernelHeight, window.DilationHeight), window.StrideHeight, window.PadTop, window.PadBottom);
        int columns = Dropped(input.Width, Span(window.KernelWidth, window.DilationWidth), window.StrideWidth, window.PadLeft, window.PadRight);
        if (rows > 0 || columns > 0)
        {
            string dropped = rows == 0 ? Count(columns, "column") : columns == 0 ? Count(rows, "row") : $"{Count(rows, "row")} and {Count(columns, "column")}";
            context.Report(DiagnosticIds.DroppedEdge, name, output.Shape.ToString(), input.Shape.ToString(), dropped);
        }
    }

    // What is left over behind the last window, without the padding there and without a gap such as the windows have between them.
    private static int Dropped(int length, int kernel, int stride, int padFirst, int padLast)
        => Math.Max((int)(((long)length + padFirst + padLast - kernel) % stride) - padLast - Math.Max(stride - kernel, 0), 0);

    private static string Count(int count, string what)
        => $"{count.ToString(CultureInfo.InvariantCulture)} {what}{(count == 1 ? "" : "s")}";
}
