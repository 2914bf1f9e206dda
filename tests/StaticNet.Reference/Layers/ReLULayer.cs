namespace StaticNet.Reference.Layers;

/// <summary><c>y = max(x, 0)</c>; its derivative is 1 where <c>x &gt; 0</c>, else 0.</summary>
internal sealed class ReLULayer : ElementwiseLayer
{
    protected override double Function(double x) => Math.Max(x, 0);

    protected override double Derivative(double x, double y) => x > 0 ? 1 : 0;
}
