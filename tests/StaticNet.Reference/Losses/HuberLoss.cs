namespace StaticNet.Reference.Losses;

/// <summary>The mean of <c>d^2 / 2</c> where <c>|d| &lt;= delta</c>, else of <c>delta (|d| - delta / 2)</c>, with <c>d = y - t</c>.</summary>
internal sealed class HuberLoss(double delta) : ElementwiseLoss
{
    protected override double Function(double y, double t) => Math.Abs(y - t) <= delta ? (y - t) * (y - t) / 2 : delta * (Math.Abs(y - t) - (delta / 2));

    protected override double Derivative(double y, double t) => Math.Clamp(y - t, -delta, delta);
}
