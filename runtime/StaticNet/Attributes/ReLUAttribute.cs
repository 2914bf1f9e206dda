namespace StaticNet;

/// <summary><c>y = max(x, 0)</c>; its derivative is 1 where <c>x &gt; 0</c>, else 0.</summary>
public sealed class ReLUAttribute : LayerAttribute;
