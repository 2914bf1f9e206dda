using System.Collections.Generic;
using System.Linq;
using StaticNet.Generator.Functions;

namespace StaticNet.Generator.Printing;

/// <summary>A user's function as an expression that describes it: its text and its operations.</summary>
internal static class FunctionExpression
{
    /// <summary><c>new("Mish(x) = x * F.Tanh(F.Softplus(x))", [new(FunctionOperator.Input), ...])</c>.</summary>
    public static string Of(UserFunction function)
    {
        // A derivative of the user's own comes with the value, so that interpreters have it.
        var steps = new List<string>();
        int[] places = new int[function.Nodes.Count];
        foreach (int index in Needed(function))
        {
            FunctionNode node = function.Nodes[index];
            string operands = string.Concat(node.Operands.Select(operand => ", " + Literal.Of(places[operand])));
            string number = node.Operation is Operation.Constant or Operation.Pow ? $", Number: {Literal.Of(node.Constant)}" : "";
            places[index] = steps.Count;
            steps.Add($"new(FunctionOperator.{node.Operation}{operands}{number})");
        }

        return $"new({Literal.Of(function.Text)}, [{string.Join(", ", steps)}])";
    }

    private static IEnumerable<int> Needed(UserFunction function)
    {
        bool[] isNeeded = new bool[function.Value + 1];
        isNeeded[function.Value] = true;
        for (int node = function.Value; node >= 0; node--)
        {
            if (isNeeded[node])
            {
                foreach (int operand in function.Nodes[node].Operands)
                {
                    isNeeded[operand] = true;
                }
            }
        }

        return Enumerable.Range(0, function.Value + 1).Where(node => isNeeded[node]);
    }
}
