namespace StaticNet;

/// <summary>
/// <c>y = (x - mean) / sqrt(variance + Epsilon) * weight + bias</c>, channel by channel (feature by feature for a flat input). In training,
/// mean and variance are those of the channel's values in the whole batch, and the running statistics move towards them; inference takes the
/// running ones. Parameters: <c>weight</c> and <c>bias</c> of shape <c>[channels]</c>, at first 1 and 0. Statistics, which no optimizer touches:
/// <c>running_mean</c> and <c>running_var</c> of shape <c>[channels]</c>, at first 0 and 1.
/// </summary>
/// <remarks>Ioffe and Szegedy, Batch Normalization (2015); the running statistics as in PyTorch.</remarks>
public sealed class BatchNormAttribute : LayerAttribute
{
    /// <summary>What is added to the variance, more than 0. The default is 1e-5, as in PyTorch.</summary>
    /// <remarks>Rounded to a float, as all that networks compute with.</remarks>
    public double Epsilon { get; set => field = (float)value; } = 1e-5f;

    /// <summary>
    /// How much of a batch's statistics goes into the running ones, 0 to 1: <c>running = (1 - Momentum) running + Momentum batch</c>. The
    /// default is 0.1, as in PyTorch.
    /// </summary>
    /// <remarks>Rounded to a float, as all that networks compute with.</remarks>
    public double Momentum { get; set => field = (float)value; } = 0.1f;
}
