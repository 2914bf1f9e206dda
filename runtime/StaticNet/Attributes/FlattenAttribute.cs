namespace StaticNet;

/// <summary>
/// Makes one flat vector of an image or a sequence, channels first as PyTorch orders them:
/// <c>(channels, height, width)</c> becomes <c>(channels * height * width)</c>. It costs nothing at run time.
/// </summary>
public sealed class FlattenAttribute : LayerAttribute;
