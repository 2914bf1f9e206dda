using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using Microsoft.CodeAnalysis;
using StaticNet.Generator.Model;

namespace StaticNet.Generator.Parsing;

/// <summary>Finds out how a class, and the types and namespaces around it, are opened once more.</summary>
internal static class TypeDeclarationParser
{
    public static TypeDeclaration Parse(INamedTypeSymbol type)
    {
        string space = Identifiers.Namespace(type.ContainingNamespace);
        INamedTypeSymbol[] containers = [.. Containers(type).Reverse()];
        string name = Identifiers.WithTypeParameters(type);

        IEnumerable<string> metadataPath = containers.Append(type).Select(static part => part.MetadataName);
        return new TypeDeclaration(
            space,
            containers.Select(Header).ToEquatableArray(),
            Header(type),
            name,
            Identifiers.Escape(type.Name),
            QualifiedName(type),
            HintName.Of(Join(space.Replace("@", ""), metadataPath)));
    }

    /// <summary>The name with <c>global::</c>, namespace and containers, type parameters filled in.</summary>
    public static string QualifiedName(INamedTypeSymbol type)
        => "global::" + Join(Identifiers.Namespace(type.ContainingNamespace), Containers(type).Reverse().Append(type).Select(Identifiers.WithTypeParameters));

    /// <summary>The characters of a type's name with all that is around it, where they are more than there may be; null elsewhere.</summary>
    public static string? LongName(INamedTypeSymbol type)
    {
        long characters = 0;
        for (ISymbol? part = type; part is INamedTypeSymbol or INamespaceSymbol { IsGlobalNamespace: false }; part = part.ContainingSymbol)
        {
            characters += part.Name.Length + 1L + (part is INamedTypeSymbol { TypeParameters: var parameters } ? parameters.Sum(static parameter => parameter.Name.Length + 1L) : 0);
        }

        return characters > DeclarationLimits.TypeNameCharacters ? characters.ToString("N0", CultureInfo.InvariantCulture) : null;
    }

    /// <summary>The types around a type, innermost first.</summary>
    public static IEnumerable<INamedTypeSymbol> Containers(INamedTypeSymbol type)
    {
        for (INamedTypeSymbol? container = type.ContainingType; container is not null; container = container.ContainingType)
        {
            yield return container;
        }
    }

    // Modifiers, base lists and constraints need not be repeated, the word partial, the kind and the type parameters do.
    private static string Header(INamedTypeSymbol type) => "partial " + Keyword(type) + " " + Identifiers.WithTypeParameters(type);

    private static string Keyword(INamedTypeSymbol type) => type switch
    {
        { IsRecord: true, IsValueType: true } => "record struct",
        { IsRecord: true } => "record",
        { TypeKind: TypeKind.Struct } => "struct",
        { TypeKind: TypeKind.Interface } => "interface",
        _ => "class",
    };

    private static string Join(string space, IEnumerable<string> path)
        => (space.Length > 0 ? space + "." : "") + string.Join(".", path);
}
