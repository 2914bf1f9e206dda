namespace StaticNet;

/// <summary><c>y = exp(x)</c>; its derivative is <c>y</c>.</summary>
public sealed class ExpAttribute : LayerAttribute;
