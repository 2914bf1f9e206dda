namespace StaticNet.Onnx.Layers;

/// <summary>Convolutions: weight [out, in/groups, kernel...] as it is stored in PyTorch, which is ONNX's order too.</summary>
internal static class ConvolutionExport
{
    public static void Conv1D(GraphBuilder graph, LayerSummary layer, Conv1DAttribute conv)
        => Conv(graph, layer, conv.Bias, conv.Groups, [conv.Dilation], [conv.Stride], [conv.PadLength]);

    public static void Conv2D(GraphBuilder graph, LayerSummary layer, Conv2DAttribute conv)
        => Conv(
            graph, layer, conv.Bias, conv.Groups, [conv.Dilation, conv.Dilation], [conv.Stride, conv.Stride], [conv.PadHeight, conv.PadWidth]);

    /// <summary>As many groups as input channels.</summary>
    public static void DepthwiseConv2D(GraphBuilder graph, LayerSummary layer, DepthwiseConv2DAttribute conv)
        => Conv(
            graph,
            layer,
            conv.Bias,
            layer.InputShape[0],
            [conv.Dilation, conv.Dilation],
            [conv.Stride, conv.Stride],
            [conv.PadHeight, conv.PadWidth]);

    private static void Conv(GraphBuilder graph, LayerSummary layer, bool hasBias, int groups, long[] dilations, long[] strides, long[] pads)
    {
        string[] inputs = [graph.Current, .. LayerTensors.Parameters(graph, layer, hasBias)];
        graph.Node(
            layer.Name,
            "Conv",
            inputs,
            GraphBuilder.Number("group", groups),
            GraphBuilder.Numbers("dilations", dilations),
            GraphBuilder.Numbers("strides", strides),
            GraphBuilder.Numbers("pads", [.. pads, .. pads]));
    }
}
