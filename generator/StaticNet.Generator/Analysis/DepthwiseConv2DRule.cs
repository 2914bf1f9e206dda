using System;
using StaticNet.Generator.Model;

namespace StaticNet.Generator.Analysis;

/// <summary><c>(in, height, width)</c> to <c>(in * multiplier, height', width')</c>: a convolution with as many groups as input channels.</summary>
internal static class DepthwiseConv2DRule
{
    private const string Name = "DepthwiseConv2D";

    public static LayerFacts Infer(DepthwiseConv2D layer, LayerContext context)
    {
        Arguments.RequireKernel(context, Name, layer.KernelHeight, layer.KernelWidth);
        Arguments.RequireAtLeastOne(context, Name, "Stride", layer.Stride);
        Arguments.RequirePadding(context, Name, layer.Padding, layer.Pad);
        Arguments.RequireAtLeastOne(context, Name, "Dilation", layer.Dilation);
        Arguments.RequireAtLeastOne(context, Name, "Multiplier", layer.Multiplier);

        var input = Image.Of(context, Name);
        int stride = Math.Max(layer.Stride, 1);
        int pad = Math.Max(layer.Pad, 0);
        int dilation = Math.Max(layer.Dilation, 1);
        var window = new ConvGeometry(
            Math.Max(layer.KernelHeight, 1), Math.Max(layer.KernelWidth, 1), stride, stride, pad, pad, dilation, dilation, input.Channels);
        long channels = (long)input.Channels * Math.Max(layer.Multiplier, 1);
        return ConvolutionRule.Infer(Name, window, layer.Padding, input, channels, layer.Bias, context);
    }
}
