namespace StaticNet;

/// <summary><c>y = log(1 + exp(x))</c>; its derivative is <c>sigmoid(x)</c>.</summary>
public sealed class SoftplusAttribute : LayerAttribute;
