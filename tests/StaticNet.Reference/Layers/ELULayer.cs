namespace StaticNet.Reference.Layers;

/// <summary><c>y = x</c> where <c>x &gt; 0</c>, else <c>alpha (exp(x) - 1)</c>.</summary>
internal sealed class ELULayer(double alpha) : ElementwiseLayer
{
    protected override double Function(double x) => x > 0 ? x : alpha * DoubleMath.ExpM1(x);

    protected override double Derivative(double x, double y) => x > 0 ? 1 : alpha * Math.Exp(x);
}
