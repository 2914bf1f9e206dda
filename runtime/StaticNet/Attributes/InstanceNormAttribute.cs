namespace StaticNet;

/// <summary>
/// Normalises each channel of a sample by itself, PyTorch's <c>InstanceNorm1d</c> and <c>InstanceNorm2d</c>:
/// <c>y = (x - mean) / sqrt(variance + Epsilon)</c>, and with <see cref="Affine"/> <c>* weight + bias</c>. Mean and variance (the biased one, divided by the
/// count) are those of the channel's pixels (D. Ulyanov, A. Vedaldi and V. Lempitsky, "Instance normalization", 2016).
/// Parameters, with <see cref="Affine"/>: <c>weight</c> and <c>bias</c>, both of shape <c>[channels]</c>, at first 1 and 0.
/// </summary>
public sealed class InstanceNormAttribute : LayerAttribute
{
    /// <summary>Whether each channel learns a scale and a shift. The default is <see langword="false"/>, as in PyTorch.</summary>
    public bool Affine { get; set; }

    /// <summary>What is added to the variance, more than 0. The default is 1e-5, as in PyTorch.</summary>
    /// <remarks>Rounded to a float, as all that networks compute with.</remarks>
    public double Epsilon { get; set => field = (float)value; } = 1e-5f;
}
