namespace StaticNet;

/// <summary><c>y = max(x, 0)</c>; its derivative is 0 where <c>x &lt;= 0</c>, else 1.</summary>
public sealed class ReLUAttribute : LayerAttribute;
