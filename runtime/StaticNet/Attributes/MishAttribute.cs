namespace StaticNet;

/// <summary><c>y = x tanh(softplus(x))</c>; its derivative is <c>t + x sigmoid(x) (1 - t^2)</c> with <c>t = tanh(softplus(x))</c>.</summary>
public sealed class MishAttribute : LayerAttribute;
