namespace StaticNet.Reference.Layers;

/// <summary><c>y = log(x)</c>.</summary>
internal sealed class LogLayer : ElementwiseLayer
{
    protected override double Function(double x) => Math.Log(x);

    protected override double Derivative(double x, double y) => 1 / x;
}
