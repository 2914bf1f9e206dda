using StaticNet.Onnx.Schema;

namespace StaticNet.Onnx.Layers;

/// <summary>Layers that reduce each window to one value, channel by channel. Values that no whole window reaches are dropped.</summary>
internal static class PoolExport
{
    public static void MaxPool1D(GraphBuilder graph, LayerSummary layer, MaxPool1DAttribute pool)
        => Pool(graph, layer, "MaxPool", [pool.Kernel], [pool.Stride], WindowExport.Pads(pool), pool.CeilMode, dilations: [pool.Dilation]);

    public static void MaxPool2D(GraphBuilder graph, LayerSummary layer, MaxPool2DAttribute pool)
        => Pool(graph, layer, "MaxPool", [pool.KernelHeight, pool.KernelWidth], WindowExport.Strides(pool), WindowExport.Pads(pool), pool.CeilMode, dilations: [pool.DilationHeight, pool.DilationWidth]);

    public static void AveragePool1D(GraphBuilder graph, LayerSummary layer, AveragePool1DAttribute pool)
        => Pool(graph, layer, "AveragePool", [pool.Kernel], [pool.Stride], WindowExport.Pads(pool), pool.CeilMode, pool.CountIncludePad);

    public static void AveragePool2D(GraphBuilder graph, LayerSummary layer, AveragePool2DAttribute pool)
        => Pool(
            graph,
            layer,
            "AveragePool",
            [pool.KernelHeight, pool.KernelWidth],
            WindowExport.Strides(pool),
            WindowExport.Pads(pool),
            pool.CeilMode,
            pool.CountIncludePad);

    public static void GlobalAveragePool(GraphBuilder graph, LayerSummary layer) => Global(graph, layer, "mean", "GlobalAveragePool");

    public static void GlobalMaxPool(GraphBuilder graph, LayerSummary layer) => Global(graph, layer, "largest", "GlobalMaxPool");

    // (N, channels, ...) to (N, channels, 1...) to (N, channels).
    private static void Global(GraphBuilder graph, LayerSummary layer, string name, string operation)
    {
        graph.Node($"{layer.Name}.{name}", operation, [graph.Current]);
        graph.Node(layer.Name, "Flatten", [graph.Current], GraphBuilder.Number("axis", 1));
    }

    // Where windows are rounded up, ONNX's tools do not agree whether one counts that begins beyond the image. It is said by padding, which is left out of a window.
    // A mean that counts the declared padding, but not what is beyond it, has that as a part of its image.
    private static void Pool(
        GraphBuilder graph, LayerSummary layer, string operation, long[] kernel, long[] strides, long[] pads, bool roundsUp, bool? countsPadding = null, long[]? dilations = null)
    {
        if (roundsUp)
        {
            int axes = kernel.Length;
            long[] inputs = [.. layer.InputShape.Skip(1).Select(static length => (long)length)];
            if (countsPadding == true)
            {
                graph.Node($"{layer.Name}.padded", "Pad", [graph.Current, graph.Integers($"{layer.Name}.pads", [0, 0, .. pads[..axes], 0, 0, .. pads[axes..]])]);
                inputs = [.. inputs.Select((length, axis) => length + pads[axis] + pads[axis + axes])];
                (pads, countsPadding) = (new long[2 * axes], false);
            }

            long Beyond(int axis) => Math.Max(0, ((layer.OutputShape[axis + 1] - 1) * strides[axis]) + ((kernel[axis] - 1) * (dilations?[axis] ?? 1)) + 1 - inputs[axis] - pads[axis]);
            pads = [.. pads[..axes], .. Enumerable.Range(0, axes).Select(Beyond)];
        }

        List<AttributeProto> attributes =
        [
            GraphBuilder.Numbers("kernel_shape", kernel),
            GraphBuilder.Numbers("strides", strides),
            GraphBuilder.Numbers("pads", pads),
        ];
        if (countsPadding is { } counts)
        {
            // Unlike ours, ONNX's default is not to include it.
            attributes.Add(GraphBuilder.Number("count_include_pad", counts ? 1 : 0));
        }

        if (dilations is not null)
        {
            attributes.Add(GraphBuilder.Numbers("dilations", dilations));
        }

        graph.Node(layer.Name, operation, [graph.Current], [.. attributes]);
    }
}
