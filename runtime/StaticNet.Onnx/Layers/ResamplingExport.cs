namespace StaticNet.Onnx.Layers;

/// <summary>Layers whose pixels are those of another image, or lie between them.</summary>
internal static class ResamplingExport
{
    /// <summary>Zeros or mirror images at the sides: ONNX takes the numbers for every axis, all of the beginnings first.</summary>
    public static void Pad(GraphBuilder graph, LayerSummary layer, SpatialPadAttribute pad, string mode)
    {
        long[] pads = layer.InputShape.Length == 2
            ? [0, 0, pad.PadLeft, 0, 0, pad.PadRight]
            : [0, 0, pad.PadTop, pad.PadLeft, 0, 0, pad.PadBottom, pad.PadRight];
        graph.Node(layer.Name, "Pad", [graph.Current, graph.Integers($"{layer.Name}.pads", pads)], GraphBuilder.Text("mode", mode));
    }

    /// <summary>An image so many times as large. The second input, a region, is left out.</summary>
    public static void Upsample(GraphBuilder graph, LayerSummary layer, UpsampleAttribute upsample)
    {
        float[] scales = layer.InputShape.Length == 2 ? [1, 1, upsample.ScaleWidth] : [1, 1, upsample.ScaleHeight, upsample.ScaleWidth];
        bool isNearest = upsample.Mode == UpsampleMode.Nearest;
        graph.Node(
            layer.Name,
            "Resize",
            [graph.Current, "", graph.Vector($"{layer.Name}.scales", scales)],
            GraphBuilder.Text("mode", isNearest ? "nearest" : "linear"),
            GraphBuilder.Text("coordinate_transformation_mode", isNearest ? "asymmetric" : upsample.AlignCorners ? "align_corners" : "half_pixel"),
            GraphBuilder.Text("nearest_mode", "floor"));
    }
}
