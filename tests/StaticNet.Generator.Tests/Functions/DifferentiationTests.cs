using CsCheck;
using StaticNet.Generator.Functions;
using StaticNet.Generator.Model;
using StaticNet.Generator.Tests.Support;
using StaticNet.Reference;

namespace StaticNet.Generator.Tests.Functions;

/// <summary>Derivatives of random functions against dual numbers and central differences in double precision.</summary>
public sealed class DifferentiationTests
{
    // Nodes of every operation on nodes before them; what they are at a point may be anything, NaN too.
    private static readonly Gen<(int Operation, int A, int B, int C, int D, float Number)> Node = Gen.Select(
        Gen.Int[(int)Operation.Negate, (int)Operation.Pow], Gen.Int[0, 1000], Gen.Int[0, 1000], Gen.Int[0, 1000], Gen.Int[0, 1000], Gen.Float[-2f, 2f]);

    [Fact]
    public void A_derivative_is_that_of_dual_numbers_and_differences()
    {
        int compared = 0;
        Gen.Select(Node.Array[1, 25], Gen.Int[-200, 200].Select(static hundredths => (hundredths + 0.37) / 100).Array[6]).Sample(
            (nodes, points) =>
            {
                (FunctionBuilder function, int value) = Build(nodes);
                int slope = Differentiation.Of(function, value);
                var original = new FunctionInterpreter(Describe(function, value));
                var derivative = new FunctionInterpreter(Describe(function, slope));
                var rounded = new FunctionInterpreter(Describe(function, slope, roundedFrom: value));
                foreach (double x in points)
                {
                    (double at, double expected) = original.At(x, 0.7);
                    double actual = derivative.At(x, 0.7).Value;
                    if (!double.IsFinite(at) || !double.IsFinite(expected) || !double.IsFinite(actual) || Math.Abs(expected) > 1e6)
                    {
                        continue;
                    }

                    // The constants of a derivative, such as that of erf, are floats: where terms cancel, their rounding is what is left.
                    double rounding = Math.Abs(rounded.At(x, 0.7).Value - actual);
                    Assert.True(Math.Abs(actual - expected) <= rounding + (1e-6 * (1 + Math.Abs(expected))), $"{actual} in place of {expected} at {x}: {string.Join(", ", function.Nodes)}");

                    // Smooth enough where the derivative is nearly the same on both sides, and two differences agree. Beside a large number, x may make none.
                    double wide = Difference(original, x, 1e-4), narrow = Difference(original, x, 5e-5), left = original.At(x - 1e-4, 0.7).Slope, right = original.At(x + 1e-4, 0.7).Slope;
                    if ((narrow != 0 || expected == 0) && Math.Abs(wide - narrow) < 1e-7 * (1 + Math.Abs(narrow)) && Math.Abs(left - right) + Math.Abs(left - expected) < 1e-2 * (1 + Math.Abs(expected)))
                    {
                        Assert.True(Math.Abs(narrow - actual) <= 1e-4 * (1 + Math.Abs(actual)), $"{actual}, and the difference is {narrow} at {x}: {string.Join(", ", function.Nodes)}");
                        Interlocked.Increment(ref compared);
                    }
                }
            },
            iter: LongRun.Cases(2_000, 20_000));
        Assert.True(compared > 2_000, $"Only {compared} were compared.");
    }

    [Fact]
    public void A_slope_that_is_0_on_one_side_stays_0_whatever_it_is_multiplied_by()
    {
        var function = new FunctionBuilder();
        int x = function.Add(Operation.Input), zero = function.Constant(0f);
        int clipped = function.Add(Operation.IfLess, zero, x, function.Add(Operation.Max, x, zero), zero);
        int slope = Differentiation.Of(function, function.Add(Operation.Log, function.Add(Operation.Sqrt, clipped)));
        Assert.Equal(0, new FunctionInterpreter(Describe(function, slope)).At(-1).Value);
        Assert.Equal(0, new FunctionInterpreter(Describe(function, slope)).At(0).Value);
        Assert.Equal(0.25, new FunctionInterpreter(Describe(function, slope)).At(2).Value, 12);
    }

