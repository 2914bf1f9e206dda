using System.Collections.Generic;
using System.Linq;
using StaticNet.Generator.Lowering;
using StaticNet.Generator.Model;

namespace StaticNet.Generator.Emission;

/// <summary>
/// Writes the type by which passes name a network's tensors in a flat buffer: <c>parameters.Conv1Weight</c>, <c>gradients.Conv1Weight</c>.
/// </summary>
/// <param name="network">The network class.</param>
internal sealed class TensorNames(TypeDeclaration network)
{
    private readonly Dictionary<int, string> _names = [];

    /// <summary>The type: <c>LeNetTensors</c>.</summary>
    public string Type { get; } = network.PlainName + "Tensors";

    /// <summary>The property of a tensor, which is written because it is asked for.</summary>
    /// <param name="tensor">The tensor's name: <c>conv1Weight</c>.</param>
    /// <param name="offset">Its place in the flat buffer.</param>
    public string Of(string tensor, int offset)
    {
        if (!_names.TryGetValue(offset, out string? name))
        {
            string stem = name = Naming.Pascal(tensor);
            for (int i = 2; _names.ContainsValue(name); i++)
            {
                name = stem + "_" + Literal.Of(i);
            }

            _names.Add(offset, name);
        }

        return name;
    }

    /// <summary>Writes the type with the properties asked for so far.</summary>
    public void Write(SourceWriter writer)
    {
        writer.Line($"/// <summary>The tensors of {network.PlainName} in a flat buffer, that of the parameters or that of their gradients.</summary>");
        writer.Line(SurfaceEmitter.GeneratedCode);
        using (writer.Braces($"file readonly ref struct {Type}"))
        {
            writer.Line("private readonly ref float _flat;");
            writer.Line();
            writer.Line($"public {Type}(ref float flat) => _flat = ref flat;");
            writer.Line();
            foreach (KeyValuePair<int, string> tensor in _names.OrderBy(static tensor => tensor.Key))
            {
                writer.Line($"public ref float {tensor.Value} => ref this[{Literal.Of(tensor.Key)}];");
            }

            if (_names.Count > 0)
            {
                writer.Line();
            }

            writer.Line("private ref float this[int place] => ref Unsafe.Add(ref _flat, place);");
        }
    }
}
