namespace StaticNet.Onnx.Layers;

/// <summary>Layers that normalise, then scale and shift each channel.</summary>
internal static class NormExport
{
    /// <summary>With the running statistics: the order of the tensors is ONNX's too.</summary>
    public static void BatchNorm(GraphBuilder graph, LayerSummary layer, BatchNormAttribute norm)
        => graph.Node(
            layer.Name,
            "BatchNormalization",
            [graph.Current, .. layer.Parameters.Select(graph.Parameter)],
            GraphBuilder.Number("epsilon", norm.Epsilon));
}
