using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using System.Threading;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using StaticNet.Generator.Analysis.Hazards;
using StaticNet.Generator.Ir;
using StaticNet.Generator.Layers;
using StaticNet.Generator.Model;
using StaticNet.Generator.Parsing;

namespace StaticNet.CodeFixes;

/// <summary>
/// Gives a layer another number for one of its arguments, where the number comes from: the argument itself; for a parameter of a block the argument
/// that is given for it, or its default; a constant. Where it is computed, what makes the computation come to the number.
/// </summary>
internal sealed class WrittenNumber(NetworkAt network, CancellationToken cancellationToken)
{
    private readonly ParameterMentions _mentions = new(network.Compilation, cancellationToken);

    /// <summary>What makes a layer so wide.</summary>
    public IEnumerable<Edit> SetWidth(FlowNode node, int width) => Set(node, node.Layer is Dense ? "units" : "channels", width);

    /// <summary>What makes the argument for a parameter come to the value: ways to do it, that nearest to the layer's use first.</summary>
    public IEnumerable<Edit> Set(FlowNode node, string parameter, int value)
    {
        AttributeData attribute = network.Sites.Attribute(node.Origin.Place.Written);
        if (network.Sites.IsElsewhere(node.Origin.Place.Written))
        {
            return [];
        }

        ExpressionSyntax? written = WrittenArguments.Of(attribute, cancellationToken).FirstOrDefault(argument => argument.Parameter == parameter).Argument?.Expression;
        return written is null ? [] : Set(written, value, node.Origin.Block);
    }

    private IEnumerable<Edit> Set(ExpressionSyntax expression, int value, FlowBlock? block) => value < 1 ? [] : expression switch
    {
        ParenthesizedExpressionSyntax inner => Set(inner.Expression, value, block),
        _ when block is null || !_mentions.Has(expression) => SetConstant(expression, value),
        BinaryExpressionSyntax binary => SetOperand(binary, value, block),
        _ when _mentions.Constant(expression) is { } parameter => SetParameter(parameter, value, block),
        _ => [],
    };

    private IEnumerable<Edit> SetConstant(ExpressionSyntax expression, int value)
    {
        yield return Edit.Replace(expression, Text(value));
        if (_mentions.Constant(expression) is { } constant && ParameterMentions.Definition(constant, cancellationToken) is { } definition)
        {
            yield return Edit.Replace(definition, Text(value));
        }
    }

    // The operand that depends on a parameter: 4 * width is 64 where width is 16.
    private IEnumerable<Edit> SetOperand(BinaryExpressionSyntax binary, int value, FlowBlock block)
    {
        bool isLeft = _mentions.Has(binary.Left);
        (ExpressionSyntax operand, ExpressionSyntax other) = isLeft ? (binary.Left, binary.Right) : (binary.Right, binary.Left);
        if (_mentions.Has(other) || _mentions.Model(other).GetConstantValue(other, cancellationToken) is not { HasValue: true, Value: int number })
        {
            return [];
        }

        long? wanted = binary.Kind() switch
        {
            SyntaxKind.AddExpression => (long)value - number,
            SyntaxKind.SubtractExpression => isLeft ? (long)value + number : (long)number - value,
            SyntaxKind.MultiplyExpression when number != 0 && value % number == 0 => value / number,
            SyntaxKind.DivideExpression when isLeft => (long)value * number,
            _ => null,
        };
        return wanted is >= 1 and <= int.MaxValue ? Set(operand, (int)wanted, block) : [];
    }

    // Where the block is used, if arguments are given that far.
    private IEnumerable<Edit> SetParameter(IFieldSymbol parameter, int value, FlowBlock block)
    {
        AttributeData user = network.Sites.Attribute(block.User.Place.Written);
        BlockDeclaration[] blocks = [.. user.AttributeClass!.TypeArguments.Select(type => BlockDeclaration.Read(type, network.Compilation))];
        bool dealsOut = AttributeTable.DealsOut(user.AttributeClass);
        BlockDeclaration? used = blocks.FirstOrDefault(candidate => candidate.QualifiedName == block.Type);
        int index = used?.Parameters.IndexOf(BlockParameter.Of(parameter)) ?? -1;
        if (index < 0)
        {
            return [];
        }

        index += dealsOut ? blocks.Take(block.Branch).Sum(static before => before.Parameters.Length) : 0;
        ExpressionSyntax[] given =
        [
            .. WrittenArguments.Of(user, cancellationToken).Where(static argument => argument.Parameter == "arguments").SelectMany(static argument => WrittenArguments.Elements(argument.Argument.Expression)),
        ];
        if (index < given.Length)
        {
            return Set(given[index], value, block.User.Block);
        }

        IEnumerable<Edit> defaults = ParameterMentions.Definition(parameter, cancellationToken) is { } definition ? Set(definition, value, block) : [];
        return index == given.Length && Attributes.Of(user, cancellationToken) is { } attribute && Append(attribute, value) is { } appended
            ? defaults.Prepend(appended)
            : defaults;
    }

    // Behind the arguments that are given by position.
    private static Edit? Append(AttributeSyntax attribute, int value)
    {
        if (attribute.ArgumentList is not { } list)
        {
            return Edit.Insert(attribute, attribute.Span.End, $"({Text(value)})");
        }

        AttributeArgumentSyntax[] positional = [.. list.Arguments.Where(static argument => argument.NameEquals is null)];
        return positional.Any(static argument => argument.NameColon is not null || argument.Expression is ArrayCreationExpressionSyntax or ImplicitArrayCreationExpressionSyntax)
            ? null
            : positional.Length > 0 ? Edit.Insert(attribute, positional[positional.Length - 1].Span.End, $", {Text(value)}")
            : Edit.Insert(attribute, list.OpenParenToken.Span.End, list.Arguments.Count == 0 ? Text(value) : $"{Text(value)}, ");
    }

    private static string Text(int number) => number.ToString(CultureInfo.InvariantCulture);
}
