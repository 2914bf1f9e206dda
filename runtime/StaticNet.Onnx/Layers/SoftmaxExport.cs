namespace StaticNet.Onnx.Layers;

/// <summary>Layers that normalise over the features of a sample, or over the channels at each position.</summary>
internal static class SoftmaxExport
{
    public static void OverChannels(GraphBuilder graph, LayerSummary layer, string operation)
        => graph.Node(layer.Name, operation, [graph.Current], GraphBuilder.Number("axis", 1));
}
