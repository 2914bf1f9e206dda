using System;
using StaticNet.Generator.Analysis;
using StaticNet.Generator.Ir;
using StaticNet.Generator.Model;

namespace StaticNet.Generator.Layers;

/// <summary><c>(in, length)</c> to <c>(channels, length')</c>: a convolution over an image of one row.</summary>
internal sealed record Conv1D(int Channels, int Kernel, int Stride, PaddingMode Padding, int Pad, int Dilation, int Groups, bool Bias) : ConvLayer(Padding, Pad, Dilation, Bias)
{
    public override DeclaredArguments Declared
        => Set(DeclaredArguments.Of(Channels, Kernel), Stride, "Groups", Groups);

    // With groups, it is half of a separable convolution.
    public override LayerTraits Traits => Groups == 1 ? LayerTraits.OfMixing(Channels) : LayerTraits.Of(LayerRoles.None, Channels);

    public override LayerView View => LayerView.Of("Conv1DParameters", "weight", "bias");

    public static Conv1D Read(ILayerArguments arguments) => new(
        arguments.Int("channels"),
        arguments.Int("kernel"),
        arguments.Int("Stride"),
        (PaddingMode)arguments.Int("Padding", fallback: 0),
        arguments.Int("Pad", fallback: 0),
        arguments.Int("Dilation"),
        arguments.Int("Groups"),
        arguments.Bool("Bias", fallback: true));

    public override LayerFacts Infer(LayerContext context)
    {
        Arguments.RequireAtLeastOne(context, nameof(Conv1D), "channels", Channels);
        Arguments.RequireAtLeastOne(context, nameof(Conv1D), "kernel", Kernel);
        Arguments.RequireAtLeastOne(context, nameof(Conv1D), "Stride", Stride);
        Arguments.RequirePadding(context, nameof(Conv1D), Padding, Pad);
        Arguments.RequireAtLeastOne(context, nameof(Conv1D), "Dilation", Dilation);
        Arguments.RequireAtLeastOne(context, nameof(Conv1D), "Groups", Groups);

        var window = new ConvGeometry(
            KernelHeight: 1,
            KernelWidth: Math.Max(Kernel, 1),
            StrideHeight: 1,
            StrideWidth: Math.Max(Stride, 1),
            PadHeight: 0,
            PadWidth: Math.Max(Pad, 0),
            DilationHeight: 1,
            DilationWidth: Math.Max(Dilation, 1),
            Groups: Math.Max(Groups, 1));
        return Infer(nameof(Conv1D), window, Padding, Image.OfSequence(context, nameof(Conv1D)), Math.Max(Channels, 1), Bias, context);
    }
}
