namespace StaticNet;

/// <summary>
/// Normalises each group of channels of a sample by itself, PyTorch's <c>GroupNorm</c>: <c>y = (x - mean) / sqrt(variance + Epsilon) * weight + bias</c>.
/// Mean and variance (the biased one, divided by the count) are those of all values of the group's channels (Y. Wu and K. He, "Group normalization",
/// 2018). In a flat input, the features are the channels.
/// Parameters: <c>weight</c> and <c>bias</c>, both of shape <c>[channels]</c>, at first 1 and 0.
/// </summary>
/// <param name="groups">The number of groups; it divides the channels.</param>
public sealed class GroupNormAttribute(int groups) : LayerAttribute
{
    /// <summary>The number of groups.</summary>
    public int Groups { get; } = groups;

    /// <summary>What is added to the variance, more than 0. The default is 1e-5, as in PyTorch.</summary>
    /// <remarks>Rounded to a float, as all that networks compute with.</remarks>
    public double Epsilon { get; set => field = (float)value; } = 1e-5f;
}
