using System;
using System.Collections.Generic;

namespace StaticNet.Generator.Functions;

/// <summary>
/// The derivative of a function with respect to its input, by the chain rule from the input on: a few nodes for each node of the function. A slope that is
/// 0 or 1 is left out of products and sums, as it is on paper. At a kink it is the mean of both sides for Min, Max and Abs, and the side that the
/// condition takes for a comparison.
/// </summary>
internal sealed class Differentiation
{
    private const float TwoOverRootPi = 1.12837917f;

    private readonly FunctionBuilder _function;

    // The slope of each node, where it is not 0.
    private readonly Dictionary<int, int> _slopes = [];

    private Differentiation(FunctionBuilder function) => _function = function;

    /// <summary>Adds the derivative's nodes.</summary>
    /// <param name="function">The function.</param>
    /// <param name="value">The node of its value.</param>
    /// <returns>The node of the derivative.</returns>
    public static int Of(FunctionBuilder function, int value)
    {
        var differentiation = new Differentiation(function);
        for (int node = 0; node <= value; node++)
        {
            if (differentiation.Slope(node, function[node]) is { } slope)
            {
                differentiation._slopes.Add(node, slope);
            }
        }

        return differentiation._slopes.TryGetValue(value, out int result) ? result : function.Constant(0f);
    }

    private int? Slope(int at, FunctionNode node)
    {
        int? a = SlopeOf(node.A), b = SlopeOf(node.B), c = SlopeOf(node.C), d = SlopeOf(node.D);
        switch (node.Operation)
        {
            case Operation.Input:
                return _function.Constant(1f);
            case Operation.Target or Operation.Constant:
                return null;
            case Operation.Negate:
                return Negate(a);
            case Operation.Add:
                return Sum(a, b);
            case Operation.Subtract:
                return Difference(a, b);
            case Operation.Multiply:
                return Sum(Product(node.B, a), Product(node.A, b));
            case Operation.Divide:
                // (a / b)' = (a' - (a / b) b') / b
                return Difference(a, Product(at, b)) is { } numerator ? Quotient(numerator, node.B) : null;
            case Operation.IfEqual or Operation.IfLess or Operation.IfLessOrEqual:
                return Choose(node.Operation, node.A, node.B, c, d);
            case Operation.Min:
                return Choose(Operation.IfEqual, node.A, node.B, Mean(a, b), Choose(Operation.IfLess, node.B, node.A, b, a));
            case Operation.Max:
                return Choose(Operation.IfEqual, node.A, node.B, Mean(a, b), Choose(Operation.IfLess, node.A, node.B, b, a));
            case Operation.Given:
                return Product(node.B, c);
        }

        // A function of one argument: nothing of it is computed where the argument does not depend on the input.
        return a is null ? null : Product(Outer(at, node), a);
    }

    // The derivative of an elementary function at its argument.
    private int Outer(int at, FunctionNode node)
    {
        int x = node.A;
        return node.Operation switch
        {
            Operation.Abs => If(Operation.IfLess, x, Number(0f), Number(-1f), If(Operation.IfLess, Number(0f), x, Number(1f), x)),
            Operation.Sqrt => _function.Add(Operation.Divide, Number(0.5f), at),
            Operation.Exp => at,
            Operation.Log => _function.Add(Operation.Divide, Number(1f), x),
            Operation.Tanh => _function.Add(Operation.FusedMultiplyAdd, _function.Add(Operation.Negate, at), at, Number(1f)),
            Operation.Sigmoid => _function.Add(Operation.FusedMultiplyAdd, _function.Add(Operation.Negate, at), at, at),
            Operation.Softplus => _function.Add(Operation.Sigmoid, x),
            Operation.Erf => Multiply(
                Number(TwoOverRootPi), _function.Add(Operation.Exp, _function.Add(Operation.Negate, Multiply(x, x)))),
            Operation.Sin => _function.Add(Operation.Cos, x),
            Operation.Cos => _function.Add(Operation.Negate, _function.Add(Operation.Sin, x)),
            Operation.Pow => Power(x, node.Constant),
            _ => throw new NotSupportedException($"No derivative of {node.Operation}."),
        };
    }

    private int Power(int x, float exponent) => exponent switch
    {
        0f => Number(0f),
        1f => Number(1f),
        2f => Multiply(Number(2f), x),
        _ => Multiply(Number(exponent), _function.Pow(x, exponent - 1f)),
    };

    private int? SlopeOf(int node) => node >= 0 && _slopes.TryGetValue(node, out int slope) ? slope : null;

    private int Number(float value) => _function.Constant(value);

    private int If(Operation comparison, int a, int b, int yes, int no) => yes == no ? yes : _function.Add(comparison, a, b, yes, no);

    private int? Choose(Operation comparison, int a, int b, int? yes, int? no)
        => yes is null && no is null ? null : If(comparison, a, b, yes ?? Number(0f), no ?? Number(0f));

    private int? Mean(int? a, int? b) => a == b ? a : Product(Number(0.5f), Sum(a, b));

    private int? Negate(int? a) => a is { } slope ? _function.Add(Operation.Negate, slope) : null;

    private int? Sum(int? a, int? b) => a is null ? b : b is null ? a : _function.Add(Operation.Add, a.Value, b.Value);

    private int? Difference(int? a, int? b) => b is null ? a : a is null ? Negate(b) : _function.Add(Operation.Subtract, a.Value, b.Value);

    private int Quotient(int numerator, int b) => Scale(numerator, part => _function.Add(Operation.Divide, part, b));

    private int? Product(int factor, int? slope)
        => slope is not { } node || _function.IsConstant(factor, 0f) ? null : Scale(node, part => Multiply(factor, part));

    private int Multiply(int a, int b)
        => _function.IsConstant(a, 1f) ? b
            : _function.IsConstant(b, 1f) ? a
            : _function.IsConstant(a, -1f) ? _function.Add(Operation.Negate, b)
            : _function.IsConstant(b, -1f) ? _function.Add(Operation.Negate, a)
            : _function.Add(Operation.Multiply, a, b);

    // Where a slope is 0 on one side of a comparison, so is its product, whatever the factor: sqrt(x > 0 ? x : 0) has an infinite one there.
    private int Scale(int slope, Func<int, int> scale)
    {
        var scaled = new Dictionary<int, int>();
        return HasZero(slope, []) ? Of(slope) : scale(slope);

        int Of(int node)
        {
            if (!scaled.TryGetValue(node, out int result))
            {
                FunctionNode choice = _function[node];
                result = _function.IsConstant(node, 0f) ? node
                    : IsChoice(choice) ? If(choice.Operation, choice.A, choice.B, Of(choice.C), Of(choice.D))
                    : scale(node);
                scaled.Add(node, result);
            }

            return result;
        }
    }

    private bool HasZero(int node, HashSet<int> seen)
        => seen.Add(node)
            && (_function.IsConstant(node, 0f) || (_function[node] is var choice && IsChoice(choice) && (HasZero(choice.C, seen) || HasZero(choice.D, seen))));

    private static bool IsChoice(FunctionNode node) => node.Operation is Operation.IfEqual or Operation.IfLess or Operation.IfLessOrEqual;
}
