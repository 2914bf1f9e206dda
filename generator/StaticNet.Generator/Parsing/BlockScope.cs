using System.Collections.Generic;
using System.Linq;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using StaticNet.Generator.Model;
using static StaticNet.Generator.Parsing.ParameterExpression;

namespace StaticNet.Generator.Parsing;

/// <summary>
/// The parameters of a block with their values: those given by the attribute that uses the block, and for the others what they are declared
/// as, computed with the values of those that they are declared through. The arguments of the block's layers are computed from their syntax,
/// as the compiler knows nothing but the defaults.
/// </summary>
internal sealed class BlockScope
{
    private readonly BlockDeclaration _block;
    private readonly ParameterExpressions _expressions;
    private readonly Dictionary<BlockParameter, Number> _values = [];

    public BlockScope(BlockDeclaration block, EquatableArray<int> arguments, ParameterExpressions expressions)
    {
        _block = block;
        _expressions = expressions;
        for (int i = 0; i < arguments.Count; i++)
        {
            _values.Add(block.Parameters[i], new Number(arguments[i]));
        }
    }

    /// <summary>The operators that have been computed.</summary>
    public long Operations { get; private set; }

    /// <summary>
    /// The arguments of an attribute that depend on parameters, by the name of the constructor's parameter or of the property. Where one
    /// cannot be computed, that one and why.
    /// </summary>
    public (Dictionary<string, EquatableArray<int>> Values, (string Parameter, string Reason)? Failure) Compute(AttributeData attribute)
    {
        var values = new Dictionary<string, EquatableArray<int>>();
        foreach (ParameterExpressions.ComputedArgument argument in _block.Record?.Arguments(attribute) ?? _expressions.Arguments(attribute))
        {
            if (!argument.TakesNumbers)
            {
                return (values, (argument.Parameter, $"'{Excerpt.Of(argument.Written.ToString())}' depends on a parameter, and parameters are for arguments of type int"));
            }

            Number[] numbers = [.. argument.Elements.Select(Compute)];
            if (numbers.FirstOrDefault(static number => number.Failure is not null).Failure is { } failure)
            {
                return (values, (argument.Parameter, failure));
            }

            values.Add(argument.Parameter, numbers.Select(static number => number.Value).ToEquatableArray());
        }

        return (values, null);
    }

    // With the values of the parameters that it is declared through. Those come first, be the chain of them as long as it may.
    private Number Compute(ParameterExpression expression)
    {
        var open = new Stack<(BlockParameter? Parameter, ParameterExpression? Expression)>([(null, expression)]);
        var opened = new HashSet<BlockParameter>();
        while (true)
        {
            (BlockParameter? parameter, ParameterExpression? definition) = open.Peek();
            if (definition?.Constants.FirstOrDefault(other => _block.IsOwn(other) && !_values.ContainsKey(other) && opened.Add(other)) is { Name: not null } missing)
            {
                open.Push((missing, _block.Record is { } record ? record.Definition(missing) : _expressions.Definition(missing.Field!)));
                continue;
            }

            Number value = definition is null ? Number.No($"'{parameter?.Name}' has no value") : definition.Compute(Named);
            Operations += definition?.Length ?? 0;
            open.Pop();
            if (parameter is not { } named)
            {
                return value;
            }

            _values[named] = value;
        }
    }

    private Number Named(BlockParameter constant, ExpressionSyntax expression)
    {
        if (_block.IsOwn(constant))
        {
            // What has none yet is declared through itself, which the compiler refuses.
            return _values.TryGetValue(constant, out Number value) ? value : Number.No($"'{constant.Name}' has no value");
        }

        return Number.No(BlockDeclaration.IsParameter(constant.Field!)
            ? $"'{Excerpt.Of(expression.ToString())}' is a parameter of another block, which has no value here; pass it on, or declare a constant outside of blocks"
            : $"'{Excerpt.Of(expression.ToString())}' is defined through the parameter of a block and does not follow it; declare it in the block '{_block.Name}' itself");
    }
}
