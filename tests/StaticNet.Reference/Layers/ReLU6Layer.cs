namespace StaticNet.Reference.Layers;

/// <summary><c>y = min(max(x, 0), 6)</c>.</summary>
internal sealed class ReLU6Layer : ElementwiseLayer
{
    protected override double Function(double x) => Math.Clamp(x, 0, 6);

    protected override double Derivative(double x, double y) => x > 0 && x < 6 ? 1 : 0;
}
