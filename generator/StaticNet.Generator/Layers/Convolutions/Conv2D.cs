using System;
using StaticNet.Generator.Analysis;
using StaticNet.Generator.Model;

namespace StaticNet.Generator.Layers;

/// <summary><c>(in, height, width)</c> to <c>(channels, height', width')</c>.</summary>
internal sealed record Conv2D(
    int Channels, int KernelHeight, int KernelWidth, int Stride, PaddingMode Padding, int Pad, int Dilation, int Groups, bool Bias) : ConvLayer(Padding, Pad, Dilation, Bias)
{
    public override DeclaredArguments Declared
        => Set(KernelHeight == KernelWidth ? DeclaredArguments.Of(Channels, KernelHeight) : DeclaredArguments.Of(Channels, KernelHeight, KernelWidth), Stride, "Groups", Groups);

    // With groups, it is half of a separable convolution.
    public override LayerTraits Traits => Groups == 1 ? LayerTraits.OfMixing(Channels) : LayerTraits.Of(LayerRoles.None, Channels);

    public override LayerView View => LayerView.Of("Conv2DParameters", "weight", "bias");

    public static Conv2D Read(ILayerArguments arguments) => new(
        arguments.Int("channels"),
        Window.KernelHeight(arguments),
        Window.KernelWidth(arguments),
        arguments.Int("Stride"),
        (PaddingMode)arguments.Int("Padding", fallback: 0),
        arguments.Int("Pad", fallback: 0),
        arguments.Int("Dilation"),
        arguments.Int("Groups"),
        arguments.Bool("Bias", fallback: true));

    public override LayerFacts Infer(LayerContext context)
    {
        Arguments.RequireAtLeastOne(context, nameof(Conv2D), "channels", Channels);
        Arguments.RequireKernel(context, nameof(Conv2D), KernelHeight, KernelWidth);
        Arguments.RequireAtLeastOne(context, nameof(Conv2D), "Stride", Stride);
        Arguments.RequirePadding(context, nameof(Conv2D), Padding, Pad);
        Arguments.RequireAtLeastOne(context, nameof(Conv2D), "Dilation", Dilation);
        Arguments.RequireAtLeastOne(context, nameof(Conv2D), "Groups", Groups);

        int stride = Math.Max(Stride, 1);
        int pad = Math.Max(Pad, 0);
        int dilation = Math.Max(Dilation, 1);
        var window = new ConvGeometry(
            Math.Max(KernelHeight, 1), Math.Max(KernelWidth, 1), stride, stride, pad, pad, dilation, dilation, Math.Max(Groups, 1));
        return Infer(nameof(Conv2D), window, Padding, Image.Of(context, nameof(Conv2D)), Math.Max(Channels, 1), Bias, context);
    }
}
