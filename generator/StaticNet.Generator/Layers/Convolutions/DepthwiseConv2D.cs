using System;
using StaticNet.Generator.Analysis;
using StaticNet.Generator.Model;

namespace StaticNet.Generator.Layers;

/// <summary><c>(in, height, width)</c> to <c>(in * multiplier, height', width')</c>: a convolution with as many groups as input channels.</summary>
internal sealed record DepthwiseConv2D(
    int KernelHeight, int KernelWidth, Sliding Sliding, int Multiplier, bool Bias) : ConvLayer(Sliding, Bias)
{
    public override string Equation => base.Equation + ", channel by channel";

    public override DeclaredArguments Declared
        => Set(DeclaredArguments.OfKernel(KernelHeight, KernelWidth), "Multiplier", Multiplier);

    // Half of a separable convolution.
    public override LayerTraits Traits => LayerTraits.Of(LayerRoles.None);

    public override LayerView View => LayerView.Of("Conv2DParameters", "weight", "bias");

    public static DepthwiseConv2D Read(ILayerArguments arguments) => new(
        Window.KernelHeight(arguments),
        Window.KernelWidth(arguments),
        Sliding.Read(arguments, stride: 1),
        arguments.Int("Multiplier"),
        arguments.Bool("Bias", fallback: true));

    public override LayerFacts Infer(LayerContext context)
    {
        Arguments.RequireKernel(context, nameof(DepthwiseConv2D), KernelHeight, KernelWidth);
        Sliding.Require(context, nameof(DepthwiseConv2D));
        Arguments.RequireAtLeastOne(context, nameof(DepthwiseConv2D), "Multiplier", Multiplier);

        var input = Image.Of(context, nameof(DepthwiseConv2D));
        ConvGeometry window = Sliding.Window(KernelHeight, KernelWidth, isSequence: false, input.Channels);
        long channels = (long)input.Channels * Math.Max(Multiplier, 1);
        return Infer(nameof(DepthwiseConv2D), window, input, channels, context);
    }
}
