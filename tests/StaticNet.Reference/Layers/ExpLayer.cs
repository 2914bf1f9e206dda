namespace StaticNet.Reference.Layers;

/// <summary><c>y = exp(x)</c>.</summary>
internal sealed class ExpLayer : ElementwiseLayer
{
    protected override double Function(double x) => Math.Exp(x);

    protected override double Derivative(double x, double y) => y;
}
