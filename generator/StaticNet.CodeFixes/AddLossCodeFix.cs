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

/// <summary>Gives a network that is trained the loss that goes with its last layer; where none does more than another, the two usual ones.</summary>
[ExportCodeFixProvider(LanguageNames.CSharp, Name = nameof(AddLossCodeFix))]
[Shared]
public sealed class AddLossCodeFix : AttributeCodeFix
{
    /// <inheritdoc/>
    public override ImmutableArray<string> FixableDiagnosticIds { get; } = [DiagnosticIds.MissingLoss];

    private protected override Task<IReadOnlyList<Offer>> OffersAsync(Document document, Diagnostic diagnostic, CancellationToken cancellationToken)
    {
        AttributeSyntax? last = Attributes.Related(diagnostic).FirstOrDefault();
        string[] losses = last is null ? [] : Attributes.Kind(last) switch
        {
            "Softmax" or "LogSoftmax" => ["CrossEntropy"],
            "Sigmoid" => ["BinaryCrossEntropy"],
            _ => ["MeanSquaredError", "CrossEntropy"],
        };
        return Task.FromResult<IReadOnlyList<Offer>>(
            [.. losses.Select(loss => new Offer($"Put [{loss}] behind the last layer", [Edit.Behind(last!, [Attributes.Written(last!, loss)])], loss))]);
    }
}
