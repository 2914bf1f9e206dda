using System;
using System.Globalization;
using System.Numerics;
using StaticNet.Generator.Analysis;
using StaticNet.Generator.Model;
using StaticNet.Generator.Problems;

namespace StaticNet.Generator.Layers;

/// <summary>
/// What transposed convolutions have in common: each value of the input is multiplied with the kernel, and the products add up where they overlap. It is
/// the gradient of the input of the convolution that goes from the output to the input, whose weight it has: <c>weight</c> of shape
/// <c>[in, out/groups, kernelHeight, kernelWidth]</c>, of a sequence <c>[in, out/groups, kernel]</c>, and <c>bias</c> of shape <c>[out]</c>;
/// out/groups * kernelHeight * kernelWidth multiply-adds an input.
/// </summary>
internal abstract partial record ConvTranspose(int Channels, Sliding Sliding, OutputPadding OutputPadding, int Groups, bool Bias) : SimpleLayer
{
    /// <summary>All transposed convolutions count together.</summary>
    public override string Word => "convtranspose";

    public override string Equation => Bias ? "y = Wᵀ * x + b" : "y = Wᵀ * x";

    // As of a convolution: with groups, it is half of a separable one.
    public override LayerTraits Traits => Groups == 1 ? LayerTraits.OfMixing(Channels) : LayerTraits.Of(LayerRoles.None, Channels);

    /// <summary>Checks the arguments, and finds out about the layer.</summary>
    /// <param name="layer">Its kind.</param>
    /// <param name="kernelHeight">The kernel's lines.</param>
    /// <param name="kernelWidth">The kernel's pixels.</param>
    /// <param name="input">What it is computed of.</param>
    /// <param name="context">Its place.</param>
    protected LayerFacts Infer(string layer, int kernelHeight, int kernelWidth, Image input, LayerContext context)
    {
        Arguments.RequireAtLeastOne(context, layer, "channels", Channels);
        Sliding.Require(context, layer);
        Arguments.RequireAtLeastOne(context, layer, "Groups", Groups);

        // What is out of range is told; the analysis goes on with the nearest number that is not.
        ConvGeometry window = Sliding.Window(kernelHeight, kernelWidth, input.IsSequence, Groups);
        (int longerHeight, int longerWidth) = Longer(layer, window, input.IsSequence, context);
        BigInteger lines = Length(input.Height, window.KernelHeight, window.StrideHeight, window.DilationHeight, longerHeight);
        BigInteger pixels = Length(input.Width, window.KernelWidth, window.StrideWidth, window.DilationWidth, longerWidth);
        bool isInRange = Sliding.HasSoundSteps && kernelHeight >= 1 && kernelWidth >= 1 && OutputPadding.IsUpTo(longerHeight, longerWidth, input.IsSequence);
        window = LeaveOut(layer, window, input, isInRange && input.IsKnown, lines, pixels, context);
        Image output = Output(layer, input, lines - window.PadTop - window.PadBottom, pixels - window.PadLeft - window.PadRight, context);
        int groups = window.Groups;
        ConvLayer.CheckGroups(layer, groups, input, output, context);

        int groupOutputs = Math.Max(output.Channels / groups, 1);
        EquatableArray<TensorModel> tensors = ConvLayer.Tensors(
            layer, window, groupOutputs, input.Channels, Bias ? output.Channels : 0, input.IsSequence, context);
        long perInput = tensors.Count == 0 ? 0 : (long)groupOutputs * window.KernelHeight * window.KernelWidth;
        return new LayerFacts(
            output.Shape,
            tensors,
            input.Shape.Length * perInput,
            input.IsKnown ? context.ReceptiveField.ThroughTransposed(window, Math.Max(input.Channels / groups, 1)) : context.ReceptiveField)
        {
            IsOutputKnown = output.IsKnown,
            Geometry = window.Within(output.Height, output.Width),
            IsTransposed = true,
        };
    }

