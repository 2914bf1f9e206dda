using System.Collections.Generic;
using System.Linq;
using System.Threading;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace StaticNet.Generator.Parsing;

/// <summary>What of the attributes and parameters of a network's blocks is computed, each read once however often the blocks are filled in.</summary>
internal sealed class ParameterExpressions(ParameterMentions mentions, CancellationToken cancellationToken)
{
    private readonly Dictionary<AttributeData, IReadOnlyList<ComputedArgument>> _arguments = [];
    private readonly Dictionary<IFieldSymbol, ParameterExpression?> _definitions = new(SymbolEqualityComparer.Default);

    /// <summary>The arguments of an attribute that depend on parameters.</summary>
    public IReadOnlyList<ComputedArgument> Arguments(AttributeData attribute)
    {
        if (!_arguments.TryGetValue(attribute, out IReadOnlyList<ComputedArgument>? arguments))
        {
            _arguments.Add(attribute, arguments = [.. Read(attribute)]);
        }

        return arguments;
    }

    /// <summary>What a parameter is declared as; null for nothing.</summary>
    public ParameterExpression? Definition(IFieldSymbol parameter)
    {
        if (!_definitions.TryGetValue(parameter, out ParameterExpression? definition))
        {
            ExpressionSyntax? written = ParameterMentions.Definition(parameter, cancellationToken);
            _definitions.Add(parameter, definition = written is null ? null : ParameterExpression.Of(written, mentions));
        }

        return definition;
    }

    private IEnumerable<ComputedArgument> Read(AttributeData attribute)
    {
        foreach (IGrouping<string, ExpressionSyntax> argument in WrittenArguments.Of(attribute, cancellationToken)
            .GroupBy(static argument => argument.Parameter, static argument => argument.Argument.Expression))
        {
            if (argument.Any(mentions.Has))
            {
                yield return new ComputedArgument(
                    argument.Key,
                    argument.First(),
                    TakesNumbers(attribute, argument.Key),
                    [.. argument.SelectMany(WrittenArguments.Elements).Select(expression => ParameterExpression.Of(expression, mentions))]);
            }
        }
    }

    private static bool TakesNumbers(AttributeData attribute, string name)
    {
        ITypeSymbol? type = attribute.AttributeConstructor?.Parameters.FirstOrDefault(parameter => parameter.Name == name)?.Type
            ?? attribute.NamedArguments.FirstOrDefault(argument => argument.Key == name).Value.Type;
        return (type is IArrayTypeSymbol list ? list.ElementType : type)?.SpecialType == SpecialType.System_Int32;
    }

    /// <summary>An argument that depends on parameters.</summary>
    /// <param name="Parameter">The parameter or property that it is for.</param>
    /// <param name="Written">How it is written, or the first of several.</param>
    /// <param name="TakesNumbers">Whether it is for one number or several.</param>
    /// <param name="Elements">The numbers.</param>
    internal sealed record ComputedArgument(string Parameter, ExpressionSyntax Written, bool TakesNumbers, ParameterExpression[] Elements);
}
