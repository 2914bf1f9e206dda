using System;
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

/// <summary>Hazards that are gone when a layer is left out or another is taken in its place. One line a hazard.</summary>
[ExportCodeFixProvider(LanguageNames.CSharp, Name = nameof(ChangeLayerCodeFix))]
[Shared]
public sealed class ChangeLayerCodeFix : AttributeCodeFix
{
    private static readonly Dictionary<string, Func<Diagnostic, Offer?>> Changes = new(StringComparer.Ordinal)
    {
        [DiagnosticIds.ReLUBeforeLoss] = static diagnostic => LeaveOut(diagnostic, "ReLU"),
        [DiagnosticIds.DropoutBeforeLoss] = static diagnostic => LeaveOut(diagnostic, "Dropout"),
        [DiagnosticIds.SoftmaxTwice] = static diagnostic => LeaveOut(diagnostic, "Softmax"),
        [DiagnosticIds.SquashedLogits] = static diagnostic => LeaveOut(diagnostic, "Sigmoid", "HardSigmoid", "Tanh"),
        [DiagnosticIds.SoftmaxWithoutCrossEntropy] = static diagnostic => Take("CrossEntropy", Attributes.Related(diagnostic)),
        [DiagnosticIds.CrossEntropyOverOne] = BinaryCrossEntropy,
        [DiagnosticIds.StepInTraining] = static diagnostic => Take("Sigmoid", Here(diagnostic, "Step")),
        [DiagnosticIds.SaturatingStack] = static diagnostic => Take("ReLU", Attributes.Related(diagnostic)),
    };

    /// <inheritdoc/>
    public override ImmutableArray<string> FixableDiagnosticIds { get; } = [.. Changes.Keys];

    private protected override Task<IReadOnlyList<Offer>> OffersAsync(Document document, Diagnostic diagnostic, CancellationToken cancellationToken)
        => Task.FromResult<IReadOnlyList<Offer>>(Changes[diagnostic.Id](diagnostic) is { } offer ? [offer] : []);

    private static Offer? LeaveOut(Diagnostic diagnostic, params string[] kinds)
        => Here(diagnostic, kinds).FirstOrDefault() is { } layer ? new Offer($"Leave [{Attributes.Kind(layer)}] out", [Edit.Remove(layer)]) : null;

    private static Offer? Take(string kind, IEnumerable<AttributeSyntax> layers)
    {
        Edit[] edits = [.. layers.Select(layer => Edit.Replace(layer, Attributes.Written(layer, kind)))];
        return edits.Length == 0 ? null : new Offer($"Take [{kind}]", edits);
    }

    // A softmax of one output goes with it.
    private static Offer? BinaryCrossEntropy(Diagnostic diagnostic)
        => Take("BinaryCrossEntropy", Here(diagnostic, "CrossEntropy")) is { } offer
            ? new Offer(offer.Title, [.. offer.Edits, .. Attributes.Related(diagnostic).Select(Edit.Remove)])
            : null;

    // Of a layer in a block the diagnostic is at what uses the block.
    private static IEnumerable<AttributeSyntax> Here(Diagnostic diagnostic, params string[] kinds)
        => Attributes.At(diagnostic.Location) is { } layer && kinds.Contains(Attributes.Kind(layer)) ? [layer] : [];
}
