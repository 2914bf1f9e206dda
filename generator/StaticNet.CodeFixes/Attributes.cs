using System.Collections.Generic;
using System.Linq;
using System.Threading;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using StaticNet.Generator.Layers;

namespace StaticNet.CodeFixes;

/// <summary>Attributes as they are written.</summary>
internal static class Attributes
{
    /// <summary>The attribute that a diagnostic points at; null where it points at something else.</summary>
    public static AttributeSyntax? At(Location location)
        => location.SourceTree?.GetRoot().FindNode(location.SourceSpan) is AttributeSyntax attribute && attribute.Parent?.Parent is TypeDeclarationSyntax ? attribute : null;

    /// <summary>Those that a diagnostic points at beside its own place: what is to be changed, which may be in a block that another file declares.</summary>
    public static IEnumerable<AttributeSyntax> Related(Diagnostic diagnostic)
        => diagnostic.AdditionalLocations.Select(At).Where(static attribute => attribute is not null).Select(static attribute => attribute!);

    /// <summary>The layer that a diagnostic is about: in a block, where the diagnostic itself is at what uses the block.</summary>
    public static AttributeSyntax? Layer(Diagnostic diagnostic) => Related(diagnostic).FirstOrDefault() ?? At(diagnostic.Location);

    /// <summary>Says that what is to be changed is in a block: <c> in 'Part'</c>; nothing where it is on the class itself.</summary>
    public static string Elsewhere(Diagnostic diagnostic)
    {
        string[] blocks = At(diagnostic.Location)?.Parent?.Parent is not TypeDeclarationSyntax here ? [] :
        [
            .. Related(diagnostic)
                .Select(static attribute => (TypeDeclarationSyntax)attribute.Parent!.Parent!)
                .Where(declaration => declaration != here)
                .Select(static declaration => $"'{declaration.Identifier.ValueText}'")
                .Distinct(),
        ];
        return blocks.Length == 0 ? "" : $" in {string.Join(", ", blocks)}";
    }

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

    /// <summary>An attribute's syntax; null for one of another assembly.</summary>
    public static AttributeSyntax? Of(AttributeData attribute, CancellationToken cancellationToken)
        => attribute.ApplicationSyntaxReference?.GetSyntax(cancellationToken) as AttributeSyntax;

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