    // By how much the output is longer, along each axis.
    private (int Height, int Width) Longer(string layer, ConvGeometry window, bool isSequence, LayerContext context)
    {
        Arguments.RequireAtLeastZero(context, layer, "OutputPadding", OutputPadding.Both);
        Arguments.RequireAtLeastZero(context, layer, "OutputPaddingHeight", OutputPadding.Height ?? 0);
        Arguments.RequireAtLeastZero(context, layer, "OutputPaddingWidth", OutputPadding.Width ?? 0);
        int height = isSequence ? 0 : OutputPadding.Height ?? OutputPadding.Both;
        int width = OutputPadding.Width ?? OutputPadding.Both;
        int mostHeight = Math.Max(window.StrideHeight, window.DilationHeight) - 1;
        int mostWidth = Math.Max(window.StrideWidth, window.DilationWidth) - 1;
        const string Why = "as it is less than the stride or the dilation";
        string heightSource = OutputPadding.Height is null ? "OutputPadding" : "OutputPaddingHeight";
        string widthSource = OutputPadding.Width is null ? "OutputPadding" : "OutputPaddingWidth";
        if (Sliding.HasSoundSteps)
        {
            Arguments.RequireAtMost(context, layer, widthSource, width, mostWidth, Why);
            if (heightSource != widthSource || width <= mostWidth)
            {
                Arguments.RequireAtMost(context, layer, heightSource, height, mostHeight, Why);
            }
        }

        return (Math.Min(Math.Max(height, 0), mostHeight), Math.Min(Math.Max(width, 0), mostWidth));
    }

    // What the padding leaves out of the output; something is left along each axis.
    private ConvGeometry LeaveOut(string layer, ConvGeometry window, Image input, bool isReported, BigInteger lines, BigInteger pixels, LayerContext context)
    {
        if (Sliding.IsPaddedEvenly)
        {
            // Twice the padding is less than the shorter side.
            BigInteger shorter = input.IsSequence ? pixels : BigInteger.Min(lines, pixels);
            int most = (int)BigInteger.Min((shorter - 1) / 2, int.MaxValue);
            if (isReported)
            {
                Arguments.RequireAtMost(context, layer, "Pad", Sliding.Pad, most, $"less than half of the {(input.IsSequence ? "" : Text(lines) + "x")}{Text(pixels)} without padding");
            }

            int pad = Math.Min(window.PadLeft, most);
            int padHeight = input.IsSequence ? 0 : pad;
            return window with { PadTop = padHeight, PadBottom = padHeight, PadLeft = pad, PadRight = pad };
        }

        (int top, int bottom) = LeaveOut(layer, Sliding.Lines, window.PadTop, window.PadBottom, lines, "rows", isReported, context);
        (int left, int right) = LeaveOut(layer, Sliding.Pixels, window.PadLeft, window.PadRight, pixels, input.IsSequence ? "elements" : "columns", isReported, context);
        return window with { PadTop = top, PadBottom = bottom, PadLeft = left, PadRight = right };
    }

    private static (int First, int Last) LeaveOut(string layer, SlidingAxis axis, int first, int last, BigInteger length, string what, bool isReported, LayerContext context)
    {
        if ((BigInteger)first + last < length)
        {
            return (first, last);
        }

        // The side with more of it is what is wrong.
        (string source, int more, int less) = first >= last ? (axis.FirstSource, first, last) : (axis.LastSource, last, first);
        bool isBoth = axis.FirstSource == axis.LastSource;
        int most = (int)BigInteger.Min(isBoth ? (length - 1) / 2 : BigInteger.Max(length - 1 - less, 0), int.MaxValue);
        if (isReported)
        {
            Arguments.RequireAtMost(context, layer, source, more, most, $"as something is left of the {Text(length)} {what} without padding");
        }

        return (0, 0);
    }

    // PyTorch's rule, without the padding.
    private static BigInteger Length(int input, int kernel, int stride, int dilation, int outputPadding)
        => ((input - 1) * (BigInteger)stride) + (dilation * (BigInteger)(kernel - 1)) + outputPadding + 1;

    private Image Output(string layer, Image input, BigInteger height, BigInteger width, LayerContext context)
    {
        int channels = Math.Max(Channels, 1);
        var unknown = Image.Unknown(channels, input.IsSequence);
        if (!input.IsKnown)
        {
            return unknown;
        }

        BigInteger length = channels * height * width;
        if (!Sizes.Fits(length))
        {
            context.Report(DiagnosticIds.TooLarge, $"the output of [{layer}] takes {Sizes.Text(length)} floats a sample", Sizes.Text(Sizes.Maximum));
            return unknown;
        }

        return new Image(channels, (int)height, (int)width, input.IsSequence, IsKnown: true);
    }

    private static string Text(BigInteger number) => number.ToString(CultureInfo.InvariantCulture);

    /// <summary>The properties that all transposed convolutions have.</summary>
    protected DeclaredArguments Set(DeclaredArguments arguments) => OutputPadding.Set(Sliding.Set(arguments, stride: 1))
        .Set("Groups", Groups, 1)
        .Set("Bias", Bias, true);
}
