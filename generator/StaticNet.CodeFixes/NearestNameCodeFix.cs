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
using StaticNet.Generator.Analysis;
using StaticNet.Generator.Layers;
using StaticNet.Generator.Model;
using StaticNet.Generator.Problems;

namespace StaticNet.CodeFixes;

/// <summary>Puts the nearest name of a value in the place of one that is not there.</summary>
[ExportCodeFixProvider(LanguageNames.CSharp, Name = nameof(NearestNameCodeFix))]
[Shared]
public sealed class NearestNameCodeFix : AttributeCodeFix
{
    /// <inheritdoc/>
    public override ImmutableArray<string> FixableDiagnosticIds { get; } = [DiagnosticIds.UnknownValue];

    private protected override async Task<IReadOnlyList<Offer>> OffersAsync(Document document, Diagnostic diagnostic, CancellationToken cancellationToken)
    {
        SyntaxNode? root = await document.GetSyntaxRootAsync(cancellationToken).ConfigureAwait(false);
        SyntaxNode? node = root?.FindNode(diagnostic.Location.SourceSpan, getInnermostNodeForTie: true);
        if (node?.FirstAncestorOrSelf<AttributeArgumentSyntax>() is not { Expression: LiteralExpressionSyntax { Token.Value: string name } written, Parent.Parent: AttributeSyntax layer }
            || await NetworkAt.FindAsync(document, layer.GetLocation(), cancellationToken).ConfigureAwait(false) is not { } network)
        {
            return [];
        }

        // What goes into a network with declared inputs has their names only.
        IEnumerable<string> input = network.Network.Layers.Any(static other => other.Layer is Input) ? [] : [ValueNames.Input];
        IEnumerable<string> names = network.Network.Layers.Take(network.Index).Select(static other => other.Name).Concat(input);
        return NearestName.Of(name, names) is { } nearest
            ? [new Offer($"Read '{nearest}'", [Edit.Replace(written, SymbolDisplay.FormatLiteral(nearest, quote: true))])]
            : [];
    }
}
