using StaticNet.Generator.Model;

namespace StaticNet.Generator.Layers;

/// <summary>A layer's typed view of its tensors.</summary>
/// <param name="Type">The type of the runtime: <c>DenseParameters</c>.</param>
/// <param name="Tensors">The tensors whose indices its constructor takes, after the parameter set.</param>
internal sealed record LayerView(string Type, EquatableArray<string> Tensors)
{
    public static LayerView Of(string type, params string[] tensors) => new(type, EquatableArray.Of(tensors));
}
