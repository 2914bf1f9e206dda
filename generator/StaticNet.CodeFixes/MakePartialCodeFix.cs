using System.Collections.Generic;
using System.Collections.Immutable;
using System.Composition;
using System.Linq;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using StaticNet.Generator.Diagnostics;

namespace StaticNet.CodeFixes;

/// <summary>Makes a network class, or the types around it, partial.</summary>
[ExportCodeFixProvider(LanguageNames.CSharp, Name = nameof(MakePartialCodeFix))]
[Shared]
public sealed class MakePartialCodeFix : InsertionCodeFix
{
    /// <inheritdoc/>
    public override ImmutableArray<string> FixableDiagnosticIds { get; } = [DiagnosticIds.NotPartial, DiagnosticIds.ContainerNotPartial];

    /// <inheritdoc/>
    protected override string Title(SyntaxNode root, Diagnostic diagnostic)
        => $"Make '{string.Join("', '", Closed(root, diagnostic).Select(static type => type.Identifier.Text))}' partial";

    /// <inheritdoc/>
    protected override IEnumerable<(int Position, string Text)> Insertions(SyntaxNode root, Diagnostic diagnostic)
        => Closed(root, diagnostic).Select(static type => (type.Keyword.SpanStart, "partial "));

    // The class itself, or those of the types around it that are not partial.
    private static IEnumerable<TypeDeclarationSyntax> Closed(SyntaxNode root, Diagnostic diagnostic)
    {
        IEnumerable<TypeDeclarationSyntax> types =
            root.FindToken(diagnostic.Location.SourceSpan.Start).Parent?.AncestorsAndSelf().OfType<TypeDeclarationSyntax>() ?? [];
        return (diagnostic.Id == DiagnosticIds.NotPartial ? types.Take(1) : types.Skip(1))
            .Where(static type => !type.Modifiers.Any(SyntaxKind.PartialKeyword));
    }
}
