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
using StaticNet.Generator.Layers;
using StaticNet.Generator.Parsing;
using StaticNet.Generator.Problems;

namespace StaticNet.CodeFixes;

/// <summary>
/// Hazards that are gone when a layer is put in, left out or changed, or another is taken in its place. One line a hazard; each gets the
/// attributes that its diagnostic says are to be changed, in a block where they are in one.
/// </summary>
[ExportCodeFixProvider(LanguageNames.CSharp, Name = nameof(ChangeLayerCodeFix))]
[Shared]
public sealed class ChangeLayerCodeFix : AttributeCodeFix
{
    private static readonly Dictionary<string, Func<AttributeSyntax[], Compilation, IEnumerable<Offer>>> Changes = new(StringComparer.Ordinal)
    {
        [DiagnosticIds.LinearPair] = static (layers, _) => [new Offer("Put [ReLU] between the layers", [Edit.Behind(layers[0], [Attributes.Written(layers[0], "ReLU")])])],
        [DiagnosticIds.SaturatingStack] = static (layers, _) => Take("ReLU", layers),
        [DiagnosticIds.ReLUBeforeLoss] = static (layers, project) => LeaveOut(layers[0], project),
        [DiagnosticIds.DropoutBeforeLoss] = static (layers, project) => LeaveOut(layers[0], project),
        [DiagnosticIds.UselessBias] = static (layers, _) => SetBias(layers[0], "false"),
        [DiagnosticIds.SoftmaxTwice] = static (layers, project) => LeaveOut(layers[0], project),
        [DiagnosticIds.SoftmaxWithoutCrossEntropy] = static (layers, _) => Take("CrossEntropy", layers),
        [DiagnosticIds.CrossEntropyOverOne] = static (layers, project) => BinaryCrossEntropy(layers[0], [.. layers.Skip(1)], project),
        [DiagnosticIds.DropoutBeforeBatchNorm] = static (layers, project) => [.. layers.Skip(1).Select(place => Move(layers[0], place)), .. LeaveOut(layers[0], project)],
        [DiagnosticIds.SquashedLogits] = static (layers, project) => LeaveOut(layers[0], project),
        [DiagnosticIds.StepInTraining] = static (layers, _) => Take("Sigmoid", layers),
        [DiagnosticIds.LongSaturatingStack] = static (layers, _) => Take("ReLU", layers),
        [DiagnosticIds.MissingLoss] = static (layers, _) => AddLoss(layers[0]),
    };

    /// <inheritdoc/>
    public override ImmutableArray<string> FixableDiagnosticIds { get; } = [.. Changes.Keys];

    private protected override async Task<IReadOnlyList<Offer>> OffersAsync(Document document, Diagnostic diagnostic, CancellationToken cancellationToken)
    {
        AttributeSyntax[] layers = [.. Attributes.Related(diagnostic)];
        return layers.Length > 0
            && document.Project.Solution.GetDocument(layers[0].SyntaxTree) is { } place
            && await place.Project.GetCompilationAsync(cancellationToken).ConfigureAwait(false) is { } project
            ? [.. Changes[diagnostic.Id](layers, project)]
            : [];
    }

    // A declaration without any layer would be another mistake.
    private static Offer[] LeaveOut(AttributeSyntax layer, Compilation project)
        => IsOnlyLayer(layer, project) ? [] : [new Offer($"Leave [{Attributes.Kind(layer)}] out", [Edit.Remove(layer)])];

    private static bool IsOnlyLayer(AttributeSyntax layer, Compilation project)
        => layer.Parent?.Parent is not TypeDeclarationSyntax declaration
            || project.GetSemanticModel(declaration.SyntaxTree).GetDeclaredSymbol(declaration)?.GetAttributes().Count(static attribute => AttributeTable.IsLayer(attribute.AttributeClass)) is not > 1;

    private static Offer[] Take(string kind, IEnumerable<AttributeSyntax> layers)
        => [new Offer($"Take [{kind}]", [.. layers.Select(layer => Edit.Replace(layer, Attributes.Written(layer, kind)))])];

    private static Offer Move(AttributeSyntax layer, AttributeSyntax place)
        => new($"Put [{Attributes.Kind(layer)}] behind [{Attributes.Kind(place)}]", [Edit.Remove(layer), Edit.Behind(place, [layer.ToString()])], "Move");

    // A softmax of one output goes with it.
    private static Offer[] BinaryCrossEntropy(AttributeSyntax loss, AttributeSyntax[] softmax, Compilation project)
        => softmax.Any(layer => IsOnlyLayer(layer, project))
            ? []
            : [new Offer("Take [BinaryCrossEntropy]", [Edit.Replace(loss, Attributes.Written(loss, "BinaryCrossEntropy")), .. softmax.Select(Edit.Remove)])];

    private static Offer[] SetBias(AttributeSyntax layer, string value)
        => layer.ArgumentList is not { } arguments ? [] :
        [
            new Offer($"Set Bias = {value}",
            [
                arguments.Arguments.FirstOrDefault(static argument => argument.NameEquals?.Name.Identifier.ValueText == "Bias") is { } written
                    ? Edit.Replace(written.Expression, value)
                    : Edit.Insert(arguments, arguments.CloseParenToken.SpanStart, $", Bias = {value}"),
            ]),
        ];

    // The loss that goes with the last layer; where none does more than another, the two usual ones.
    private static IEnumerable<Offer> AddLoss(AttributeSyntax last)
    {
        string[] losses = Attributes.Kind(last) switch
        {
            "Softmax" or "LogSoftmax" => ["CrossEntropy"],
            "Sigmoid" => ["BinaryCrossEntropy"],
            _ => ["MeanSquaredError", "CrossEntropy"],
        };
        return losses.Select(loss => new Offer($"Put [{loss}] behind the last layer", [Edit.Behind(last, [Attributes.Written(last, loss)])], loss));
    }
}
