using System.Collections.Generic;
using System.Collections.Immutable;
using System.Composition;
using System.Linq;
using System.Threading;
using System.Threading.Tasks;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using StaticNet.Generator.Diagnostics;

namespace StaticNet.CodeFixes;

/// <summary>Puts <c>[ReLU]</c> between two layers that are linear without, behind a norm of the first one's outputs.</summary>
[ExportCodeFixProvider(LanguageNames.CSharp, Name = nameof(InsertActivationCodeFix))]
[Shared]
public sealed class InsertActivationCodeFix : AttributeCodeFix
{
    /// <inheritdoc/>
    public override ImmutableArray<string> FixableDiagnosticIds { get; } = [DiagnosticIds.LinearPair];

    private protected override Task<IReadOnlyList<Offer>> OffersAsync(Document document, Diagnostic diagnostic, CancellationToken cancellationToken)
        => Task.FromResult<IReadOnlyList<Offer>>(Attributes.Related(diagnostic).FirstOrDefault() is { } next
            ? [new Offer("Put [ReLU] between the layers", [Edit.Before(next, Attributes.Written(next, "ReLU"))])]
            : []);
}
