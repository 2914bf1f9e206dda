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
using StaticNet.Generator.Analysis.Hazards;
using StaticNet.Generator.Diagnostics;
using StaticNet.Generator.Ir;
using StaticNet.Generator.Layers;
using StaticNet.Generator.Model;
using StaticNet.Generator.Parsing;
using StaticNet.Generator.Problems;

namespace StaticNet.CodeFixes;

/// <summary>
/// Wraps the layers of a stack of saturating units, unit by unit, in <c>[Residual]</c>: from behind one unit to the next where the shape is
/// the same again, and block by block where units are in blocks. What is alike is one block.
/// </summary>
[ExportCodeFixProvider(LanguageNames.CSharp, Name = nameof(WrapInResidualCodeFix))]
[Shared]
public sealed class WrapInResidualCodeFix : AttributeCodeFix
{
    /// <inheritdoc/>
    public override ImmutableArray<string> FixableDiagnosticIds { get; } = [DiagnosticIds.SaturatingStack, DiagnosticIds.LongSaturatingStack];

    private protected override async Task<IReadOnlyList<Offer>> OffersAsync(Document document, Diagnostic diagnostic, CancellationToken cancellationToken)
    {
        SemanticModel? model = await document.GetSemanticModelAsync(cancellationToken).ConfigureAwait(false);
        if (model is null || await NetworkAt.FindAsync(document, diagnostic.Location, cancellationToken).ConfigureAwait(false) is not { } found)
        {
            return [];
        }

        // Names are given to the blocks of all stacks of the network in order, so that all stacks are fixed at once with the same ones.
        var declaration = (TypeDeclarationSyntax)found.Layers[0].Parent!.Parent!;
        var blocks = new Dictionary<string, (string Name, Edit Declaration)>(StringComparer.Ordinal);
        var names = new List<string>();
        (string Name, Edit Declaration) Block(string layers, Func<string, string> declared)
        {
            if (!blocks.TryGetValue(layers, out (string Name, Edit Declaration) block))
            {
                string name = BlockExtraction.Name(found.Network.Type.Name + "Layer", declaration, model, names);
                blocks[layers] = block = (name, BlockExtraction.Declare(declaration, declared(name)));
            }

            return block;
        }

        Hazard[] fixable = found.Hazards(diagnostic, cancellationToken);
        var edits = new List<Edit>();
        foreach (Hazard hazard in found.Reports(cancellationToken).SelectMany(static report => report.Hazards).Where(hazard => FixableDiagnosticIds.Contains(hazard.Id)))
        {
            Edit[] wrapped =
            [
                .. Units(found, hazard)
                    .Where(unit => BlockExtraction.IsPossible(unit, model, cancellationToken))
                    .SelectMany(unit => Wrap(unit, found, Block, cancellationToken)),
            ];
            if (fixable.Any(one => one.Node.Name == hazard.Node.Name))
            {
                edits.AddRange(wrapped);
            }
        }

        return edits.Count > 0 && await found.IsMendedAsync(diagnostic, edits, cancellationToken).ConfigureAwait(false)
            ? [new Offer("Wrap the layers in [Residual]", edits, namesBlock: true)]
            : [];
    }

    private static Edit[] Wrap(
        ImmutableArray<AttributeSyntax> unit, NetworkAt found, Func<string, Func<string, string>, (string Name, Edit Declaration)> block, CancellationToken cancellationToken)
    {
        AttributeSyntax first = unit[0];
        AnalyzedLayer layer = found.Network.Layers[found.Layers.IndexOf(first)];
        if (unit.Length == 1 && layer.Layer is Apply or Repeat)
        {
            // Of a block the residual is one more; what repeats it goes on doing so.
            AttributeData attribute = found.Sites.Attribute(Site.Attribute(found.OrdinalOf(first)));
            (string Parameter, AttributeArgumentSyntax Argument)[] arguments = [.. WrittenArguments.Of(attribute, cancellationToken)];
            string used = first.DescendantNodes().OfType<TypeArgumentListSyntax>().First().Arguments[0].ToString();
            string residual = With($"Residual<{used}>", arguments.Where(argument => layer.Layer is Apply || argument.Parameter == "arguments"));
            if (layer.Layer is Apply)
            {
                return [Edit.Replace(first, Attributes.Written(first, residual))];
            }

            var repeated = block(residual, name => BlockExtraction.Declaration(name, first, $"[{Attributes.Written(first, residual)}]"));
            string repeat = With($"Repeat<{repeated.Name}>", arguments.Where(static argument => argument.Parameter != "arguments"));
            return [Edit.Replace(first, Attributes.Written(first, repeat)), repeated.Declaration];
        }

        var extracted = block(string.Join(", ", unit.Select(static part => part.ToString())), name => BlockExtraction.Declaration(name, unit));
        return [BlockExtraction.Use(unit, Attributes.Written(first, $"Residual<{extracted.Name}>")), extracted.Declaration];
    }

    private static string With(string layer, IEnumerable<(string Parameter, AttributeArgumentSyntax Argument)> arguments)
    {
        string written = string.Join(", ", arguments.Select(static argument => argument.Argument.ToString()));
        return written.Length == 0 ? layer : $"{layer}({written})";
    }

    // From behind one unit to the next, the first from the layer with weights before it; a block by itself.
    private static IEnumerable<ImmutableArray<AttributeSyntax>> Units(NetworkAt found, Hazard hazard)
    {
        EquatableArray<AnalyzedLayer> layers = found.Network.Layers;
        HashSet<int> ordinals = [.. hazard.Changes.Select(static unit => unit.Origin.Place.Ordinal)];
        int last = -1;
        foreach (int end in Enumerable.Range(0, layers.Count).Where(i => ordinals.Contains(found.OrdinalOf(found.Layers[i]))))
        {
            bool isBlock = layers[end].Layer is Composite;
            int start = isBlock ? end : last + 1;
            for (int i = end; !isBlock && last < 0 && i >= 0; i--)
            {
                start = i;
                last = layers[i].Layer.HasParameters ? i : last;
            }

            last = end;
            bool keepsShape = layers[end].Layer is Repeat
                ? layers[end].Branches.All(branch => branch.Layers[0].Input.Equals(branch.Layers[branch.Layers.Count - 1].Output))
                : layers[start].Input.Equals(layers[end].Output);
            if (keepsShape && layers[end].Layer is not (Residual or Concat))
            {
                yield return [.. found.Layers.Skip(start).Take(end - start + 1)];
            }
        }
    }
}
