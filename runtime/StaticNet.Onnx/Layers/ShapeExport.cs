namespace StaticNet.Onnx.Layers;

/// <summary>Layers that only change the shape.</summary>
internal static class ShapeExport
{
    /// <summary>Zeros before and after the channels: ONNX takes the numbers for every axis, all of the beginnings first.</summary>
    public static void PadChannels(GraphBuilder graph, LayerSummary layer, PadChannelsAttribute pad)
    {
        int axes = 1 + layer.InputShape.Length;
        long[] pads = new long[2 * axes];
        pads[1] = pad.Before;
        pads[axes + 1] = pad.After;
        graph.Node(layer.Name, "Pad", [graph.Current, graph.Integers($"{layer.Name}.pads", pads)]);
    }

    /// <summary>A part along one axis, which ONNX counts behind that of the samples.</summary>
    public static void Slice(GraphBuilder graph, LayerSummary layer, SliceAttribute slice)
        => graph.Node(
            layer.Name,
            "Slice",
            [
                graph.Current,
                graph.Integers($"{layer.Name}.starts", slice.Start),
                graph.Integers($"{layer.Name}.ends", slice.Start + slice.Length),
                graph.Integers($"{layer.Name}.axes", slice.Axis + 1),
            ]);

    /// <summary>Two axes exchanged: ONNX takes the order of all axes, with that of the samples first.</summary>
    public static void Transpose(GraphBuilder graph, LayerSummary layer, TransposeAttribute transpose)
    {
        long[] order = [.. Enumerable.Range(0, layer.InputShape.Length + 1).Select(static axis => (long)axis)];
        (order[transpose.First + 1], order[transpose.Second + 1]) = (order[transpose.Second + 1], order[transpose.First + 1]);
        graph.Node(layer.Name, "Transpose", [graph.Current], GraphBuilder.Numbers("perm", order));
    }

    /// <summary>The same values in another shape; 0 stands for the number of samples.</summary>
    public static void Reshape(GraphBuilder graph, LayerSummary layer)
        => graph.Node(layer.Name, "Reshape", [graph.Current, graph.Integers($"{layer.Name}.shape", [0, .. layer.OutputShape.Select(static length => (long)length)])]);

    /// <summary>(N, channels, height, width) to (N, channels * height * width), channels first in both.</summary>
    public static void Flatten(GraphBuilder graph, LayerSummary layer)
        => graph.Node(layer.Name, "Flatten", [graph.Current], GraphBuilder.Number("axis", 1));
}
