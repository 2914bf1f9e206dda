using System.Collections.Generic;
using System.Collections.Immutable;
using System.Composition;
using System.Linq;
using System.Threading;
using System.Threading.Tasks;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using StaticNet.Generator.Diagnostics;
using StaticNet.Generator.Problems;

namespace StaticNet.CodeFixes;

/// <summary>Makes a network class, or the types around it, partial.</summary>
[ExportCodeFixProvider(LanguageNames.CSharp, Name = nameof(MakePartialCodeFix))]
[Shared]
public sealed class MakePartialCodeFix : AttributeCodeFix
{
    /// <inheritdoc/>
    public override ImmutableArray<string> FixableDiagnosticIds { get; } = [DiagnosticIds.NotPartial, DiagnosticIds.ContainerNotPartial];

    private protected override async Task<IReadOnlyList<Offer>> OffersAsync(Document document, Diagnostic diagnostic, CancellationToken cancellationToken)
    {
        SyntaxNode? root = await document.GetSyntaxRootAsync(cancellationToken).ConfigureAwait(false);
        TypeDeclarationSyntax[] closed = root is null ? [] : [.. Closed(root, diagnostic)];
        return closed.Length == 0 ? [] :
        [
            new Offer(
                $"Make '{string.Join("', '", closed.Select(static type => type.Identifier.Text))}' partial",
                [.. closed.Select(static type => Edit.Insert(type, type.Keyword.SpanStart, "partial "))]),
        ];
    }

    // The class itself, or those of the types around it that are not partial.
    private static IEnumerable<TypeDeclarationSyntax> Closed(SyntaxNode root, Diagnostic diagnostic)
    {
        IEnumerable<TypeDeclarationSyntax> types =
            root.FindToken(diagnostic.Location.SourceSpan.Start).Parent?.AncestorsAndSelf().OfType<TypeDeclarationSyntax>() ?? [];
        return (diagnostic.Id == DiagnosticIds.NotPartial ? types.Take(1) : types.Skip(1))
            .Where(static type => !type.Modifiers.Any(SyntaxKind.PartialKeyword));
    }
}
