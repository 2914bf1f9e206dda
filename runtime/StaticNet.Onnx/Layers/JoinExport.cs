namespace StaticNet.Onnx.Layers;

/// <summary>Layers that join several values.</summary>
internal static class JoinExport
{
    /// <summary>An operator of two values; of more, one after another.</summary>
    public static void Elementwise(GraphBuilder graph, LayerSummary layer, string operation, string[] inputs)
    {
        for (int i = 1; i < inputs.Length; i++)
        {
            graph.Node(i == inputs.Length - 1 ? layer.Name : $"{layer.Name}.{i}", operation, [i == 1 ? inputs[0] : graph.Current, inputs[i]]);
        }
    }

    public static void Concat(GraphBuilder graph, LayerSummary layer, string[] inputs)
        => graph.Node(layer.Name, "Concat", inputs, GraphBuilder.Number("axis", 1));
}
