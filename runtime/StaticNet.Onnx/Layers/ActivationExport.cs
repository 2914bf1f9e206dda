using StaticNet.Onnx.Schema;

namespace StaticNet.Onnx.Layers;

/// <summary>Layers that map each value by itself.</summary>
internal static class ActivationExport
{
    /// <summary>An activation that is an ONNX operator with nothing to set.</summary>
    public static void Operator(GraphBuilder graph, LayerSummary layer, string operation)
        => graph.Node(layer.Name, operation, [graph.Current]);

    public static void LeakyReLU(GraphBuilder graph, LayerSummary layer, LeakyReLUAttribute leaky)
        => graph.Node(layer.Name, "LeakyRelu", [graph.Current], GraphBuilder.Number("alpha", leaky.Slope));

    /// <summary>One learned slope, weight [1], which broadcasts over every value.</summary>
    public static void PReLU(GraphBuilder graph, LayerSummary layer)
        => graph.Node(layer.Name, "PRelu", [graph.Current, graph.Parameter(layer.Parameters.Single())]);

    public static void ELU(GraphBuilder graph, LayerSummary layer, ELUAttribute elu)
        => graph.Node(layer.Name, "Elu", [graph.Current], GraphBuilder.Number("alpha", elu.Alpha));

    /// <summary>y = (x * (1 + erf(x / sqrt(2)))) * 0.5; Gelu is an operator of its own only from operator set 20 on.</summary>
    public static void GELU(GraphBuilder graph, LayerSummary layer)
    {
        string name = layer.Name;
        string x = graph.Current;
        graph.Node($"{name}.scaled", "Div", [x, graph.Scalar($"{name}.sqrt2", MathF.Sqrt(2f))]);
        graph.Node($"{name}.erf", "Erf", [graph.Current]);
        graph.Node($"{name}.shifted", "Add", [graph.Current, graph.Scalar($"{name}.one", 1f)]);
        graph.Node($"{name}.product", "Mul", [x, graph.Current]);
        graph.Node(name, "Mul", [graph.Current, graph.Scalar($"{name}.half", 0.5f)]);
    }

    /// <summary>y = x * sigmoid(x).</summary>
    public static void SiLU(GraphBuilder graph, LayerSummary layer)
    {
        string x = graph.Current;
        graph.Node($"{layer.Name}.sigmoid", "Sigmoid", [x]);
        graph.Node(layer.Name, "Mul", [x, graph.Current]);
    }

    /// <summary>y = x * tanh(softplus(x)); Mish is an operator of its own only from operator set 18 on.</summary>
    public static void Mish(GraphBuilder graph, LayerSummary layer)
    {
        string x = graph.Current;
        graph.Node($"{layer.Name}.softplus", "Softplus", [x]);
        graph.Node($"{layer.Name}.tanh", "Tanh", [graph.Current]);
        graph.Node(layer.Name, "Mul", [x, graph.Current]);
    }

    /// <summary>y = min(max(x, min), max).</summary>
    public static void Clip(GraphBuilder graph, LayerSummary layer, float min, float max)
        => graph.Node(layer.Name, "Clip", [graph.Current, graph.Scalar($"{layer.Name}.min", min), graph.Scalar($"{layer.Name}.max", max)]);

    /// <summary>y = x * x.</summary>
    public static void Square(GraphBuilder graph, LayerSummary layer)
        => graph.Node(layer.Name, "Mul", [graph.Current, graph.Current]);

    /// <summary>An operator on x and a constant.</summary>
    public static void WithScalar(GraphBuilder graph, LayerSummary layer, string operation, string name, float value)
        => graph.Node(layer.Name, operation, [graph.Current, graph.Scalar($"{layer.Name}.{name}", value)]);

    /// <summary>y = clamp(x / 6 + 1 / 2, 0, 1); ONNX's own default for alpha is 0.2.</summary>
    public static void HardSigmoid(GraphBuilder graph, LayerSummary layer)
        => graph.Node(layer.Name, "HardSigmoid", [graph.Current], GraphBuilder.Number("alpha", 1f / 6f), GraphBuilder.Number("beta", 0.5f));

    /// <summary>y = 1 where x &gt; 0, else 0.</summary>
    public static void Step(GraphBuilder graph, LayerSummary layer)
    {
        graph.Node($"{layer.Name}.positive", "Greater", [graph.Current, graph.Scalar($"{layer.Name}.zero", 0f)]);
        graph.Node(layer.Name, "Cast", [graph.Current], GraphBuilder.Number("to", (long)TensorProto.Types.DataType.Float));
    }
}
