namespace StaticNet.Onnx.Layers;

/// <summary>Layers that reduce each window to one value, channel by channel. Values that no whole window reaches are dropped.</summary>
internal static class PoolExport
{
    public static void MaxPool2D(GraphBuilder graph, LayerSummary layer, MaxPool2DAttribute pool)
        => graph.Node(
            layer.Name,
            "MaxPool",
            [graph.Current],
            GraphBuilder.Numbers("kernel_shape", pool.KernelHeight, pool.KernelWidth),
            GraphBuilder.Numbers("strides", pool.StrideHeight, pool.StrideWidth),
            GraphBuilder.Numbers("pads", pool.Pad, pool.Pad, pool.Pad, pool.Pad),
            GraphBuilder.Number("ceil_mode", 0));

    /// <summary>Includes the padding in the mean, unlike ONNX's default.</summary>
    public static void AveragePool2D(GraphBuilder graph, LayerSummary layer, AveragePool2DAttribute pool)
        => graph.Node(
            layer.Name,
            "AveragePool",
            [graph.Current],
            GraphBuilder.Numbers("kernel_shape", pool.KernelHeight, pool.KernelWidth),
            GraphBuilder.Numbers("strides", pool.StrideHeight, pool.StrideWidth),
            GraphBuilder.Numbers("pads", pool.Pad, pool.Pad, pool.Pad, pool.Pad),
            GraphBuilder.Number("ceil_mode", 0),
            GraphBuilder.Number("count_include_pad", 1));

    /// <summary>(N, channels, ...) to (N, channels, 1...) to (N, channels).</summary>
    public static void GlobalAveragePool(GraphBuilder graph, LayerSummary layer)
    {
        graph.Node($"{layer.Name}.mean", "GlobalAveragePool", [graph.Current]);
        graph.Node(layer.Name, "Flatten", [graph.Current], GraphBuilder.Number("axis", 1));
    }
}
