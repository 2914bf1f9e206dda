using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using System.Threading;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using StaticNet.Generator.Model;

namespace StaticNet.Generator.Parsing;

/// <summary>
/// The parameters of a block with their values: those given by the attribute that uses the block, and for the others what they are declared
/// as, computed with the values of those that they are declared through. The arguments of the block's layers are computed from their syntax,
/// as the compiler knows nothing but the defaults.
/// </summary>
internal sealed class BlockScope
{
    private readonly BlockDeclaration _block;
    private readonly ParameterMentions _mentions;
    private readonly CancellationToken _cancellationToken;
    private readonly Dictionary<IFieldSymbol, Number> _values = new(SymbolEqualityComparer.Default);

    public BlockScope(BlockDeclaration block, EquatableArray<int> arguments, ParameterMentions mentions, CancellationToken cancellationToken)
    {
        _block = block;
        _mentions = mentions;
        _cancellationToken = cancellationToken;
        for (int i = 0; i < arguments.Count; i++)
        {
            _values.Add(block.Parameters[i], new Number(arguments[i]));
        }
    }

    /// <summary>
    /// The arguments of an attribute that depend on parameters, by the name of the constructor's parameter or of the property. Where one
    /// cannot be computed, that one and why.
    /// </summary>
    public (Dictionary<string, EquatableArray<int>> Values, (string Parameter, string Reason)? Failure) Compute(AttributeData attribute)
    {
        var values = new Dictionary<string, EquatableArray<int>>();
        foreach (IGrouping<string, ExpressionSyntax> argument in WrittenArguments.Of(attribute, _cancellationToken)
            .GroupBy(static argument => argument.Parameter, static argument => argument.Argument.Expression))
        {
            if (!argument.Any(_mentions.Has))
            {
                continue;
            }

            if (!TakesNumbers(attribute, argument.Key))
            {
                return (values, (argument.Key, $"'{argument.First()}' depends on a parameter, and parameters are for arguments of type int"));
            }

            Number[] numbers = [.. argument.SelectMany(WrittenArguments.Elements).Select(Compute)];
            if (numbers.FirstOrDefault(static number => number.Failure is not null).Failure is { } failure)
            {
                return (values, (argument.Key, failure));
            }

            values.Add(argument.Key, numbers.Select(static number => number.Value).ToEquatableArray());
        }

        return (values, null);
    }

    private static bool TakesNumbers(AttributeData attribute, string name)
    {
        ITypeSymbol? type = attribute.AttributeConstructor?.Parameters.FirstOrDefault(parameter => parameter.Name == name)?.Type
            ?? attribute.NamedArguments.FirstOrDefault(argument => argument.Key == name).Value.Type;
        return (type is IArrayTypeSymbol list ? list.ElementType : type)?.SpecialType == SpecialType.System_Int32;
    }

    private Number Compute(ExpressionSyntax expression)
    {
        if (!_mentions.Has(expression))
        {
            return Constant(expression);
        }

        return expression switch
        {
            ParenthesizedExpressionSyntax inner => Compute(inner.Expression),
            PrefixUnaryExpressionSyntax { RawKind: (int)SyntaxKind.UnaryPlusExpression } sign => Compute(sign.Operand),
            PrefixUnaryExpressionSyntax { RawKind: (int)SyntaxKind.UnaryMinusExpression } sign => Combine(expression, new Number(0), Compute(sign.Operand), SyntaxKind.SubtractExpression),
            BinaryExpressionSyntax binary => Combine(expression, Compute(binary.Left), Compute(binary.Right), binary.Kind()),
            _ when _mentions.Constant(expression) is { } constant => Named(expression, constant),
            _ => NotUnderstood(expression),
        };
    }

    private Number Constant(ExpressionSyntax expression)
        => _mentions.Model(expression).GetConstantValue(expression, _cancellationToken) is { HasValue: true, Value: int or short or ushort or sbyte or byte or char } constant
            ? new Number(constant.Value is char character ? character : System.Convert.ToInt32(constant.Value, CultureInfo.InvariantCulture))
            : Number.No($"'{expression}' is not an int");

    private Number Named(ExpressionSyntax expression, IFieldSymbol constant)
    {
        if (_block.Parameters.Contains(constant, SymbolEqualityComparer.Default))
        {
            return Value(constant);
        }

        return Number.No(BlockDeclaration.IsParameter(constant)
            ? $"'{expression}' is a parameter of another block, which has no value here; pass it on, or declare a constant outside of blocks"
            : $"'{expression}' is defined through the parameter of a block and does not follow it; declare it in the block '{_block.Name}' itself");
    }

    private Number Value(IFieldSymbol parameter)
    {
        if (!_values.TryGetValue(parameter, out Number value))
        {
            value = ParameterMentions.Definition(parameter, _cancellationToken) is { } definition
                ? Compute(definition)
                : Number.No($"'{parameter.Name}' has no value");
            _values.Add(parameter, value);
        }

        return value;
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
            return Number.No($"'{expression}' divides {left.Value.ToString(CultureInfo.InvariantCulture)} by 0");
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
            : number is < int.MinValue or > int.MaxValue ? Number.No($"'{expression}' is {number.ToString(CultureInfo.InvariantCulture)}, which no int holds")
            : new Number((int)number);
    }

    private static Number NotUnderstood(ExpressionSyntax expression)
        => Number.No($"'{expression}' depends on a parameter, and parameters are computed with + - * / % and parentheses only");

    /// <summary>A number, or why there is none.</summary>
    private readonly record struct Number(int Value, string? Failure = null)
    {
        public static Number No(string reason) => new(0, reason);
    }
}
