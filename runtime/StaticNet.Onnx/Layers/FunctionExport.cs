namespace StaticNet.Onnx.Layers;

/// <summary>A function that the user has written: an operator for each of its operations.</summary>
internal static class FunctionExport
{
    public static void Write(GraphBuilder graph, LayerSummary layer)
    {
        FunctionSummary function = layer.Function
            ?? throw new NotSupportedException($"Layer {Quote.Text(layer.Name)} has no description of its function, so it cannot be exported.");
        string x = graph.Current;
        string[] values = new string[function.Steps.Length];
        for (int i = 0; i < values.Length; i++)
        {
            bool isLast = i == values.Length - 1;
            string name = isLast ? layer.Name : $"{layer.Name}.{i}";
            values[i] = Write(graph, function.Steps[i], name, x, values, isLast);
        }

        graph.Current = values[^1];
    }

    private static string Write(GraphBuilder graph, FunctionStep step, string name, string x, string[] values, bool isLast)
    {
        switch (step.Operator)
        {
            case FunctionOperator.Given:
                return values[step.A];
            case FunctionOperator.Input:
                return isLast ? Node("Identity", x) : x;
            case FunctionOperator.Constant when isLast:
                // As many as there are inputs.
                string number = graph.Scalar($"{name}.value", step.Number);
                return Choose("Equal", x, x, number, number);
            case FunctionOperator.Constant:
                return graph.Scalar(name, step.Number);
            case FunctionOperator.IfEqual:
                return Choose("Equal", values[step.A], values[step.B], values[step.C], values[step.D]);
            case FunctionOperator.IfLess:
                return Choose("Less", values[step.A], values[step.B], values[step.C], values[step.D]);
            case FunctionOperator.IfLessOrEqual:
                return Choose("LessOrEqual", values[step.A], values[step.B], values[step.C], values[step.D]);
            case FunctionOperator.Pow:
                return Node("Pow", values[step.A], graph.Scalar($"{name}.exponent", step.Number));
            default:
                string operation = step.Operator switch
                {
                    FunctionOperator.Negate => "Neg",
                    FunctionOperator.Subtract => "Sub",
                    FunctionOperator.Multiply => "Mul",
                    FunctionOperator.Divide => "Div",
                    _ => step.Operator.ToString(),
                };
                return step.B < 0 ? Node(operation, values[step.A]) : Node(operation, values[step.A], values[step.B]);
        }

        string Node(string operation, params ReadOnlySpan<string> inputs)
        {
            graph.Node(name, operation, inputs);
            return graph.Current;
        }

        string Choose(string comparison, string a, string b, string yes, string no)
        {
            graph.Node($"{name}.condition", comparison, [a, b]);
            return Node("Where", graph.Current, yes, no);
        }
    }
}
