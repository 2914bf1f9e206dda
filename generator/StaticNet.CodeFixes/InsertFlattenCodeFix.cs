using System.Collections.Generic;
using System.Collections.Immutable;
using System.Composition;
using System.Threading;
using System.Threading.Tasks;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using StaticNet.Generator.Diagnostics;
using StaticNet.Generator.Problems;

namespace StaticNet.CodeFixes;

/// <summary>Puts <c>[Flatten]</c> before a layer that takes a flat input, written as the layer itself is.</summary>
[ExportCodeFixProvider(LanguageNames.CSharp, Name = nameof(InsertFlattenCodeFix))]
[Shared]
public sealed class InsertFlattenCodeFix : AttributeCodeFix
{
    /// <inheritdoc/>
    public override ImmutableArray<string> FixableDiagnosticIds { get; } = [DiagnosticIds.NeedsFlatInput];

    private protected override Task<IReadOnlyList<Offer>> OffersAsync(Document document, Diagnostic diagnostic, CancellationToken cancellationToken)
        => Task.FromResult<IReadOnlyList<Offer>>(Attributes.Layer(diagnostic) is { } attribute
            ? [new Offer("Put [Flatten] before the layer", [Edit.Before(attribute, Attributes.Written(attribute, "Flatten"))])]
            : []);
}
