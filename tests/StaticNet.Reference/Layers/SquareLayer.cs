namespace StaticNet.Reference.Layers;

/// <summary><c>y = x^2</c>.</summary>
internal sealed class SquareLayer : ElementwiseLayer
{
    protected override double Function(double x) => x * x;

    protected override double Derivative(double x, double y) => 2 * x;
}
