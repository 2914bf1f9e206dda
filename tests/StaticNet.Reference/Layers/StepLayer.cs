namespace StaticNet.Reference.Layers;

/// <summary><c>y = 1</c> where <c>x &gt; 0</c>, else 0; its derivative is 0.</summary>
internal sealed class StepLayer : ElementwiseLayer
{
    protected override double Function(double x) => x > 0 ? 1 : 0;

    protected override double Derivative(double x, double y) => 0;
}