    [Fact]
    public void Kinks_have_the_mean_of_both_sides()
    {
        var function = new FunctionBuilder();
        int x = function.Add(Operation.Input), zero = function.Constant(0f);
        Assert.Equal(0.5, At(function.Add(Operation.Max, x, zero)));
        Assert.Equal(0.5, At(function.Add(Operation.Min, zero, x)));
        Assert.Equal(0, At(function.Add(Operation.Abs, x)));
        Assert.Equal(1, At(function.Add(Operation.Max, x, x)));

        double At(int value) => new FunctionInterpreter(Describe(function, Differentiation.Of(function, value))).At(0).Value;
    }

    // Squaring doubles what a tree has; as nodes it grows by some each time.
    [Fact]
    public void A_derivative_takes_a_few_nodes_for_each_node()
    {
        var function = new FunctionBuilder();
        int value = function.Add(Operation.Input);
        for (int i = 0; i < 100; i++)
        {
            value = function.Add(Operation.Tanh, function.Add(Operation.Multiply, value, value));
        }

        int before = function.Count;
        Differentiation.Of(function, value);
        Assert.True(function.Count < 6 * before, $"{before} nodes have {function.Count - before} more for the derivative.");
    }

    private static (FunctionBuilder Function, int Value) Build((int Operation, int A, int B, int C, int D, float Number)[] nodes)
    {
        var function = new FunctionBuilder();
        List<int> made = [function.Add(Operation.Input), function.Add(Operation.Target), function.Constant(0.5f), function.Constant(0f)];
        foreach ((int number, int a, int b, int c, int d, float constant) in nodes)
        {
            int A = Of(a), B = Of(b);
            var operation = (Operation)number;
            made.Add(operation switch
            {
                Operation.FusedMultiplyAdd or Operation.Add => function.Add(Operation.Add, A, B),
                Operation.Subtract or Operation.Multiply or Operation.Divide or Operation.Min or Operation.Max => function.Add(operation, A, B),
                Operation.IfEqual or Operation.IfLess or Operation.IfLessOrEqual => function.Add(operation, A, B, Of(c), Of(d)),
                Operation.Pow => function.Pow(A, constant > 0 ? MathF.Round(constant * 2) : constant),
                _ => function.Add(operation, A),
            });
        }

        return (function, made[^1]);

        // Mostly one of the last.
        int Of(int index) => index % 3 == 0 ? made[index % made.Count] : made[^(1 + (index % Math.Min(3, made.Count)))];
    }

    // The constants behind a node may be the next ones.
    private static FunctionSummary Describe(FunctionBuilder function, int result, int roundedFrom = int.MaxValue)
    {
        List<FunctionStep> steps = [];
        int[] places = new int[result + 1];
        foreach ((int index, FunctionNode node) in function.Nodes.Take(result + 1).Index())
        {
            if (node.Operation == Operation.FusedMultiplyAdd)
            {
                // The reference has no operation that rounds once: it does not round to float at all.
                steps.Add(new FunctionStep(FunctionOperator.Multiply, places[node.A], places[node.B]));
                steps.Add(new FunctionStep(FunctionOperator.Add, steps.Count - 1, places[node.C]));
            }
            else
            {
                steps.Add(new FunctionStep(Enum.Parse<FunctionOperator>(node.Operation.ToString()), Place(node.A), Place(node.B), Place(node.C), Place(node.D), index > roundedFrom ? Next(node.Constant) : node.Constant));
            }

            places[index] = steps.Count - 1;
        }

        return new FunctionSummary("", [.. steps]);

        int Place(int operand) => operand < 0 ? -1 : places[operand];

        // Halves are exact.
        static float Next(float constant) => constant * 2 == MathF.Round(constant * 2) ? constant : MathF.BitIncrement(constant);
    }

    private static double Difference(FunctionInterpreter function, double x, double step)
        => (function.At(x + step, 0.7).Value - function.At(x - step, 0.7).Value) / (2 * step);
}
