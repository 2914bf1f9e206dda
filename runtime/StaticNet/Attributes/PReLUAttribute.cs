namespace StaticNet;

/// <summary>
/// <c>y = x</c> where <c>x &gt; 0</c>, else <c>weight x</c>, with one slope that is learned.
/// Parameter: <c>weight</c> of shape <c>[1]</c>.
/// </summary>
/// <param name="initialSlope">The slope that training starts from. The default is 0.25, as in PyTorch.</param>
public sealed class PReLUAttribute(double initialSlope = 0.25) : LayerAttribute
{
    /// <summary>The slope that training starts from.</summary>
    public float InitialSlope { get; } = (float)initialSlope;
}
