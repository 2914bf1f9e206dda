using System.Collections.Generic;
using System.Linq;
using StaticNet.Generator.Model;

namespace StaticNet.Generator.Printing;

/// <summary>
/// Writes the type by which passes name a network's tensors in a flat buffer: <c>parameters.Conv1.Weight</c>, <c>gradients.Conv1.Weight</c>.
/// </summary>
/// <param name="network">The network.</param>
internal sealed class TensorNames(AnalyzedNetwork network)
{
    // The type that the written type itself names, and no property may hide.
    private const string Layer = "LayerTensors";

    private readonly Dictionary<string, string> _properties = [];
    private readonly HashSet<string> _taken =
    [
        GeneratedNamespace.TypeName(network.Type, "Tensors"), "Equals", "GetHashCode", "GetType", "ToString", "MemberwiseClone", "ReferenceEquals", "Finalize", Layer,
    ];

    /// <summary>The type: <c>LeNetTensors</c>.</summary>
    public string Type { get; } = GeneratedNamespace.TypeName(network.Type, "Tensors");

    /// <summary>The type beside it that has the weights of classes.</summary>
    public string WeightsType { get; } = ClassTargetsEmitter.WeightsType(network.Type);

    /// <summary>A tensor: <c>Conv1.Weight</c>.</summary>
    /// <param name="layer">The layer's name: <c>conv1</c>.</param>
    /// <param name="tensor">The tensor's name: <c>weight</c>.</param>
    public string Of(string layer, string tensor) => $"{Of(layer)}.{Naming.Pascal(tensor)}";

    /// <summary>The tensors of a layer, whose property is written because it is asked for: <c>Conv1</c>.</summary>
    /// <param name="layer">The layer's name: <c>conv1</c>.</param>
    public string Of(string layer)
    {
        if (!_properties.TryGetValue(layer, out string? property))
        {
            string stem = property = Naming.Pascal(layer);
            for (int i = 2; MethodNames.IsKeyword(property) || !_taken.Add(property); i++)
            {
                property = stem + "_" + Literal.Of(i);
            }

            _properties.Add(layer, property);
        }

        return property;
    }

    /// <summary>Writes the type with the layers asked for so far.</summary>
    public void Write(SourceWriter writer)
    {
        writer.Line($"/// <summary>The tensors of {network.Type.PlainName} in a flat buffer, that of the parameters or that of their gradients.</summary>");
        writer.Line(SurfaceEmitter.GeneratedCode);
        using (writer.Braces($"file readonly ref struct {Type}"))
        {
            writer.Line("private readonly ref float _flat;");
            writer.Line();
            writer.Line($"public {Type}(ref float flat) => _flat = ref flat;");
            writer.Line();
            foreach (AnalyzedLayer layer in network.AllLayers.Where(layer => _properties.ContainsKey(layer.Name)))
            {
                IEnumerable<string> offsets = layer.Tensors.Select(static tensor => Literal.Of(tensor.Offset));
                writer.Line($"public {Layer} {_properties[layer.Name]} => new(ref _flat, {string.Join(", ", offsets)});");
            }
        }
    }
}
