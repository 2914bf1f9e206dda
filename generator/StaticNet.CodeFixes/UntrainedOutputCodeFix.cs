using System.Collections.Generic;
using System.Collections.Immutable;
using System.Composition;
using System.Linq;
using System.Threading;
using System.Threading.Tasks;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using StaticNet.Generator.Problems;

namespace StaticNet.CodeFixes;

/// <summary>Says of an output without a loss that it is only read.</summary>
[ExportCodeFixProvider(LanguageNames.CSharp, Name = nameof(UntrainedOutputCodeFix))]
[Shared]
public sealed class UntrainedOutputCodeFix : AttributeCodeFix
{
    /// <inheritdoc/>
    public override ImmutableArray<string> FixableDiagnosticIds { get; } = [DiagnosticIds.OutputWithoutLoss];

    private protected override Task<IReadOnlyList<Offer>> OffersAsync(Document document, Diagnostic diagnostic, CancellationToken cancellationToken)
        => Task.FromResult<IReadOnlyList<Offer>>(Attributes.Layer(diagnostic) is { ArgumentList: { Arguments.Count: > 0 } arguments }
            ? [new Offer("Only read it: Trained = false", [arguments.Arguments.FirstOrDefault(static argument => argument.NameEquals?.Name.Identifier.ValueText == "Trained") is { } written
                ? Edit.Replace(written.Expression, "false")
                : Edit.Insert(arguments, arguments.Arguments.Last().Span.End, ", Trained = false")])]
            : []);
}
