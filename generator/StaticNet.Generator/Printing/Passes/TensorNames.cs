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
    // The types that the written type itself names, and no property may hide.
    private const string Layer = "LayerTensors";
    private const string Unsafe = "Unsafe";

    private readonly Dictionary<string, string> _properties = [];
    private readonly HashSet<string> _taken =
    [
        GeneratedNamespace.TypeName(network.Type, "Tensors"), "Item", "Equals", "GetHashCode", "GetType", "ToString", "MemberwiseClone", "ReferenceEquals", "Finalize", Layer, Unsafe,
    ];

    /// <summary>The type: <c>LeNetTensors</c>.</summary>
    public string Type { get; } = GeneratedNamespace.TypeName(network.Type, "Tensors");

    /// <summary>A tensor, the property of whose layer is written because it is asked for: <c>Conv1.Weight</c>.</summary>
    /// <param name="layer">The layer's name: <c>conv1</c>.</param>
    /// <param name="tensor">The tensor's name: <c>weight</c>.</param>
    public string Of(string layer, string tensor)
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

        return $"{property}.{Naming.Pascal(tensor)}";
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
                IEnumerable<string> tensors = layer.Tensors.Select(static tensor => $"ref this[{Literal.Of(tensor.Offset)}]");
                writer.Line($"public {Layer} {_properties[layer.Name]} => new({string.Join(", ", tensors)});");
            }

            if (_properties.Count > 0)
            {
                writer.Line();
            }

            writer.Line($"private ref float this[int offset] => ref {Unsafe}.Add(ref _flat, offset);");
        }
    }
}
