using System;
using StaticNet.Generator.Analysis;
using StaticNet.Generator.Ir;
using StaticNet.Generator.Model;

namespace StaticNet.Generator.Layers;

/// <summary><c>(in, length)</c> to <c>(channels, length')</c>: a convolution over an image of one row.</summary>
internal sealed record Conv1D(int Channels, int Kernel, Sliding Sliding, int Groups, bool Bias) : ConvLayer(Sliding, Bias)
{
    public override DeclaredArguments Declared
        => Set(DeclaredArguments.Of(Channels, Kernel), "Groups", Groups);

    // With groups, it is half of a separable convolution.
    public override LayerTraits Traits => Groups == 1 ? LayerTraits.OfMixing(Channels) : LayerTraits.Of(LayerRoles.None, Channels);

    public override LayerView View => LayerView.Of("Conv1DParameters", "weight", "bias");

    public static Conv1D Read(ILayerArguments arguments) => new(
        arguments.Int("channels"),
        arguments.Int("kernel"),
        Sliding.Read(arguments, stride: 1),
        arguments.Int("Groups"),
        arguments.Bool("Bias", fallback: true));

    public override LayerFacts Infer(LayerContext context)
    {
        Arguments.RequireAtLeastOne(context, nameof(Conv1D), "channels", Channels);
        Arguments.RequireAtLeastOne(context, nameof(Conv1D), "kernel", Kernel);
        Sliding.Require(context, nameof(Conv1D));
        Arguments.RequireAtLeastOne(context, nameof(Conv1D), "Groups", Groups);

        ConvGeometry window = Sliding.Window(height: 1, Kernel, isSequence: true, Groups);
        return Infer(nameof(Conv1D), window, Image.OfSequence(context, nameof(Conv1D)), Math.Max(Channels, 1), context);
    }
}
