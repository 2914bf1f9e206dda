namespace StaticNet;

/// <summary>
/// A fully connected layer, PyTorch's <c>Linear</c>: <c>y = W x + b</c>, from <c>(in)</c> to <c>(units)</c>.
/// Parameters: <c>weight</c> of shape <c>[units, in]</c> and <c>bias</c> of shape <c>[units]</c>.
/// </summary>
/// <param name="units">The number of outputs, at least 1.</param>
public sealed class DenseAttribute(int units) : LayerAttribute
{
    /// <summary>The number of outputs.</summary>
    public int Units { get; } = units;

    /// <summary>Whether a bias is added. The default is <see langword="true"/>.</summary>
    public bool Bias { get; set; } = true;
}
