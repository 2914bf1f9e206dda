namespace StaticNet.Reference.Layers;

/// <summary><c>y = tanh(x)</c>; its derivative is <c>1 - y^2</c>.</summary>
internal sealed class TanhLayer : ElementwiseLayer
{
    protected override double Function(double x) => Math.Tanh(x);

    protected override double Derivative(double x, double y) => 1 - (y * y);
}
