namespace StaticNet.Onnx.Layers;

/// <summary>Layers that are a product with learned weights.</summary>
internal static class LinearExport
{
    /// <summary>y (N, out) = x (N, in) * weight^T + bias, weight [out, in] as it is stored in PyTorch.</summary>
    public static void Dense(GraphBuilder graph, LayerSummary layer, DenseAttribute dense)
    {
        string[] inputs = [graph.Current, .. layer.Parameters.Select(graph.Parameter)];
        int expected = dense.Bias ? 3 : 2;
        if (inputs.Length != expected)
        {
            throw new ArgumentException($"Layer '{layer.Name}' is described with {inputs.Length - 1} tensors; a Dense with Bias = {dense.Bias} has {expected - 1}.");
        }

        graph.Node(layer.Name, "Gemm", inputs, GraphBuilder.Number("transB", 1));
    }
}
