namespace StaticNet.Reference.Losses;

/// <summary>The mean of a loss that the user has written.</summary>
internal sealed class FunctionLoss(FunctionSummary function) : ElementwiseLoss
{
    private readonly FunctionInterpreter _function = new(function);

    protected override double Function(double y, double t) => _function.At(y, t).Value;

    protected override double Derivative(double y, double t) => _function.At(y, t).Slope;
}
