namespace StaticNet.Reference.Layers;

/// <summary><c>y = clamp(x / 6 + 1 / 2, 0, 1)</c>; its derivative is 1/6 where <c>-3 &lt; x &lt; 3</c>, else 0.</summary>
internal sealed class HardSigmoidLayer : ElementwiseLayer
{
    protected override double Function(double x) => Math.Clamp((x / 6) + 0.5, 0, 1);

    protected override double Derivative(double x, double y) => x > -3 && x < 3 ? 1.0 / 6 : 0;
}
