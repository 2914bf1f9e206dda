namespace StaticNet;

/// <summary><c>y = x clamp(x + 3, 0, 6) / 6</c>; its derivative is 0 below -3, 1 above 3, and <c>x / 3 + 1 / 2</c> between.</summary>
public sealed class HardSwishAttribute : LayerAttribute;
