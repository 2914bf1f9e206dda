namespace StaticNet.Reference;

/// <summary>A user's function in double precision, with its derivative with respect to the first argument beside each value.</summary>
public sealed class FunctionInterpreter(FunctionSummary function)
{
    /// <summary>The value and the derivative.</summary>
    /// <param name="x">The first argument.</param>
    /// <param name="t">The second one, of a loss.</param>
    public (double Value, double Slope) At(double x, double t = 0)
    {
        (double Value, double Slope)[] results = new (double, double)[function.Steps.Length];
        for (int i = 0; i < results.Length; i++)
        {
            FunctionStep step = function.Steps[i];
            results[i] = step.Operator switch
            {
                FunctionOperator.Input => (x, 1),
                FunctionOperator.Target => (t, 0),
                FunctionOperator.Constant => (step.Number, 0),
                _ => Apply(step, Operand(step.A), Operand(step.B), Operand(step.C), Operand(step.D)),
            };
        }

        return results[^1];

        (double, double) Operand(int index) => index < 0 ? default : results[index];
    }

    private static (double Value, double Slope) Apply(
        FunctionStep step, (double Value, double Slope) a, (double Value, double Slope) b, (double Value, double Slope) c, (double Value, double Slope) d)
        => step.Operator switch
        {
            FunctionOperator.Negate => (-a.Value, -a.Slope),
            FunctionOperator.Add => (a.Value + b.Value, a.Slope + b.Slope),
            FunctionOperator.Subtract => (a.Value - b.Value, a.Slope - b.Slope),
            FunctionOperator.Multiply => (a.Value * b.Value, Scale(b.Value, a.Slope) + Scale(a.Value, b.Slope)),
            FunctionOperator.Divide => (a.Value / b.Value, Scale(1 / b.Value, a.Slope) - Scale(a.Value / b.Value / b.Value, b.Slope)),
            FunctionOperator.IfEqual => a.Value == b.Value ? c : d,
            FunctionOperator.IfLess => a.Value < b.Value ? c : d,
            FunctionOperator.IfLessOrEqual => a.Value <= b.Value ? c : d,
            FunctionOperator.Min => a.Value == b.Value ? (a.Value, (a.Slope + b.Slope) / 2) : double.IsNaN(b.Value) || b.Value < a.Value ? b : a,
            FunctionOperator.Max => a.Value == b.Value ? (a.Value, (a.Slope + b.Slope) / 2) : double.IsNaN(b.Value) || b.Value > a.Value ? b : a,
            FunctionOperator.Abs => (Math.Abs(a.Value), Scale(a.Value > 0 ? 1 : a.Value < 0 ? -1 : a.Value, a.Slope)),
            FunctionOperator.Sqrt => (Math.Sqrt(a.Value), Scale(0.5 / Math.Sqrt(a.Value), a.Slope)),
            FunctionOperator.Exp => (Math.Exp(a.Value), Scale(Math.Exp(a.Value), a.Slope)),
            FunctionOperator.Log => (Math.Log(a.Value), Scale(1 / a.Value, a.Slope)),
            FunctionOperator.Tanh => (Math.Tanh(a.Value), Scale(1 - (Math.Tanh(a.Value) * Math.Tanh(a.Value)), a.Slope)),
            FunctionOperator.Sigmoid => (DoubleMath.Sigmoid(a.Value), Scale(DoubleMath.Sigmoid(a.Value) * (1 - DoubleMath.Sigmoid(a.Value)), a.Slope)),
            FunctionOperator.Softplus => (DoubleMath.Softplus(a.Value), Scale(DoubleMath.Sigmoid(a.Value), a.Slope)),
            FunctionOperator.Erf => (ErrorFunction.Erf(a.Value), Scale(2 / Math.Sqrt(Math.PI) * Math.Exp(-a.Value * a.Value), a.Slope)),
            FunctionOperator.Sin => (Math.Sin(a.Value), Scale(Math.Cos(a.Value), a.Slope)),
            FunctionOperator.Cos => (Math.Cos(a.Value), Scale(-Math.Sin(a.Value), a.Slope)),
            FunctionOperator.Pow => (Math.Pow(a.Value, step.Number), Scale(step.Number == 0 ? 0 : step.Number * Math.Pow(a.Value, step.Number - 1), a.Slope)),
            FunctionOperator.Given => (a.Value, Scale(b.Value, c.Slope)),
            _ => throw new NotSupportedException($"The reference knows no {step.Operator}."),
        };

    // What does not depend on the argument does not, however steep it is.
    private static double Scale(double factor, double slope) => slope == 0 ? 0 : factor * slope;
}
