namespace StaticNet;

/// <summary>
/// <c>y = x</c> where <c>x &gt; 0</c>, else <c>alpha (exp(x) - 1)</c>; its derivative is 1 or <c>alpha exp(x)</c>.
/// </summary>
/// <param name="alpha">The value approached for very negative inputs, negated. The default is 1, as in PyTorch.</param>
public sealed class ELUAttribute(double alpha = 1) : LayerAttribute
{
    /// <summary>The value approached for very negative inputs, negated; more than 0.</summary>
    public float Alpha { get; } = (float)alpha;
}
