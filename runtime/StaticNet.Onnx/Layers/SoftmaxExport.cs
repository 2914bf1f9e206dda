namespace StaticNet.Onnx.Layers;

/// <summary>Layers that normalise over the values of a sample.</summary>
internal static class SoftmaxExport
{
    public static void OverLastAxis(GraphBuilder graph, LayerSummary layer, string operation)
        => graph.Node(layer.Name, operation, [graph.Current], GraphBuilder.Number("axis", -1));
}
