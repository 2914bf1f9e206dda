using StaticNet.Onnx.Schema;

namespace StaticNet.Onnx.Layers;

/// <summary>
/// Convolutions: weight [out, in/groups, kernel...], transposed ones [in, out/groups, kernel...], as they are stored in PyTorch, which is ONNX's order too.
/// </summary>
internal static class ConvolutionExport
{
    public static void Conv1D(GraphBuilder graph, LayerSummary layer, Conv1DAttribute conv)
        => Node(graph, layer, "Conv", conv.Bias, conv.Groups, [conv.Dilation], [conv.Stride], WindowExport.Pads(conv));

    public static void Conv2D(GraphBuilder graph, LayerSummary layer, Conv2DAttribute conv)
        => Node(graph, layer, "Conv", conv.Bias, conv.Groups, [conv.DilationHeight, conv.DilationWidth], WindowExport.Strides(conv), WindowExport.Pads(conv));

    /// <summary>As many groups as input channels.</summary>
    public static void DepthwiseConv2D(GraphBuilder graph, LayerSummary layer, DepthwiseConv2DAttribute conv)
        => Node(
            graph, layer, "Conv", conv.Bias, layer.InputShape[0], [conv.DilationHeight, conv.DilationWidth], WindowExport.Strides(conv), WindowExport.Pads(conv));

    public static void ConvTranspose1D(GraphBuilder graph, LayerSummary layer, ConvTranspose1DAttribute conv)
        => ConvTranspose(graph, layer, conv.Bias, conv.Groups, [conv.Dilation], [conv.Stride], WindowExport.Pads(conv), [conv.OutputPadding]);

    public static void ConvTranspose2D(GraphBuilder graph, LayerSummary layer, ConvTranspose2DAttribute conv)
        => ConvTranspose(
            graph,
            layer,
            conv.Bias,
            conv.Groups,
            [conv.DilationHeight, conv.DilationWidth],
            WindowExport.Strides(conv),
            WindowExport.Pads(conv),
            [conv.OutputPaddingHeight, conv.OutputPaddingWidth]);

    // What the output is longer by has to be less than the stride for ONNX Runtime: the rest are zeros behind the input, a stride each.
    private static void ConvTranspose(
        GraphBuilder graph, LayerSummary layer, bool hasBias, int groups, long[] dilations, long[] strides, long[] pads, long[] outputPadding)
    {
        long[] inputs = [.. outputPadding.Zip(strides, static (padding, stride) => padding / stride)];
        if (inputs.Any(static zeros => zeros > 0))
        {
            long[] zeros = [0, 0, .. inputs.Select(static _ => 0L), 0, 0, .. inputs];
            graph.Node($"{layer.Name}.padded", "Pad", [graph.Current, graph.Integers($"{layer.Name}.pads", zeros)]);
        }

        long[] longer = [.. outputPadding.Zip(strides, static (padding, stride) => padding % stride)];
        Node(graph, layer, "ConvTranspose", hasBias, groups, dilations, strides, pads, GraphBuilder.Numbers("output_padding", longer));
    }

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
                GraphBuilder.Numbers("pads", pads),
                .. more,
            ]);
    }
}
