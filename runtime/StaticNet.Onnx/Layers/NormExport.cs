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
            GraphBuilder.Number("epsilon", (float)norm.Epsilon));
        if (rank > 1)
        {
            graph.Node(layer.Name, "Transpose", [graph.Current], GraphBuilder.Numbers("perm", [0, rank, .. Axes(1, rank - 1)]));
        }
    }

    /// <summary>
    /// Groups as the channels of an InstanceNormalization, then weight and bias by themselves; GroupNormalization is an operator of its own only from
    /// operator set 18 on, and right only from 21 on.
    /// </summary>
    public static void GroupNorm(GraphBuilder graph, LayerSummary layer, GroupNormAttribute norm)
    {
        string name = layer.Name;
        int pixelRank = layer.InputShape.Length - 1;
        string weight = graph.Parameter(layer.Parameters[0], pixelRank);
        string bias = graph.Parameter(layer.Parameters[1], pixelRank);

        // (N, channels, ...) to (N, groups, the rest) and back; 0 keeps a dimension.
        graph.Node($"{name}.groups", "Reshape", [graph.Current, graph.Integers($"{name}.grouped", 0, norm.Groups, -1)]);
        graph.Node(
            $"{name}.norm",
            "InstanceNormalization",
            [graph.Current, .. OnesAndZeros(graph, name, norm.Groups)],
            GraphBuilder.Number("epsilon", (float)norm.Epsilon));
        graph.Node($"{name}.channels", "Reshape", [graph.Current, graph.Integers($"{name}.shape", [0, .. layer.InputShape.Select(static dimension => (long)dimension)])]);
        graph.Node($"{name}.scaled", "Mul", [graph.Current, weight]);
        graph.Node(name, "Add", [graph.Current, bias]);
    }

    /// <summary>ONNX's always has a scale and a shift.</summary>
    public static void InstanceNorm(GraphBuilder graph, LayerSummary layer, InstanceNormAttribute norm)
        => graph.Node(
            layer.Name,
            "InstanceNormalization",
            [graph.Current, .. norm.Affine ? LayerTensors.Parameters(graph, layer, hasBias: true) : OnesAndZeros(graph, layer.Name, layer.InputShape[0])],
            GraphBuilder.Number("epsilon", (float)norm.Epsilon));

    /// <summary>y = x / sqrt(mean of x^2 + epsilon) * weight over the channels; RMSNormalization is an operator of its own only from operator set 23 on.</summary>
    public static void RMSNorm(GraphBuilder graph, LayerSummary layer, RMSNormAttribute norm)
    {
        string name = layer.Name;
        string x = graph.Current;
        string weight = graph.Parameter(layer.Parameters.Single(), layer.InputShape.Length - 1);
        graph.Node($"{name}.square", "Mul", [x, x]);
        graph.Node($"{name}.mean", "ReduceMean", [graph.Current], GraphBuilder.Numbers("axes", [1]));
        graph.Node($"{name}.shifted", "Add", [graph.Current, graph.Scalar($"{name}.epsilon", (float)norm.Epsilon)]);
        graph.Node($"{name}.root", "Sqrt", [graph.Current]);
        graph.Node($"{name}.norm", "Div", [x, graph.Current]);
        graph.Node(name, "Mul", [graph.Current, weight]);
    }

    private static string[] OnesAndZeros(GraphBuilder graph, string name, int channels)
        => [graph.Vector($"{name}.ones", Enumerable.Repeat(1f, channels)), graph.Vector($"{name}.zeros", Enumerable.Repeat(0f, channels))];

    private static IEnumerable<long> Axes(int first, int last) => Enumerable.Range(first, last - first + 1).Select(static axis => (long)axis);

    /// <summary>With the running statistics: the order of the tensors is ONNX's too.</summary>
    public static void BatchNorm(GraphBuilder graph, LayerSummary layer, BatchNormAttribute norm)
        => graph.Node(
            layer.Name,
            "BatchNormalization",
            [graph.Current, .. layer.Parameters.Select(graph.Parameter)],
            GraphBuilder.Number("epsilon", (float)norm.Epsilon));
}
