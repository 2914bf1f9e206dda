namespace StaticNet.Onnx.Layers;

/// <summary>The tensors of layers that have a weight and may have a bias.</summary>
internal static class LayerTensors
{
    /// <summary>Adds the weight, and the bias if there is one, as initializers.</summary>
    /// <returns>The names of the values.</returns>
    /// <exception cref="ArgumentException">The layer is described with other tensors.</exception>
    public static string[] Parameters(GraphBuilder graph, LayerSummary layer, bool hasBias)
    {
        int expected = hasBias ? 2 : 1;
        return layer.Parameters.Length == expected
            ? [.. layer.Parameters.Select(graph.Parameter)]
            : throw new ArgumentException(
                $"Layer {Quote.Text(layer.Name)} is described with {layer.Parameters.Length} tensors; a {layer.Kind} with Bias = {hasBias} has {expected}.");
    }
}
