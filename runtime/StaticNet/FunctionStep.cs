namespace StaticNet;

/// <summary>One operation of a <see cref="FunctionSummary"/>.</summary>
/// <param name="Operator">What it computes.</param>
/// <param name="A">The step whose result is the first operand; -1 for none.</param>
/// <param name="B">The second operand.</param>
/// <param name="C">The third operand.</param>
/// <param name="D">The fourth operand.</param>
/// <param name="Number">The number of a constant, or an exponent.</param>
public readonly record struct FunctionStep(FunctionOperator Operator, int A = -1, int B = -1, int C = -1, int D = -1, float Number = 0f);
