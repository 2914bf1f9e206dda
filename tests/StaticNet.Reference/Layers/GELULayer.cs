namespace StaticNet.Reference.Layers;

/// <summary><c>y = x Phi(x)</c> with the normal distribution Phi; its derivative is <c>Phi(x) + x phi(x)</c>.</summary>
internal sealed class GELULayer : ElementwiseLayer
{
    protected override double Function(double x) => x * (1 + ErrorFunction.Erf(x / Math.Sqrt(2))) / 2;

    protected override double Derivative(double x, double y)
        => ((1 + ErrorFunction.Erf(x / Math.Sqrt(2))) / 2) + (x * Math.Exp(-x * x / 2) / Math.Sqrt(2 * Math.PI));
}
