using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using StaticNet.Generator.Ir;
using StaticNet.Generator.Layers;
using StaticNet.Generator.Model;

namespace StaticNet.Generator.Parsing;

/// <summary>
/// An expression that depends on the parameters of a block, as steps in the order in which they are computed. It is read once and computed for all values
/// that the parameters take. Neither reading nor computing recurses, so that its depth does not matter.
/// </summary>
internal sealed class ParameterExpression
{
    private readonly List<Step> _steps = [];
    private readonly string? _refusal;

    private ParameterExpression(ExpressionSyntax expression, IConstantNames names)
    {
        // From the root on, so that in the opposite order operands come before what is made of them.
        var parts = new List<ExpressionSyntax>();
        var open = new Stack<ExpressionSyntax>([expression]);
        while (open.Count > 0)
        {
            ExpressionSyntax part = open.Pop();
            parts.Add(part);
            foreach (ExpressionSyntax operand in Operands(part))
            {
                open.Push(operand);
            }
        }

        var mentioning = new HashSet<ExpressionSyntax>();
        for (int i = parts.Count - 1; i >= 0; i--)
        {
            ExpressionSyntax[] operands = Operands(parts[i]);
            if (operands.Length > 0 ? operands.Any(mentioning.Contains) : names.Has(parts[i]))
            {
                mentioning.Add(parts[i]);
            }
        }

        int operators = parts.Count(static part => part is BinaryExpressionSyntax or PrefixUnaryExpressionSyntax);
        if (operators > DeclarationLimits.Operators && mentioning.Contains(expression))
        {
            _refusal = $"'{Excerpt.Of(expression.ToString())}' has {operators.ToString("N0", CultureInfo.InvariantCulture)} operators, and what depends on a parameter has at most {DeclarationLimits.Operators.ToString("N0", CultureInfo.InvariantCulture)}";
        }
        else
        {
            AddSteps(expression, names, mentioning);
            Constants = [.. _steps.Select(static step => step.Named).OfType<BlockParameter>().Distinct()];
        }
    }

    /// <summary>The constants that it is computed from, each once.</summary>
    public IReadOnlyList<BlockParameter> Constants { get; } = [];

    /// <summary>The steps that computing it takes.</summary>
    public int Length => _steps.Count;

    /// <summary>
    /// How it is computed from parameters alone: with the values of everything else in it, and parentheses around operands that are computed. Null where it cannot be.
    /// </summary>
    /// <param name="isParameter">Whether a constant that it names is a parameter.</param>
    public string? Text(System.Func<BlockParameter, bool> isParameter)
    {
        if (_refusal is not null || _steps.Any(step => step.Value.Failure is not null || (step.Named is { } named && !isParameter(named))))
        {
            return null;
        }

        var texts = new Stack<string>();
        foreach (Step step in _steps)
        {
            if (step.Operation == SyntaxKind.None)
            {
                texts.Push(step.Named?.Name ?? (step.Value.Value < 0 ? $"({step.Value.Value.ToString(CultureInfo.InvariantCulture)})" : step.Value.Value.ToString(CultureInfo.InvariantCulture)));
                continue;
            }

            if (Sign(step.Operation) is not { } sign)
            {
                return null;
            }

            string right = texts.Pop();
            texts.Push(step.IsUnary ? $"(-{right})" : $"({texts.Pop()} {sign} {right})");
        }

        return texts.Pop();
    }

    public static ParameterExpression Of(ExpressionSyntax expression, ParameterMentions mentions) => Of(expression, mentions.In(expression));

    public static ParameterExpression Of(ExpressionSyntax expression, IConstantNames names) => new(expression, names);

    /// <summary>Computes it.</summary>
    /// <param name="named">The value of a constant that is named in it, by the constant and by how it is written.</param>
    public Number Compute(System.Func<BlockParameter, ExpressionSyntax, Number> named)
    {
        if (_refusal is not null)
        {
            return Number.No(_refusal);
        }

        var values = new Stack<Number>();
        foreach (Step step in _steps)
        {
            if (step.Operation == SyntaxKind.None)
            {
                values.Push(step.Named is { } constant ? named(constant, step.Syntax) : step.Value);
                continue;
            }

            Number right = values.Pop();
            values.Push(Combine(step.Syntax, step.IsUnary ? new Number(0) : values.Pop(), right, step.Operation));
        }

        return values.Pop();
    }

