using System;
using StaticNet.Generator.Analysis;
using StaticNet.Generator.Model;

namespace StaticNet.Generator.Layers;

/// <summary><c>(in, height, width)</c> to <c>(in * multiplier, height', width')</c>: a convolution with as many groups as input channels.</summary>
internal sealed record DepthwiseConv2D(
    int KernelHeight, int KernelWidth, int Stride, PaddingMode Padding, int Pad, int Dilation, int Multiplier, bool Bias) : ConvLayer(Padding, Pad, Dilation, Bias)
{
    public override string Equation => base.Equation + ", channel by channel";

    public override DeclaredArguments Declared
        => Set(DeclaredArguments.OfKernel(KernelHeight, KernelWidth), Stride, "Multiplier", Multiplier);

    // Half of a separable convolution.
    public override LayerTraits Traits => LayerTraits.Of(LayerRoles.None);

    public override LayerView View => LayerView.Of("Conv2DParameters", "weight", "bias");

    public static DepthwiseConv2D Read(ILayerArguments arguments) => new(
        Window.KernelHeight(arguments),
        Window.KernelWidth(arguments),
        arguments.Int("Stride"),
        (PaddingMode)arguments.Int("Padding", fallback: 0),
        arguments.Int("Pad", fallback: 0),
        arguments.Int("Dilation"),
        arguments.Int("Multiplier"),
        arguments.Bool("Bias", fallback: true));

    public override LayerFacts Infer(LayerContext context)
    {
        Arguments.RequireKernel(context, nameof(DepthwiseConv2D), KernelHeight, KernelWidth);
        Arguments.RequireAtLeastOne(context, nameof(DepthwiseConv2D), "Stride", Stride);
        Arguments.RequirePadding(context, nameof(DepthwiseConv2D), Padding, Pad);
        Arguments.RequireAtLeastOne(context, nameof(DepthwiseConv2D), "Dilation", Dilation);
        Arguments.RequireAtLeastOne(context, nameof(DepthwiseConv2D), "Multiplier", Multiplier);

        var input = Image.Of(context, nameof(DepthwiseConv2D));
        int stride = Math.Max(Stride, 1);
        int pad = Math.Max(Pad, 0);
        int dilation = Math.Max(Dilation, 1);
        var window = new ConvGeometry(
            Math.Max(KernelHeight, 1), Math.Max(KernelWidth, 1), stride, stride, pad, pad, dilation, dilation, input.Channels);
        long channels = (long)input.Channels * Math.Max(Multiplier, 1);
        return Infer(nameof(DepthwiseConv2D), window, Padding, input, channels, Bias, context);
    }
}
