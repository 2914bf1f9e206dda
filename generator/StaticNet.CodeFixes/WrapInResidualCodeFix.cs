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
using StaticNet.Generator.Model;

namespace StaticNet.CodeFixes;

/// <summary>
/// Wraps the layers of a stack of saturating units, unit by unit, in <c>[Residual]</c>: from behind one unit to the next where the shape is
/// the same again. What is alike is one block.
/// </summary>
[ExportCodeFixProvider(LanguageNames.CSharp, Name = nameof(WrapInResidualCodeFix))]
[Shared]
public sealed class WrapInResidualCodeFix : AttributeCodeFix
{
    /// <inheritdoc/>
    public override ImmutableArray<string> FixableDiagnosticIds { get; } = [DiagnosticIds.SaturatingStack];

    private protected override async Task<IReadOnlyList<Offer>> OffersAsync(Document document, Diagnostic diagnostic, CancellationToken cancellationToken)
    {
        SemanticModel? model = await document.GetSemanticModelAsync(cancellationToken).ConfigureAwait(false);
        if (model is null || await NetworkAt.FindAsync(document, diagnostic.Location, cancellationToken).ConfigureAwait(false) is not { } found)
        {
            return [];
        }

        var declaration = (TypeDeclarationSyntax)found.Layers[0].Parent!.Parent!;
        var edits = new List<Edit>();
        var blocks = new Dictionary<string, string>();
        var names = new List<string>();
        string declarations = "";
        foreach (ImmutableArray<AttributeSyntax> unit in Units(found, [.. Attributes.Related(diagnostic)]))
        {
            if (!BlockExtraction.IsPossible(unit, model, cancellationToken))
            {
                continue;
            }

            string words = string.Join(", ", unit.Select(static layer => layer.ToString()));
            if (!blocks.TryGetValue(words, out string? block))
            {
                blocks[words] = block = BlockExtraction.Name(found.Network.Type.Name + "Layer", declaration, model, names);
                declarations += BlockExtraction.Declaration(block, unit);
            }

            edits.Add(BlockExtraction.Use(unit, Attributes.Written(unit[0], $"Residual<{block}>")));
        }

        return edits.Count == 0 ? [] : [new Offer("Wrap the layers in [Residual]", [.. edits, BlockExtraction.Declare(declaration, declarations)])];
    }

    // From behind one unit to the next; the first from the layer with weights before it.
    private static IEnumerable<ImmutableArray<AttributeSyntax>> Units(NetworkAt found, AttributeSyntax[] saturating)
    {
        EquatableArray<AnalyzedLayer> layers = found.Network.Layers;
        int last = -1;
        foreach (int end in Enumerable.Range(0, layers.Count).Where(i => saturating.Contains(found.Layers[i])))
        {
            int start = last + 1;
            for (int i = end; last < 0 && i >= 0; i--)
            {
                start = i;
                last = layers[i].Layer.HasParameters ? i : last;
            }

            last = end;
            if (layers[start].Input.Equals(layers[end].Output))
            {
                yield return [.. found.Layers.Skip(start).Take(end - start + 1)];
            }
        }
    }
}
