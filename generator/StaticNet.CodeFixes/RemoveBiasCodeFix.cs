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

/// <summary>Sets <c>Bias = false</c> on a layer before a BatchNorm.</summary>
[ExportCodeFixProvider(LanguageNames.CSharp, Name = nameof(RemoveBiasCodeFix))]
[Shared]
public sealed class RemoveBiasCodeFix : AttributeCodeFix
{
    /// <inheritdoc/>
    public override ImmutableArray<string> FixableDiagnosticIds { get; } = [DiagnosticIds.UselessBias];

    private protected override Task<IReadOnlyList<Offer>> OffersAsync(Document document, Diagnostic diagnostic, CancellationToken cancellationToken)
    {
        // Of a layer in a block the diagnostic is at what uses the block.
        bool isLayer = Attributes.At(diagnostic.Location) is { } found && Attributes.Kind(found) is "Dense" or "Conv1D" or "Conv2D" or "DepthwiseConv2D";
        return Task.FromResult<IReadOnlyList<Offer>>(isLayer && Attributes.At(diagnostic.Location) is { ArgumentList: { } arguments }
            ? [new Offer("Set Bias = false", [WithoutBias(arguments)])]
            : []);
    }

    private static Edit WithoutBias(AttributeArgumentListSyntax arguments)
        => arguments.Arguments.FirstOrDefault(static argument => argument.NameEquals?.Name.Identifier.ValueText == "Bias") is { } written
            ? Edit.Replace(written.Expression, "false")
            : Edit.Insert(arguments, arguments.CloseParenToken.SpanStart, ", Bias = false");
}
