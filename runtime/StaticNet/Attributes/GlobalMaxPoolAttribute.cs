namespace StaticNet;

/// <summary>
/// The largest value of each channel, PyTorch's <c>AdaptiveMaxPool2d(1)</c> followed by a <c>Flatten</c>, from <c>(channels, height, width)</c> or <c>(channels, length)</c>
/// to <c>(channels)</c>: <c>y[c] = max over h, w of x[c, h, w]</c>. The gradient goes to the first of several that are the largest.
/// </summary>
public sealed class GlobalMaxPoolAttribute : LayerAttribute;
