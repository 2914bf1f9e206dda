using System.Collections.Immutable;

namespace StaticNet.Onnx.Layers;

/// <summary>Layers that join several values.</summary>
internal static class JoinExport
{
    /// <summary>An operator of two values; of more, one after another. A number for each channel gets as many dimensions as the pixels have.</summary>
    public static void Elementwise(GraphBuilder graph, LayerSummary layer, string operation, string[] inputs, ImmutableArray<int>[] shapes)
    {
        int rank = shapes.Max(static shape => shape.Length);
        inputs = [.. inputs];
        for (int i = 0; i < inputs.Length; i++)
        {
            if (shapes[i].Length < rank)
            {
                string name = $"{layer.Name}.channels";
                graph.Node(name, "Reshape", [inputs[i], graph.Integers($"{name}.shape", [0, shapes[i][0], .. Enumerable.Repeat(1L, rank - 1)])]);
                inputs[i] = graph.Current;
            }
        }

        for (int i = 1; i < inputs.Length; i++)
        {
            graph.Node(i == inputs.Length - 1 ? layer.Name : $"{layer.Name}.{i}", operation, [i == 1 ? inputs[0] : graph.Current, inputs[i]]);
        }
    }

    public static void Concat(GraphBuilder graph, LayerSummary layer, string[] inputs)
        => graph.Node(layer.Name, "Concat", inputs, GraphBuilder.Number("axis", 1));
}
