namespace StaticNet;

/// <summary><c>y = 1 / (1 + exp(-x))</c>; its derivative is <c>y (1 - y)</c>, never more than a quarter.</summary>
public sealed class SigmoidAttribute : LayerAttribute;
