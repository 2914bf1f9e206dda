namespace StaticNet;

/// <summary><c>y = x^2</c>; its derivative is <c>2 x</c>.</summary>
public sealed class SquareAttribute : LayerAttribute;
