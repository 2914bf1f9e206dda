namespace StaticNet;

/// <summary><c>y = tanh(x)</c>; its derivative is <c>1 - y^2</c>.</summary>
public sealed class TanhAttribute : LayerAttribute;
