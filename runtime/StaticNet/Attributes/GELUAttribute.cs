namespace StaticNet;

/// <summary><c>y = x Phi(x)</c> with the normal distribution <c>Phi(x) = (1 + erf(x / sqrt(2))) / 2</c>, in its exact form; its derivative is <c>Phi(x) + x exp(-x^2 / 2) / sqrt(2 pi)</c>.</summary>
public sealed class GELUAttribute : LayerAttribute;
