namespace StaticNet;

/// <summary><c>y = x</c> where <c>x &gt; 0</c>, else <c>slope x</c>; its derivative is 1 or <c>slope</c>.</summary>
/// <param name="slope">The slope for negative inputs. The default is 0.01, as in PyTorch.</param>
public sealed class LeakyReLUAttribute(double slope = 0.01) : LayerAttribute
{
    /// <summary>The slope for negative inputs.</summary>
    public float Slope { get; } = (float)slope;
}