    private static ExpressionSyntax[] Operands(ExpressionSyntax expression) => expression switch
    {
        ParenthesizedExpressionSyntax inner => [inner.Expression],
        PrefixUnaryExpressionSyntax { RawKind: (int)SyntaxKind.UnaryPlusExpression or (int)SyntaxKind.UnaryMinusExpression } sign => [sign.Operand],
        BinaryExpressionSyntax binary => [binary.Left, binary.Right],
        _ => [],
    };

    private void AddSteps(ExpressionSyntax expression, IConstantNames names, HashSet<ExpressionSyntax> mentioning)
    {
        var open = new Stack<(ExpressionSyntax Part, bool IsReady)>([(expression, false)]);
        while (open.Count > 0)
        {
            (ExpressionSyntax part, bool isReady) = open.Pop();
            ExpressionSyntax[] operands = Operands(part);
            if (isReady)
            {
                if (part is BinaryExpressionSyntax)
                {
                    _steps.Add(new Step(part, part.Kind()));
                }
                else if (part.IsKind(SyntaxKind.UnaryMinusExpression))
                {
                    _steps.Add(new Step(part, SyntaxKind.SubtractExpression) { IsUnary = true });
                }
            }
            else if (!mentioning.Contains(part))
            {
                _steps.Add(new Step(part) { Value = names.Value(part) is { } value ? new Number(value) : Number.No($"'{Excerpt.Of(part.ToString())}' is not an int") });
            }
            else if (operands.Length == 0)
            {
                _steps.Add(names.Parameter(part) is { } constant ? new Step(part) { Named = constant } : new Step(part) { Value = NotUnderstood(part) });
            }
            else
            {
                open.Push((part, true));
                for (int i = operands.Length - 1; i >= 0; i--)
                {
                    open.Push((operands[i], false));
                }
            }
        }
    }

    private static Number Combine(ExpressionSyntax expression, Number left, Number right, SyntaxKind operation)
    {
        if (left.Failure is not null || right.Failure is not null)
        {
            return left.Failure is not null ? left : right;
        }

        bool divides = operation is SyntaxKind.DivideExpression or SyntaxKind.ModuloExpression;
        if (divides && right.Value == 0)
        {
            return Number.No($"'{Excerpt.Of(expression.ToString())}' divides {left.Value.ToString(CultureInfo.InvariantCulture)} by 0");
        }

        long? result = operation switch
        {
            SyntaxKind.AddExpression => (long)left.Value + right.Value,
            SyntaxKind.SubtractExpression => (long)left.Value - right.Value,
            SyntaxKind.MultiplyExpression => (long)left.Value * right.Value,
            SyntaxKind.DivideExpression => (long)left.Value / right.Value,
            SyntaxKind.ModuloExpression => (long)left.Value % right.Value,
            _ => null,
        };
        return result is not { } number ? NotUnderstood(expression)
            : number is < int.MinValue or > int.MaxValue ? Number.No($"'{Excerpt.Of(expression.ToString())}' is {number.ToString(CultureInfo.InvariantCulture)}, which no int holds")
            : new Number((int)number);
    }

    private static string? Sign(SyntaxKind operation) => operation switch
    {
        SyntaxKind.AddExpression => "+",
        SyntaxKind.SubtractExpression => "-",
        SyntaxKind.MultiplyExpression => "*",
        SyntaxKind.DivideExpression => "/",
        SyntaxKind.ModuloExpression => "%",
        _ => null,
    };

    private static Number NotUnderstood(ExpressionSyntax expression)
        => Number.No($"'{Excerpt.Of(expression.ToString())}' depends on a parameter, and parameters are computed with + - * / % and parentheses only");

    /// <summary>A number, or why there is none.</summary>
    internal readonly record struct Number(int Value, string? Failure = null)
    {
        public static Number No(string reason) => new(0, reason);
    }

    /// <summary>One step: a value, or what is made of the last one or two.</summary>
    /// <param name="Syntax">Where it is written.</param>
    /// <param name="Operation">What is computed; none for a value.</param>
    private readonly record struct Step(ExpressionSyntax Syntax, SyntaxKind Operation = SyntaxKind.None)
    {
        public bool IsUnary { get; init; }

        public BlockParameter? Named { get; init; }

        public Number Value { get; init; }
    }
}
