namespace StaticNet.Onnx.Layers;

/// <summary>Layers that only change the shape.</summary>
internal static class ShapeExport
{
    /// <summary>(N, channels, height, width) to (N, channels * height * width), channels first in both.</summary>
    public static void Flatten(GraphBuilder graph, LayerSummary layer)
        => graph.Node(layer.Name, "Flatten", [graph.Current], GraphBuilder.Number("axis", 1));
}
