namespace StaticNet.Reference.Layers;

/// <summary><c>y = factor x</c>.</summary>
internal sealed class ScaleLayer(double factor) : ElementwiseLayer
{
    protected override double Function(double x) => factor * x;

    protected override double Derivative(double x, double y) => factor;
}
