using StaticNet.Onnx.Schema;

namespace StaticNet.Onnx.Layers;

/// <summary>Layers that make one value of those along an axis.</summary>
internal static class ReductionExport
{
    /// <summary>ONNX counts the axis behind that of the samples. Of a flat value the axis stays, as one number. In this operator set only the axes of a sum are a value.</summary>
    public static void Reduce(GraphBuilder graph, LayerSummary layer, ReduceAttribute reduce)
    {
        AttributeProto keeps = GraphBuilder.Number("keepdims", layer.InputShape.Length == 1 ? 1 : 0);
        if (reduce is ReduceSumAttribute)
        {
            graph.Node(layer.Name, layer.Kind, [graph.Current, graph.Integers($"{layer.Name}.axes", reduce.Axis + 1)], keeps);
        }
        else
        {
            graph.Node(layer.Name, layer.Kind, [graph.Current], keeps, GraphBuilder.Numbers("axes", reduce.Axis + 1));
        }
    }
}
