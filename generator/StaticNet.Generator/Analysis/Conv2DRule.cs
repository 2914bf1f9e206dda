using System;
using StaticNet.Generator.Model;

namespace StaticNet.Generator.Analysis;

/// <summary><c>(in, height, width)</c> to <c>(channels, height', width')</c>.</summary>
internal static class Conv2DRule
{
    private const string Name = "Conv2D";

    public static LayerFacts Infer(Conv2D layer, LayerContext context)
    {
        Arguments.RequireAtLeastOne(context, Name, "channels", layer.Channels);
        Arguments.RequireKernel(context, Name, layer.KernelHeight, layer.KernelWidth);
        Arguments.RequireAtLeastOne(context, Name, "Stride", layer.Stride);
        Arguments.RequirePadding(context, Name, layer.Padding, layer.Pad);
        Arguments.RequireAtLeastOne(context, Name, "Dilation", layer.Dilation);
        Arguments.RequireAtLeastOne(context, Name, "Groups", layer.Groups);

        int stride = Math.Max(layer.Stride, 1);
        int pad = Math.Max(layer.Pad, 0);
        int dilation = Math.Max(layer.Dilation, 1);
        var window = new ConvGeometry(
            Math.Max(layer.KernelHeight, 1), Math.Max(layer.KernelWidth, 1), stride, stride, pad, pad, dilation, dilation, Math.Max(layer.Groups, 1));
        return ConvolutionRule.Infer(Name, window, layer.Padding, Image.Of(context, Name), Math.Max(layer.Channels, 1), layer.Bias, context);
    }
}
