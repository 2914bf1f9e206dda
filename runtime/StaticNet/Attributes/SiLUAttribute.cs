namespace StaticNet;

/// <summary><c>y = x sigmoid(x)</c>, also called swish; its derivative is <c>s + y (1 - s)</c> with <c>s = sigmoid(x)</c>.</summary>
public sealed class SiLUAttribute : LayerAttribute;
