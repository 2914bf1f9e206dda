namespace StaticNet;

/// <summary>
/// Divides each sample by the root of its mean square, PyTorch's <c>RMSNorm</c>: <c>y = x / sqrt(mean of x^2 + Epsilon) * weight</c>. The mean is that over
/// the features of a flat input, and otherwise over the channels at each position (B. Zhang and R. Sennrich, "Root mean square layer normalization", 2019).
/// Parameters: <c>weight</c> of shape <c>[features]</c> or <c>[channels]</c>, at first 1.
/// </summary>
public sealed class RMSNormAttribute : LayerAttribute
{
    /// <summary>
    /// What is added to the mean square, more than 0. The default is the distance of 1 from the next float, 1.1920929e-7, as in PyTorch.
    /// </summary>
    /// <remarks>Rounded to a float, as all that networks compute with.</remarks>
    public double Epsilon { get; set => field = (float)value; } = 1.1920929e-7f;
}
