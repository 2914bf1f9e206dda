using System.Collections.Generic;
using System.Linq;
using StaticNet.Generator.Ir;
using StaticNet.Generator.Layers;
using StaticNet.Generator.Model;

namespace StaticNet.Generator.Printing;

/// <summary>Writes the class with a network's <c>NetworkSummary</c>. It is a part of <c>LeNet.g.cs</c>.</summary>
internal sealed class SummaryEmitter
{
    private readonly SourceWriter _writer;
    private readonly AnalyzedNetwork _network;
    private readonly NetworkPlan _plan;

    private SummaryEmitter(SourceWriter writer, AnalyzedNetwork network, NetworkPlan plan)
    {
        _writer = writer;
        _network = network;
        _plan = plan;
    }

    /// <summary>Writes the class.</summary>
    /// <param name="writer">Where to write.</param>
    /// <param name="network">The network.</param>
    /// <param name="plan">Its passes.</param>
    /// <param name="type">The name of the class.</param>
    /// <param name="layout">The name of the class with the tensors.</param>
    public static void Write(SourceWriter writer, AnalyzedNetwork network, NetworkPlan plan, string type, string layout)
        => new SummaryEmitter(writer, network, plan).Write(type, layout);

    private void Write(string type, string layout)
    {
        _writer.Line("/// <summary>The description of the network, made when it is first asked for.</summary>");
        _writer.Line(SurfaceEmitter.GeneratedCode);
        using (_writer.Braces($"file static class {type}"))
        {
            using (_writer.Indented("public static readonly NetworkSummary Instance = new("))
            {
                _writer.Line($"{Literal.Of(_network.Type.PlainName)},");
                _writer.Line($"{Literal.Of(_network.InputShape.Dimensions)},");
                using (_writer.Indented("[", "],"))
                {
                    int tensor = 0;
                    Descriptions(_network.Layers, ref tensor);
                }

                _writer.Line($"{AttributeExpression.Of(_network.OnlyLoss)},");
                _writer.Line($"inferenceBytes: {Literal.Of(_plan.InferenceBytes)},");
                Memory($"trainingBytes: {Literal.Of(_plan.TrainingBytes)}");
            }

            _writer.Line(CallMemoryExpression.Initializer(_network, _plan, Ends()) + ";");
            if (_network.Tensors.Count > 0)
            {
                _writer.Line();
                _writer.Line($"private static TensorDescription[] Tensors(int first, int count) => [.. {layout}.Instance.Tensors.AsSpan(first, count)];");
            }
        }
    }

    // The function of the only loss; the outputs that have names.
    private IEnumerable<string> Ends()
    {
        if (Function(_network.OnlyLoss) is { } function)
        {
            yield return $"LossFunction = {function}";
        }

        if (_network.HasBackward)
        {
            yield return "HasBackward = true";
        }

        if (_network.Outputs[0].Name is not null)
        {
            yield return $"Outputs = [{string.Join(", ", _network.Outputs.Select(Output))}]";
        }

        static string? Function(Loss? loss) => loss is FunctionLoss { Function: { } function } ? FunctionExpression.Of(function) : null;

        static string Output(NetworkOutput output)
        {
            string function = Function(output.Loss) is { } of ? $" {{ LossFunction = {of} }}" : "";
            return $"new({Literal.Of(output.Name!)}, {Literal.Of(output.Shape.Dimensions)}, {Literal.Of(output.Offset)}, {AttributeExpression.Of(output.Loss)}){function}";
        }
    }

    // The regions of the scratch memory, one a line, behind the argument before them; nothing for a network without any.
    private void Memory(string before)
    {
        Pass pass = _plan.Inference;
        (Value Value, int Written, int LastRead)[] lifetimes = [.. pass.Lifetimes()];
        if (lifetimes.Length == 0)
        {
            _writer.Line($"{before})");
            return;
        }

        _writer.Line($"{before},");
        using (_writer.Indented("memory: [", "])"))
        {
            foreach ((Value value, int written, int lastRead) in lifetimes)
            {
                _writer.Line(
                    $"new({Literal.Of(value.Name)}, {Literal.Of((long)value.Offset * sizeof(float))}, {Literal.Of((long)value.Size * sizeof(float))}, "
                    + $"{Literal.Of(pass.Steps[written].Layer)}, {Literal.Of(pass.Steps[lastRead].Layer)}),");
            }
        }
    }

    // Those of a layer, which come next unless they are another layer's.
    private string Tensors(AnalyzedLayer layer, ref int next)
    {
        int own = 0;
        foreach (TensorModel tensor in layer.Tensors)
        {
            own += tensor.Owner is null ? 1 : 0;
        }

        int first = next;
        next += own;
        if (own == layer.Tensors.Count)
        {
            return own == 0 ? "[]" : $"Tensors({Literal.Of(first)}, {Literal.Of(own)})";
        }

        List<string> parts = [];
        foreach (TensorModel tensor in layer.Tensors)
        {
            int index = tensor.Owner is null ? first++ : _network.Tensors.Select(static (pair, i) => (pair.Name, i)).First(pair => pair.Name == tensor.Owner + "." + tensor.Name).i;
            parts.Add($".. Tensors({Literal.Of(index)}, 1)");
        }

        return $"[{string.Join(", ", parts)}]";
    }

    // The descriptions of layers, one a line; the tensors come in the order of the layers. What a layer reads is said where it is not the one before it.
    private void Descriptions(EquatableArray<AnalyzedLayer> layers, ref int tensor)
    {
        for (int i = 0; i < layers.Count; i++)
        {
            AnalyzedLayer layer = layers[i];
            string[] properties =
            [
                .. layer.Inputs.Count == 1 && layer.Inputs[0] == i - 1 ? System.Array.Empty<string>() : [$"Inputs = {Literal.Of(layer.Inputs)}"],
                .. layer.Layer is FunctionActivation { Function: { } function } ? [$"Function = {FunctionExpression.Of(function)}"] : System.Array.Empty<string>(),
            ];
            string tail = properties.Length == 0 ? "," : $" {{ {string.Join(", ", properties)} }},";
            string head = $"new({Literal.Of(layer.Name)}, {AttributeExpression.Of(layer.Layer)}, {Literal.Of(layer.Input.Dimensions)}, {Literal.Of(layer.Output.Dimensions)}, "
                + $"{Literal.Of(layer.ReceptiveField)}, {Literal.Of(layer.MultiplyAdds)}, ";
            if (layer.Branches.Count == 0)
            {
                _writer.Line(head + Tensors(layer, ref tensor) + ")" + tail);
                continue;
            }

            using (_writer.Indented(head + "[", "])" + tail))
            {
                foreach (AnalyzedBranch branch in layer.Branches)
                {
                    using (_writer.Indented($"new({Literal.Of(branch.Name)}, [", "]),"))
                    {
                        Descriptions(branch.Layers, ref tensor);
                    }
                }
            }
        }
    }
}
