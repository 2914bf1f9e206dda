namespace StaticNet.Reference.Layers;

/// <summary><c>y = x + offset</c>.</summary>
internal sealed class ShiftLayer(double offset) : ElementwiseLayer
{
    protected override double Function(double x) => x + offset;

    protected override double Derivative(double x, double y) => 1;
}
