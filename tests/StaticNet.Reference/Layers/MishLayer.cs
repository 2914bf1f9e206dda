namespace StaticNet.Reference.Layers;

/// <summary><c>y = x t</c> with <c>t = tanh(softplus(x))</c>; its derivative is <c>t + x sigmoid(x) (1 - t^2)</c>.</summary>
internal sealed class MishLayer : ElementwiseLayer
{
    protected override double Function(double x) => x * Tanh(x);

    protected override double Derivative(double x, double y) => Tanh(x) + (x * DoubleMath.Sigmoid(x) * (1 - (Tanh(x) * Tanh(x))));

    private static double Tanh(double x) => Math.Tanh(DoubleMath.Softplus(x));
}
