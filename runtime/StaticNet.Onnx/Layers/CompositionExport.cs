using System.Collections.Immutable;

namespace StaticNet.Onnx.Layers;

/// <summary>Layers made of blocks: the nodes of their layers, and one that joins the branches.</summary>
internal static class CompositionExport
{
    public static void Write(GraphBuilder graph, LayerSummary layer, Composition composition)
    {
        string x = graph.Current;
        List<string> outputs = [];
        List<ImmutableArray<int>> shapes = [];
        foreach (BranchSummary branch in layer.Branches)
        {
            if (composition != Composition.Chain)
            {
                graph.Current = x;
            }

            LayerExport.Write(graph, branch.Layers, composition == Composition.Chain && shapes.Count > 0 ? shapes[^1] : layer.InputShape);
            outputs.Add(graph.Current);
            shapes.Add(branch.Layers.IsEmpty ? layer.InputShape : branch.Layers[^1].OutputShape);
        }

        switch (composition)
        {
            case Composition.Chain:
                break;
            case Composition.Sum:
                graph.Node(layer.Name, "Add", [outputs[0], outputs.Count > 1 ? outputs[1] : x]);
                break;
            case Composition.Concat:
                graph.Node(layer.Name, "Concat", outputs.ToArray(), GraphBuilder.Number("axis", 1));
                break;
            case Composition.Gate:
                JoinExport.Elementwise(graph, layer, "Mul", [x, outputs[0]], [layer.InputShape, shapes[0]]);
                break;
            default:
                throw new NotSupportedException($"{Quote.Text(layer.Name)} is composed as {composition}, which has no ONNX export.");
        }
    }
}
