namespace StaticNet.Reference;

/// <summary>The full names of a layer's tensors, which may be those of a layer whose parameters it shares.</summary>
internal sealed class TensorNames(LayerSummary layer)
{
    /// <summary>The name of a tensor.</summary>
    /// <param name="local">Its name within the layer: <c>weight</c>.</param>
    public string this[string local]
        => layer.Parameters.FirstOrDefault(tensor => tensor.Name.EndsWith("." + local, StringComparison.Ordinal))?.Name ?? $"{layer.Name}.{local}";
}
