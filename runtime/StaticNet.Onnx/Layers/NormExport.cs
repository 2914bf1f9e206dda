namespace StaticNet.Onnx.Layers;

/// <summary>Layers that give parts of a sample, or channels, the mean 0 and the variance 1, then scale and shift each channel.</summary>
internal static class NormExport
{
    /// <summary>Over the last axis. The channels of an image or a sequence are brought there and back.</summary>
    public static void LayerNorm(GraphBuilder graph, LayerSummary layer, LayerNormAttribute norm)
    {
        int rank = layer.InputShape.Length;
        if (rank > 1)
        {
            // (N, channels, ...) to (N, ..., channels).
            graph.Node(
                $"{layer.Name}.channelsLast", "Transpose", [graph.Current], GraphBuilder.Numbers("perm", [0, .. Axes(2, rank), 1]));
        }

        graph.Node(
            rank > 1 ? $"{layer.Name}.norm" : layer.Name,
            "LayerNormalization",
            [graph.Current, .. LayerTensors.Parameters(graph, layer, hasBias: true)],
            GraphBuilder.Number("axis", -1),
            GraphBuilder.Number("epsilon", norm.Epsilon));
        if (rank > 1)
        {
            graph.Node(layer.Name, "Transpose", [graph.Current], GraphBuilder.Numbers("perm", [0, rank, .. Axes(1, rank - 1)]));
        }
    }

    private static IEnumerable<long> Axes(int first, int last) => Enumerable.Range(first, last - first + 1).Select(static axis => (long)axis);

    /// <summary>With the running statistics: the order of the tensors is ONNX's too.</summary>
    public static void BatchNorm(GraphBuilder graph, LayerSummary layer, BatchNormAttribute norm)
        => graph.Node(
            layer.Name,
            "BatchNormalization",
            [graph.Current, .. layer.Parameters.Select(graph.Parameter)],
            GraphBuilder.Number("epsilon", norm.Epsilon));
}
