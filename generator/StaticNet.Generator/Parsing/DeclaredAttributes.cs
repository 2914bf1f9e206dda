using System.Collections.Generic;
using System.Collections.Immutable;
using System.Linq;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace StaticNet.Generator.Parsing;

/// <summary>The StaticNet attributes of a network or a block class.</summary>
internal static class DeclaredAttributes
{
    /// <summary>
    /// <c>[Network]</c>, layers and losses in source order. The order of attributes means nothing to the C# language, and GetAttributes
    /// promises none: position in the file decides. What stands on another declaration than <paramref name="home"/> comes last (it is an
    /// error anyway).
    /// </summary>
    public static ImmutableArray<AttributeData> InSourceOrder(INamedTypeSymbol type, SyntaxNode? home)
    {
        List<SyntaxNode> declarations = [.. type.DeclaringSyntaxReferences.Select(static reference => reference.GetSyntax())];
        return
        [
            .. type.GetAttributes()
                .Where(static attribute =>
                    AttributeTable.IsNetwork(attribute.AttributeClass)
                    || AttributeTable.IsLayer(attribute.AttributeClass)
                    || AttributeTable.IsLoss(attribute.AttributeClass))
                .OrderBy(attribute => Declaration(attribute) is { } declaration && declaration != home ? 1 + declarations.IndexOf(declaration) : 0)
                .ThenBy(static attribute => attribute.ApplicationSyntaxReference?.Span.Start),
        ];
    }

    /// <summary>The declaration that an attribute stands on.</summary>
    public static SyntaxNode? Declaration(AttributeData? attribute)
    {
        // Attribute, attribute list, declaration.
        return attribute?.ApplicationSyntaxReference?.GetSyntax()?.Parent?.Parent as TypeDeclarationSyntax;
    }

    /// <summary>Whether a class carries an attribute that the compiler does not find.</summary>
    public static bool AreResolved(INamedTypeSymbol type)
        => !type.GetAttributes().Any(static attribute => AttributeTable.IsUnresolved(attribute.AttributeClass));
}
