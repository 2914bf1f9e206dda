using StaticNet.Onnx.Schema;

namespace StaticNet.Onnx.Layers;

/// <summary>
/// Convolutions: weight [out, in/groups, kernel...], transposed ones [in, out/groups, kernel...], as they are stored in PyTorch, which is ONNX's order too.
/// </summary>
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

    public static void ConvTranspose1D(GraphBuilder graph, LayerSummary layer, ConvTranspose1DAttribute conv)
        => ConvTranspose(graph, layer, conv.Bias, conv.Groups, conv.Dilation, conv.Stride, conv.Pad, conv.OutputPadding);

    public static void ConvTranspose2D(GraphBuilder graph, LayerSummary layer, ConvTranspose2DAttribute conv)
        => ConvTranspose(graph, layer, conv.Bias, conv.Groups, conv.Dilation, conv.Stride, conv.Pad, conv.OutputPadding);

    // What the output is longer by has to be less than the stride for ONNX Runtime: the rest are zeros behind the input, a stride each.
    private static void ConvTranspose(
        GraphBuilder graph, LayerSummary layer, bool hasBias, int groups, int dilation, int stride, int pad, int outputPadding)
    {
        int sides = layer.InputShape.Length - 1;
        if (outputPadding >= stride)
        {
            long[] pads = [0, 0, .. All(0), 0, 0, .. All(outputPadding / stride)];
            graph.Node($"{layer.Name}.padded", "Pad", [graph.Current, graph.Integers($"{layer.Name}.pads", pads)]);
        }

        Node(
            graph,
            layer,
            "ConvTranspose",
            hasBias,
            groups,
            All(dilation),
            All(stride),
            All(pad),
            GraphBuilder.Numbers("output_padding", All(outputPadding % stride)));

        long[] All(int number) => [.. Enumerable.Repeat((long)number, sides)];
    }

    private static void Conv(GraphBuilder graph, LayerSummary layer, bool hasBias, int groups, long[] dilations, long[] strides, long[] pads)
        => Node(graph, layer, "Conv", hasBias, groups, dilations, strides, pads);

    private static void Node(
        GraphBuilder graph,
        LayerSummary layer,
        string operation,
        bool hasBias,
        int groups,
        long[] dilations,
        long[] strides,
        long[] pads,
        params AttributeProto[] more)
    {
        string[] inputs = [graph.Current, .. LayerTensors.Parameters(graph, layer, hasBias)];
        graph.Node(
            layer.Name,
            operation,
            inputs,
            [
                GraphBuilder.Number("group", groups),
                GraphBuilder.Numbers("dilations", dilations),
                GraphBuilder.Numbers("strides", strides),
                GraphBuilder.Numbers("pads", [.. pads, .. pads]),
                .. more,
            ]);
    }
}
