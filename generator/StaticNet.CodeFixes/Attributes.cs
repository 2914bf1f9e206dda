using System.Collections.Generic;
using System.Linq;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace StaticNet.CodeFixes;

/// <summary>Attributes as they are written.</summary>
internal static class Attributes
{
    /// <summary>The attribute that a diagnostic points at; null where it points at something else.</summary>
    public static AttributeSyntax? At(Location location)
        => location.SourceTree?.GetRoot().FindNode(location.SourceSpan) is AttributeSyntax attribute && attribute.Parent?.Parent is TypeDeclarationSyntax ? attribute : null;

    /// <summary>Those that a diagnostic points at beside its own place.</summary>
    public static IEnumerable<AttributeSyntax> Related(Diagnostic diagnostic)
        => diagnostic.AdditionalLocations.Select(At).Where(static attribute => attribute is not null).Select(static attribute => attribute!);

    /// <summary>The name without namespace, type arguments and suffix: <c>Dense</c>.</summary>
    public static string Kind(AttributeSyntax attribute)
    {
        const string Suffix = "Attribute";
        string name = Simple(attribute.Name).Identifier.ValueText;
        return name.EndsWith(Suffix, System.StringComparison.Ordinal) ? name.Substring(0, name.Length - Suffix.Length) : name;
    }

    /// <summary>Another attribute's name, written as this one's is: <c>StaticNet.Flatten</c> for <c>StaticNet.Dense</c>.</summary>
    public static string Written(AttributeSyntax like, string name) => like.Name switch
    {
        QualifiedNameSyntax qualified => $"{qualified.Left}.{name}",
        AliasQualifiedNameSyntax alias => $"{alias.Alias}::{name}",
        _ => name,
    };

    /// <summary>The attributes of a declaration in their order.</summary>
    public static IEnumerable<AttributeSyntax> Of(TypeDeclarationSyntax declaration)
        => declaration.AttributeLists.Where(static list => list.Target is null).SelectMany(static list => list.Attributes);

    private static SimpleNameSyntax Simple(NameSyntax name) => name switch
    {
        QualifiedNameSyntax qualified => qualified.Right,
        AliasQualifiedNameSyntax alias => alias.Name,
        _ => (SimpleNameSyntax)name,
    };
}
