using System.Collections.Generic;
using System.Collections.Immutable;
using System.Composition;
using System.Globalization;
using System.Linq;
using System.Threading;
using System.Threading.Tasks;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using StaticNet.Generator.Analysis;
using StaticNet.Generator.Diagnostics;
using StaticNet.Generator.Model;
using StaticNet.Generator.Parsing;

namespace StaticNet.CodeFixes;

/// <summary>Gives the last dense layer of a residual's block as many units as what its outputs are added to.</summary>
[ExportCodeFixProvider(LanguageNames.CSharp, Name = nameof(MatchWidthCodeFix))]
[Shared]
public sealed class MatchWidthCodeFix : AttributeCodeFix
{
    /// <inheritdoc/>
    public override ImmutableArray<string> FixableDiagnosticIds { get; } = [DiagnosticIds.ResidualShapes];

    private protected override async Task<IReadOnlyList<Offer>> OffersAsync(Document document, Diagnostic diagnostic, CancellationToken cancellationToken)
    {
        if (await NetworkAt.FindAsync(document, diagnostic.Location, cancellationToken).ConfigureAwait(false) is not { } found
            || found.Layer is not { Layer: Residual, Branches.Count: > 0 } residual
            || found.Attribute.AttributeClass is not { TypeArguments: var blocks } || blocks.FirstOrDefault() is not INamedTypeSymbol block)
        {
            return [];
        }

        AnalyzedBranch body = residual.Branches[0];
        Shape sum = residual.Branches.Count > 1 ? Output(residual.Branches[1], residual) : residual.Input;
        ImmutableArray<AttributeData> layers = BlockDeclaration.Read(block, found.Compilation).Layers;
        int last = LastDense(body);
        return sum.Rank == 1
            && last >= 0
            && layers.Length == body.Layers.Count
            && WrittenArguments.Of(layers[last], cancellationToken).FirstOrDefault(static argument => argument.Parameter == "units").Argument is { Expression: LiteralExpressionSyntax units }
            ? [new Offer($"Give [Dense] of '{block.Name}' {Text(sum)} units", [Edit.Replace(units, Text(sum))])]
            : [];
    }

    private static string Text(Shape shape) => shape.Dimensions[0].ToString(CultureInfo.InvariantCulture);

    private static Shape Output(AnalyzedBranch branch, AnalyzedLayer residual) => branch.Layers.Count == 0 ? residual.Input : branch.Layers[branch.Layers.Count - 1].Output;

    // Behind it nothing but layers that keep the shape; -1 for none.
    private static int LastDense(AnalyzedBranch body)
    {
        int last = body.Layers.Count - 1;
        while (last >= 0 && body.Layers[last].Layer is not (Dense or Composite) && body.Layers[last].Input.Equals(body.Layers[last].Output))
        {
            last--;
        }

        return last >= 0 && body.Layers[last].Layer is Dense ? last : -1;
    }
}
