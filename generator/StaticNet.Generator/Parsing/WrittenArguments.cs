using System.Collections.Generic;
using System.Collections.Immutable;
using System.Threading;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace StaticNet.Generator.Parsing;

/// <summary>The arguments of an attribute as they stand in the source.</summary>
internal static class WrittenArguments
{
    /// <summary>
    /// Each with the parameter or property that it is for: <c>Name = "fc"</c>, <c>units: 10</c>, or by position. A list that is written
    /// out gives one for each element.
    /// </summary>
    public static IEnumerable<(string Parameter, AttributeArgumentSyntax Argument)> Of(AttributeData attribute, CancellationToken cancellationToken)
    {
        if (attribute.ApplicationSyntaxReference?.GetSyntax(cancellationToken) is not AttributeSyntax { ArgumentList: { } written })
        {
            yield break;
        }

        ImmutableArray<IParameterSymbol> parameters = attribute.AttributeConstructor?.Parameters ?? [];
        int position = 0;
        foreach (AttributeArgumentSyntax argument in written.Arguments)
        {
            if (argument.NameEquals is { } property)
            {
                yield return (property.Name.Identifier.ValueText, argument);
                continue;
            }

            if (argument.NameColon is { } parameter)
            {
                yield return (parameter.Name.Identifier.ValueText, argument);
            }
            else if (!parameters.IsEmpty)
            {
                yield return (parameters[System.Math.Min(position, parameters.Length - 1)].Name, argument);
            }

            position++;
        }
    }

    /// <summary>The numbers of an argument: a list may be given as one array.</summary>
    public static IEnumerable<ExpressionSyntax> Elements(ExpressionSyntax argument) => argument switch
    {
        ArrayCreationExpressionSyntax { Initializer: { } elements } => elements.Expressions,
        ImplicitArrayCreationExpressionSyntax list => list.Initializer.Expressions,
        _ => [argument],
    };
}
