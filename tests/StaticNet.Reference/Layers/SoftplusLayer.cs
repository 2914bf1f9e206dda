namespace StaticNet.Reference.Layers;

/// <summary><c>y = log(1 + exp(x))</c>; its derivative is <c>sigmoid(x)</c>.</summary>
internal sealed class SoftplusLayer : ElementwiseLayer
{
    protected override double Function(double x) => DoubleMath.Softplus(x);

    protected override double Derivative(double x, double y) => DoubleMath.Sigmoid(x);
}
