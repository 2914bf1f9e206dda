namespace StaticNet;

/// <summary><c>y = min(max(x, 0), 6)</c>; its derivative is 1 where 0 &lt; x &lt; 6, else 0.</summary>
public sealed class ReLU6Attribute : LayerAttribute;
