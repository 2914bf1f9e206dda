namespace StaticNet;

/// <summary><c>y = factor x</c>; its derivative is <c>factor</c>.</summary>
/// <param name="factor">What each value is multiplied by; finite.</param>
public sealed class ScaleAttribute(double factor) : LayerAttribute
{
    /// <summary>What each value is multiplied by; finite.</summary>
    public float Factor { get; } = (float)factor;
}
