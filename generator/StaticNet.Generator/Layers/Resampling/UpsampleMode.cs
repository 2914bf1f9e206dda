namespace StaticNet.Generator.Layers;

/// <summary>The runtime's <c>UpsampleMode</c>.</summary>
internal enum UpsampleMode
{
    Nearest,
    Bilinear,
}
