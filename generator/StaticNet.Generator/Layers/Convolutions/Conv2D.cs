using System;
using StaticNet.Generator.Analysis;
using StaticNet.Generator.Model;

namespace StaticNet.Generator.Layers;

/// <summary><c>(in, height, width)</c> to <c>(channels, height', width')</c>.</summary>
internal sealed record Conv2D(
    int Channels, int KernelHeight, int KernelWidth, Sliding Sliding, int Groups, bool Bias) : ConvLayer(Sliding, Bias)
{
    public override DeclaredArguments Declared
        => Set(KernelHeight == KernelWidth ? DeclaredArguments.Of(Channels, KernelHeight) : DeclaredArguments.Of(Channels, KernelHeight, KernelWidth), "Groups", Groups);

    // With groups, it is half of a separable convolution.
    public override LayerTraits Traits => Groups == 1 ? LayerTraits.OfMixing(Channels) : LayerTraits.Of(LayerRoles.None, Channels);

    public override LayerView View => LayerView.Of("Conv2DParameters", "weight", "bias");

    public static Conv2D Read(ILayerArguments arguments) => new(
        arguments.Int("channels"),
        Window.KernelHeight(arguments),
        Window.KernelWidth(arguments),
        Sliding.Read(arguments, stride: 1),
        arguments.Int("Groups"),
        arguments.Bool("Bias", fallback: true));

    public override LayerFacts Infer(LayerContext context)
    {
        Arguments.RequireAtLeastOne(context, nameof(Conv2D), "channels", Channels);
        Arguments.RequireKernel(context, nameof(Conv2D), KernelHeight, KernelWidth);
        Sliding.Require(context, nameof(Conv2D));
        Arguments.RequireAtLeastOne(context, nameof(Conv2D), "Groups", Groups);

        ConvGeometry window = Sliding.Window(KernelHeight, KernelWidth, isSequence: false, Groups);
        return Infer(nameof(Conv2D), window, Image.Of(context, nameof(Conv2D)), Math.Max(Channels, 1), context);
    }
}
