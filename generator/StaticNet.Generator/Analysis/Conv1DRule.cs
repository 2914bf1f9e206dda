using System;
using StaticNet.Generator.Model;

namespace StaticNet.Generator.Analysis;

/// <summary><c>(in, length)</c> to <c>(channels, length')</c>: a convolution over an image of one row.</summary>
internal static class Conv1DRule
{
    private const string Name = "Conv1D";

    public static LayerFacts Infer(Conv1D layer, LayerContext context)
    {
        Arguments.RequireAtLeastOne(context, Name, "channels", layer.Channels);
        Arguments.RequireAtLeastOne(context, Name, "kernel", layer.Kernel);
        Arguments.RequireAtLeastOne(context, Name, "Stride", layer.Stride);
        Arguments.RequirePadding(context, Name, layer.Padding, layer.Pad);
        Arguments.RequireAtLeastOne(context, Name, "Dilation", layer.Dilation);
        Arguments.RequireAtLeastOne(context, Name, "Groups", layer.Groups);

        var window = new ConvGeometry(
            KernelHeight: 1,
            KernelWidth: Math.Max(layer.Kernel, 1),
            StrideHeight: 1,
            StrideWidth: Math.Max(layer.Stride, 1),
            PadHeight: 0,
            PadWidth: Math.Max(layer.Pad, 0),
            DilationHeight: 1,
            DilationWidth: Math.Max(layer.Dilation, 1),
            Groups: Math.Max(layer.Groups, 1));
        return ConvolutionRule.Infer(Name, window, layer.Padding, Image.OfSequence(context, Name), Math.Max(layer.Channels, 1), layer.Bias, context);
    }
}
