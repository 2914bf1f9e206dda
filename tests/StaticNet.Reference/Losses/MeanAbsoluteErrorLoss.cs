namespace StaticNet.Reference.Losses;

/// <summary>The mean of <c>|y - t|</c>.</summary>
internal sealed class MeanAbsoluteErrorLoss : ElementwiseLoss
{
    protected override double Function(double y, double t) => Math.Abs(y - t);

    protected override double Derivative(double y, double t) => Math.Sign(y - t);
}
