namespace StaticNet;

/// <summary><c>y = sqrt(x)</c>; its derivative is <c>1 / (2 y)</c>.</summary>
public sealed class SqrtAttribute : LayerAttribute;
