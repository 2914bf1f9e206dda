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
using StaticNet.Generator.Analysis.Hazards;
using StaticNet.Generator.Diagnostics;
using StaticNet.Generator.Layers;
using StaticNet.Generator.Model;
using StaticNet.Generator.Problems;

namespace StaticNet.CodeFixes;

/// <summary>
/// Makes the two sides of a residual of one shape: gives the last dense layer or convolution of its block, or of its shortcut, the width of the
/// other side, or puts a projection beside the block.
/// </summary>
[ExportCodeFixProvider(LanguageNames.CSharp, Name = nameof(MatchWidthCodeFix))]
[Shared]
public sealed class MatchWidthCodeFix : AttributeCodeFix
{
    /// <inheritdoc/>
    public override ImmutableArray<string> FixableDiagnosticIds { get; } = [DiagnosticIds.ResidualShapes];

    private protected override async Task<IReadOnlyList<Offer>> OffersAsync(Document document, Diagnostic diagnostic, CancellationToken cancellationToken)
    {
        if (await NetworkAt.FindAsync(document, diagnostic.Location, cancellationToken).ConfigureAwait(false) is not { } network
            || Attributes.Layer(diagnostic) is not { } written
            || Sum(network, written, cancellationToken) is not { } sum)
        {
            return [];
        }

        (FlowNode body, FlowNode beside) = (sum.Inputs[0], sum.Inputs[1]);
        Offer?[] offers =
        [
            await Widen(network, diagnostic, body, Output(network, beside), "Block", cancellationToken).ConfigureAwait(false),
            HasShortcut(sum)
                ? await Widen(network, diagnostic, beside, Output(network, body), "Shortcut", cancellationToken).ConfigureAwait(false)
                : await Project(network, diagnostic, written, Output(network, beside), Output(network, body), cancellationToken).ConfigureAwait(false),
        ];
        return [.. offers.Where(static offer => offer is not null).Select(static offer => offer!)];
    }

    // Where the sides meet that differ.
    private static FlowNode? Sum(NetworkAt network, AttributeSyntax written, CancellationToken cancellationToken)
        => network.Graph.Nodes.FirstOrDefault(node =>
            node.Facts is { Layer: Residual }
            && node.Origin.Place.Ordinal == network.Ordinal
            && network.Syntax(node, cancellationToken) == written
            && !Output(network, node.Inputs[0]).Equals(Output(network, node.Inputs[1])));

    private static bool HasShortcut(FlowNode sum) => sum.Facts!.Layer is Residual { Shortcut: not null };

    private static Shape Output(NetworkAt network, FlowNode node) => node.Facts?.Output ?? network.Network.InputShape;

    private static async Task<Offer?> Widen(
        NetworkAt network, Diagnostic diagnostic, FlowNode end, Shape wanted, string key, CancellationToken cancellationToken)
    {
        // Behind it nothing but layers that keep the channels.
        FlowNode? last = end;
        while (last is { Layer: not (null or Dense or Conv1D or Conv2D or ConvTranspose or Flatten), Facts: { } facts } && facts.Input.Dimensions[0] == facts.Output.Dimensions[0])
        {
            last = last.Before;
        }

        if (last is not { Layer: Dense or Conv1D or Conv2D or ConvTranspose, Origin.Block: { } block } || !Output(network, end).Dimensions.Skip(1).SequenceEqual(wanted.Dimensions.Skip(1)))
        {
            return null;
        }

        int width = wanted.Dimensions[0];
        foreach (Edit edit in new WrittenNumber(network, cancellationToken).SetWidth(last, width))
        {
            if (await network.IsMendedAsync(diagnostic, [edit], cancellationToken).ConfigureAwait(false))
            {
                string unit = last.Layer is Dense ? "units" : "channels";
                return new Offer($"Give [{last.Kind}] of '{network.Sites.Block(block.Type)!.Name}' {Text(width)} {unit}", [edit], key, namesBlock: true);
            }
        }

        return null;
    }

    // A dense layer, or a convolution of single pixels with the stride that comes to the same size.
    private static async Task<Offer?> Project(
        NetworkAt network, Diagnostic diagnostic, AttributeSyntax written, Shape input, Shape wanted, CancellationToken cancellationToken)
    {
        if (written is not { Name: var name, Parent.Parent: TypeDeclarationSyntax declaration }
            || name.DescendantNodesAndSelf().OfType<TypeArgumentListSyntax>().FirstOrDefault() is not { Arguments.Count: 1 } blocks
            || input.Rank != wanted.Rank
            || Stride(input, wanted) is not { } stride
            || !BlockExtraction.IsPlaceForBlocks(declaration, network.Compilation, cancellationToken))
        {
            return null;
        }

        int width = wanted.Dimensions[0];
        string projection = wanted.Rank == 1
            ? $"Dense({Text(width)})"
            : $"Conv{(wanted.Rank == 2 ? "1" : "2")}D({Text(width)}, 1{(stride > 1 ? $", Stride = {Text(stride)}" : "")})";

        // The name says all that is in it, so that the same one serves several residuals.
        string block = $"{declaration.Identifier.ValueText}Projection{Text(width)}{(stride > 1 ? $"By{Text(stride)}" : "")}";
        Edit[] edits =
        [
            Edit.Insert(blocks, blocks.GreaterThanToken.SpanStart, $", {block}"),
            .. network.Compilation.GetSemanticModel(declaration.SyntaxTree).LookupSymbols(declaration.SpanStart, name: block).Length > 0
                ? Enumerable.Empty<Edit>()
                : [BlockExtraction.Declare(declaration, BlockExtraction.Declaration(block, written, $"[{Attributes.Written(written, projection)}]"))],
        ];
        return await network.IsMendedAsync(diagnostic, edits, cancellationToken).ConfigureAwait(false)
            ? new Offer($"Add [{projection}] as the shortcut", edits, "Projection")
            : null;
    }

    // The smallest that makes no side longer than wanted, if it makes none shorter.
    private static int? Stride(Shape input, Shape wanted)
    {
        (int Input, int Wanted)[] sides = [.. input.Dimensions.Zip(wanted.Dimensions, static (one, other) => (one, other)).Skip(1)];
        int stride = sides.Select(static side => ((side.Input - 1) / side.Wanted) + 1).DefaultIfEmpty(1).Max();
        return sides.All(side => ((side.Input - 1) / stride) + 1 == side.Wanted) ? stride : null;
    }

    private static string Text(int number) => number.ToString(CultureInfo.InvariantCulture);
}
