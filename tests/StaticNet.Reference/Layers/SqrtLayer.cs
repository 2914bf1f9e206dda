namespace StaticNet.Reference.Layers;

/// <summary><c>y = sqrt(x)</c>.</summary>
internal sealed class SqrtLayer : ElementwiseLayer
{
    protected override double Function(double x) => Math.Sqrt(x);

    protected override double Derivative(double x, double y) => 0.5 / y;
}
