using System.Collections.Immutable;

namespace StaticNet;

/// <summary>A function of yours as the generator has read it, for exporters and interpreters.</summary>
public sealed class FunctionSummary
{
    /// <summary>Describes a function. Generated code calls this.</summary>
    /// <param name="text">The function in one line: <c>Mish(x) = x * F.Tanh(F.Softplus(x))</c>.</param>
    /// <param name="steps">Its operations, each after its operands; the last one is the result.</param>
    public FunctionSummary(string text, FunctionStep[] steps)
    {
        Text = text;
        Steps = [.. steps];
    }

    /// <summary>The function in one line: <c>Mish(x) = x * F.Tanh(F.Softplus(x))</c>.</summary>
    public string Text { get; }

    /// <summary>Its operations, each after its operands; the last one is the result.</summary>
    public ImmutableArray<FunctionStep> Steps { get; }

    /// <summary>The value of the function: the same bits as the method and generated code have.</summary>
    /// <param name="x">The first argument.</param>
    /// <param name="t">The second one, of a loss.</param>
    public float At(float x, float t = 0f)
    {
        float[] results = new float[Steps.Length];
        for (int i = 0; i < results.Length; i++)
        {
            FunctionStep step = Steps[i];
            results[i] = step.Operator switch
            {
                FunctionOperator.Input => x,
                FunctionOperator.Target => t,
                FunctionOperator.Constant => step.Number,
                _ => Apply(step, Operand(step.A), Operand(step.B), Operand(step.C), Operand(step.D)),
            };
        }

        return results[^1];

        float Operand(int index) => index < 0 ? 0f : results[index];
    }

    private static float Apply(FunctionStep step, float a, float b, float c, float d) => step.Operator switch
    {
        FunctionOperator.Negate => -a,
        FunctionOperator.Add => a + b,
        FunctionOperator.Subtract => a - b,
        FunctionOperator.Multiply => a * b,
        FunctionOperator.Divide => a / b,
        FunctionOperator.IfEqual => a == b ? c : d,
        FunctionOperator.IfLess => a < b ? c : d,
        FunctionOperator.IfLessOrEqual => a <= b ? c : d,
        FunctionOperator.Min => F.Min(a, b),
        FunctionOperator.Max => F.Max(a, b),
        FunctionOperator.Abs => F.Abs(a),
        FunctionOperator.Sqrt => F.Sqrt(a),
        FunctionOperator.Exp => F.Exp(a),
        FunctionOperator.Log => F.Log(a),
        FunctionOperator.Tanh => F.Tanh(a),
        FunctionOperator.Sigmoid => F.Sigmoid(a),
        FunctionOperator.Softplus => F.Softplus(a),
        FunctionOperator.Erf => F.Erf(a),
        FunctionOperator.Sin => F.Sin(a),
        FunctionOperator.Cos => F.Cos(a),
        FunctionOperator.Pow => F.Pow(a, step.Number),
        FunctionOperator.Given => a,
        _ => throw new NotSupportedException($"There is no operator {(int)step.Operator}."),
    };
}
