namespace StaticNet.Reference.Layers;

/// <summary><c>y = x</c> where <c>x &gt; 0</c>, else <c>slope x</c>.</summary>
internal sealed class LeakyReLULayer(double slope) : ElementwiseLayer
{
    protected override double Function(double x) => x > 0 ? x : slope * x;

    protected override double Derivative(double x, double y) => x > 0 ? 1 : slope;
}
