namespace StaticNet.Reference.Losses;

/// <summary>The mean of <c>(y - t)^2</c>.</summary>
internal sealed class MeanSquaredErrorLoss : ElementwiseLoss
{
    protected override double Function(double y, double t) => (y - t) * (y - t);

    protected override double Derivative(double y, double t) => 2 * (y - t);
}
