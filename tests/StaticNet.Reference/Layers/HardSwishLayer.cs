namespace StaticNet.Reference.Layers;

/// <summary><c>y = x clamp(x + 3, 0, 6) / 6</c>; its derivative is 0 below -3, 1 above 3, and <c>x / 3 + 1 / 2</c> between.</summary>
internal sealed class HardSwishLayer : ElementwiseLayer
{
    protected override double Function(double x) => x * Math.Clamp(x + 3, 0, 6) / 6;

    protected override double Derivative(double x, double y) => x < -3 ? 0 : x > 3 ? 1 : (x / 3) + 0.5;
}
