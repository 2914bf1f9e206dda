namespace StaticNet;

/// <summary>The same values in another shape, PyTorch's <c>Unflatten</c> and <c>reshape</c>: in the order of channels, rows and columns, the last of which runs fastest.</summary>
/// <param name="shape">
/// The shape behind the layer, of as many values: <c>(features)</c>, <c>(channels, length)</c> or <c>(channels, height, width)</c>.
/// </param>
public sealed class ReshapeAttribute(params int[] shape) : LayerAttribute
{
    /// <summary>The shape behind the layer.</summary>
    public int[] Shape { get; } = [.. shape];
}
