namespace StaticNet;

/// <summary><c>y = log(x)</c>; its derivative is <c>1 / x</c>.</summary>
public sealed class LogAttribute : LayerAttribute;
