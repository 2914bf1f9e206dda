namespace StaticNet;

/// <summary>
/// In training, sets each value to 0 with the probability <see cref="Rate"/> and divides the others by <c>1 - Rate</c>, so that the expectation
/// stays the same: <c>y = x mask / (1 - Rate)</c> (N. Srivastava et al., "Dropout: a simple way to prevent neural networks from overfitting", 2014, in
/// PyTorch's inverted form). In prediction <c>y = x</c>.
/// </summary>
/// <param name="rate">The probability that a value is dropped. The default is 0.5, as in PyTorch.</param>
public sealed class DropoutAttribute(double rate = 0.5) : LayerAttribute
{
    /// <summary>The probability that a value is dropped, at least 0 and less than 1.</summary>
    public float Rate { get; } = (float)rate;
}
