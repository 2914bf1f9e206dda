namespace StaticNet.Generator.Layers;

/// <summary>How a convolution pads when it is not told a number; the values are those of the runtime's Padding.</summary>
internal enum PaddingMode
{
    None,
    Same,
}
