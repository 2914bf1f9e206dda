namespace StaticNet.Reference.Layers;

/// <summary>The same values in the same order.</summary>
internal sealed class FlattenLayer : ElementwiseLayer
{
    protected override double Function(double x) => x;

    protected override double Derivative(double x, double y) => 1;
}
