using System.Collections.Generic;
using System.Collections.Immutable;
using System.Composition;
using System.Linq;
using System.Threading;
using System.Threading.Tasks;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using StaticNet.Generator.Parsing;
using StaticNet.Generator.Problems;

namespace StaticNet.CodeFixes;

/// <summary>Puts the channels of a shape first.</summary>
[ExportCodeFixProvider(LanguageNames.CSharp, Name = nameof(ChannelOrderCodeFix))]
[Shared]
public sealed class ChannelOrderCodeFix : AttributeCodeFix
{
    /// <inheritdoc/>
    public override ImmutableArray<string> FixableDiagnosticIds { get; } = [DiagnosticIds.ChannelsLast];

    private protected override async Task<IReadOnlyList<Offer>> OffersAsync(Document document, Diagnostic diagnostic, CancellationToken cancellationToken)
    {
        SemanticModel? model = await document.GetSemanticModelAsync(cancellationToken).ConfigureAwait(false);
        if (model is null
            || Attributes.At(diagnostic.Location) is not { Parent.Parent: TypeDeclarationSyntax declaration } written
            || model.GetDeclaredSymbol(declaration, cancellationToken)?.GetAttributes().FirstOrDefault(data => Attributes.Of(data, cancellationToken) == written) is not { } attribute)
        {
            return [];
        }

        ExpressionSyntax[] sides =
        [
            .. WrittenArguments.Of(attribute, cancellationToken)
                .Where(static argument => argument.Parameter is "inputShape" or "shape")
                .SelectMany(static argument => WrittenArguments.Elements(argument.Argument.Expression)),
        ];
        if (sides.Length != 3)
        {
            return [];
        }

        string[] swapped = [sides[2].ToString(), sides[0].ToString(), sides[1].ToString()];
        return [new Offer($"Put the channels first: ({string.Join(", ", swapped)})", [.. sides.Select((side, i) => Edit.Replace(side, swapped[i]))])];
    }
}
