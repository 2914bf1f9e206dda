using StaticNet.Onnx.Schema;

namespace StaticNet.Onnx.Layers;

/// <summary>Layers that reduce each window to one value, channel by channel. Values that no whole window reaches are dropped.</summary>
internal static class PoolExport
{
    public static void MaxPool1D(GraphBuilder graph, LayerSummary layer, MaxPool1DAttribute pool)
        => Pool(graph, layer, "MaxPool", [pool.Kernel], [pool.Stride], WindowExport.Pads(pool), pool.CeilMode);

    public static void MaxPool2D(GraphBuilder graph, LayerSummary layer, MaxPool2DAttribute pool)
        => Pool(graph, layer, "MaxPool", [pool.KernelHeight, pool.KernelWidth], WindowExport.Strides(pool), WindowExport.Pads(pool), pool.CeilMode);

    public static void AveragePool1D(GraphBuilder graph, LayerSummary layer, AveragePool1DAttribute pool)
        => Pool(graph, layer, "AveragePool", [pool.Kernel], [pool.Stride], WindowExport.Pads(pool), pool.CeilMode, Includes(pool.CountIncludePad));

    public static void AveragePool2D(GraphBuilder graph, LayerSummary layer, AveragePool2DAttribute pool)
        => Pool(
            graph,
            layer,
            "AveragePool",
            [pool.KernelHeight, pool.KernelWidth],
            WindowExport.Strides(pool),
            WindowExport.Pads(pool),
            pool.CeilMode,
            Includes(pool.CountIncludePad));

    /// <summary>(N, channels, ...) to (N, channels, 1...) to (N, channels).</summary>
    public static void GlobalAveragePool(GraphBuilder graph, LayerSummary layer)
    {
        graph.Node($"{layer.Name}.mean", "GlobalAveragePool", [graph.Current]);
        graph.Node(layer.Name, "Flatten", [graph.Current], GraphBuilder.Number("axis", 1));
    }

    private static void Pool(
        GraphBuilder graph, LayerSummary layer, string operation, long[] kernel, long[] strides, long[] pads, bool roundsUp, params AttributeProto[] more)
        => graph.Node(
            layer.Name,
            operation,
            [graph.Current],
            [
                GraphBuilder.Numbers("kernel_shape", kernel),
                GraphBuilder.Numbers("strides", strides),
                GraphBuilder.Numbers("pads", pads),
                GraphBuilder.Number("ceil_mode", roundsUp ? 1 : 0),
                .. more,
            ]);

    // Unlike ours, ONNX's default is not to include it.
    private static AttributeProto Includes(bool padding) => GraphBuilder.Number("count_include_pad", padding ? 1 : 0);
}
