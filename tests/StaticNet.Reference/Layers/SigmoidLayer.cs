namespace StaticNet.Reference.Layers;

/// <summary><c>y = 1 / (1 + exp(-x))</c>; its derivative is <c>y (1 - y)</c>.</summary>
internal sealed class SigmoidLayer : ElementwiseLayer
{
    protected override double Function(double x) => DoubleMath.Sigmoid(x);

    protected override double Derivative(double x, double y) => y * DoubleMath.Sigmoid(-x);
}
