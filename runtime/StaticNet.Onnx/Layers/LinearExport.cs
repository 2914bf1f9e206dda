namespace StaticNet.Onnx.Layers;

/// <summary>Layers that are a product with learned weights.</summary>
internal static class LinearExport
{
    /// <summary>y (N, out) = x (N, in) * weight^T + bias, weight [out, in] as it is stored in PyTorch.</summary>
    public static void Dense(GraphBuilder graph, LayerSummary layer, DenseAttribute dense)
        => graph.Node(
            layer.Name, "Gemm", [graph.Current, .. LayerTensors.Parameters(graph, layer, dense.Bias)], GraphBuilder.Number("transB", 1));
}
