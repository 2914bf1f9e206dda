namespace StaticNet;

/// <summary>
/// Normalises each sample by itself, PyTorch's <c>LayerNorm</c>: <c>y = (x - mean) / sqrt(variance + Epsilon) * weight + bias</c>. Mean and
/// variance (the biased one, divided by the count) are those of the features of a flat input, and otherwise those of the channels at
/// each position (J. L. Ba, J. R. Kiros and G. E. Hinton, "Layer normalization", 2016).
/// Parameters: <c>weight</c> and <c>bias</c>, both of shape <c>[features]</c> or <c>[channels]</c>, at first 1 and 0.
/// </summary>
public sealed class LayerNormAttribute : LayerAttribute
{
    /// <summary>What is added to the variance, more than 0. The default is 1e-5, as in PyTorch.</summary>
    /// <remarks>Rounded to a float, as all that networks compute with.</remarks>
    public double Epsilon { get; set => field = (float)value; } = 1e-5f;
}
