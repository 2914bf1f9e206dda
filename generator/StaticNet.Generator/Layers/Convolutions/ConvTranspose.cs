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
internal abstract partial record ConvTranspose(int Channels, int Stride, int Pad, int OutputPadding, int Dilation, int Groups, bool Bias) : SimpleLayer
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
        Arguments.RequireAtLeastOne(context, layer, "Stride", Stride);
        Arguments.RequireAtLeastZero(context, layer, "Pad", Pad);
        Arguments.RequireAtLeastZero(context, layer, "OutputPadding", OutputPadding);
        Arguments.RequireAtLeastOne(context, layer, "Dilation", Dilation);
        Arguments.RequireAtLeastOne(context, layer, "Groups", Groups);
        if (Stride >= 1 && Dilation >= 1)
        {
            Arguments.RequireAtMost(context, layer, "OutputPadding", OutputPadding, Math.Max(Stride, Dilation) - 1, "as it is less than the stride or the dilation");
        }

        // What is out of range is told; the analysis goes on with the nearest number that is not.
        int stride = Math.Max(Stride, 1);
        int dilation = Math.Max(Dilation, 1);
        int height = input.IsSequence ? 1 : Math.Max(kernelHeight, 1);
        int width = Math.Max(kernelWidth, 1);
        int longer = Math.Min(Math.Max(OutputPadding, 0), Math.Max(stride, dilation) - 1);
        BigInteger lines = input.IsSequence ? 1 : Length(input.Height, height, stride, dilation, longer);
        BigInteger pixels = Length(input.Width, width, stride, dilation, longer);

        // Twice the padding is less than the shorter side.
        BigInteger shorter = input.IsSequence ? pixels : BigInteger.Min(lines, pixels);
        int most = (int)BigInteger.Min((shorter - 1) / 2, int.MaxValue);
        bool isInRange = Stride >= 1 && Dilation >= 1 && OutputPadding == longer && kernelHeight >= 1 && kernelWidth >= 1;
        if (input.IsKnown && isInRange)
        {
            Arguments.RequireAtMost(context, layer, "Pad", Pad, most, $"less than half of the {(input.IsSequence ? "" : Text(lines) + "x")}{Text(pixels)} without padding");
        }

        int pad = Math.Min(Math.Max(Pad, 0), most);
        int padHeight = input.IsSequence ? 0 : pad;
        Image output = Output(layer, input, lines - (2 * padHeight), pixels - (2 * (BigInteger)pad), context);
        int groups = Math.Max(Groups, 1);
        ConvLayer.CheckGroups(layer, groups, input, output, context);

        var window = new ConvGeometry(height, width, input.IsSequence ? 1 : stride, stride, padHeight, pad, input.IsSequence ? 1 : dilation, dilation, groups);
        int groupOutputs = Math.Max(output.Channels / groups, 1);
        EquatableArray<TensorModel> tensors = ConvLayer.Tensors(
            layer, window, groupOutputs, input.Channels, Bias ? output.Channels : 0, input.IsSequence, context);
        long perInput = tensors.Count == 0 ? 0 : (long)groupOutputs * height * width;
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
    protected DeclaredArguments Set(DeclaredArguments arguments) => arguments
        .Set("Stride", Stride, 1)
        .Set("Pad", Pad, 0)
        .Set("OutputPadding", OutputPadding, 0)
        .Set("Dilation", Dilation, 1)
        .Set("Groups", Groups, 1)
        .Set("Bias", Bias, true);
}
