namespace StaticNet.Reference.Layers;

/// <summary><c>y = |x|</c>.</summary>
internal sealed class AbsLayer : ElementwiseLayer
{
    protected override double Function(double x) => Math.Abs(x);

    protected override double Derivative(double x, double y) => Math.Sign(x);
}
