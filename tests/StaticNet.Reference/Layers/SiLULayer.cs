namespace StaticNet.Reference.Layers;

/// <summary><c>y = x s</c> with <c>s = sigmoid(x)</c>; its derivative is <c>s + x s (1 - s)</c>.</summary>
internal sealed class SiLULayer : ElementwiseLayer
{
    protected override double Function(double x) => x * DoubleMath.Sigmoid(x);

    protected override double Derivative(double x, double y) => DoubleMath.Sigmoid(x) * (1 + (x * DoubleMath.Sigmoid(-x)));
}
