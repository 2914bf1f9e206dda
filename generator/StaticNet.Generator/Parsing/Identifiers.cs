using System.Collections.Generic;
using System.Linq;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;

namespace StaticNet.Generator.Parsing;

/// <summary>Names of symbols as source text.</summary>
internal static class Identifiers
{
    /// <summary>The name with an @ before it where C# reads the bare word as a keyword, here or anywhere else.</summary>
    public static string Escape(string name)
        => SyntaxFacts.GetKeywordKind(name) != SyntaxKind.None || SyntaxFacts.GetContextualKeywordKind(name) != SyntaxKind.None
            ? "@" + name
            : name;

    /// <summary>A namespace with its outer ones, <c>MyApp.@event</c>; empty for the global one.</summary>
    public static string Namespace(INamespaceSymbol? space)
    {
        var parts = new Stack<string>();
        for (; space is { IsGlobalNamespace: false }; space = space.ContainingNamespace)
        {
            parts.Push(Escape(space.Name));
        }

        return string.Join(".", parts);
    }

    /// <summary>A type's own name with its type parameters: <c>Net&lt;T&gt;</c>.</summary>
    public static string WithTypeParameters(INamedTypeSymbol type)
        => type.TypeParameters.IsEmpty
            ? Escape(type.Name)
            : Escape(type.Name) + "<" + string.Join(", ", type.TypeParameters.Select(static parameter => Escape(parameter.Name))) + ">";
}
