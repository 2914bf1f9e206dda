namespace StaticNet.Reference.Losses;

/// <summary>The mean of <c>-(t log(p) + (1 - t) log(1 - p))</c> with <c>p = sigmoid(y)</c>, which is <c>log(1 + exp(y)) - t y</c>.</summary>
internal sealed class BinaryCrossEntropyLoss : ElementwiseLoss
{
    protected override double Function(double y, double t) => DoubleMath.Softplus(y) - (t * y);

    protected override double Derivative(double y, double t) => DoubleMath.Sigmoid(y) - t;
}
