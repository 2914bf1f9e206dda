namespace StaticNet;

/// <summary>
/// The mean of each channel, PyTorch's <c>AdaptiveAvgPool2d(1)</c> followed by a <c>Flatten</c>, from
/// <c>(channels, height, width)</c> or <c>(channels, length)</c> to <c>(channels)</c>:
/// <c>y[c] = (sum over h, w of x[c, h, w]) / (height width)</c>.
/// </summary>
public sealed class GlobalAveragePoolAttribute : LayerAttribute;
