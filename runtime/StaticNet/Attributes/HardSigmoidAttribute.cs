namespace StaticNet;

/// <summary><c>y = clamp(x / 6 + 1 / 2, 0, 1)</c>; its derivative is 1/6 where <c>-3 &lt; x &lt; 3</c>, else 0.</summary>
public sealed class HardSigmoidAttribute : LayerAttribute;
