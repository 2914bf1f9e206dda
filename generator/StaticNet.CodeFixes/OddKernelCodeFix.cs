using System;
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
using StaticNet.Generator.Ir;
using StaticNet.Generator.Layers;
using StaticNet.Generator.Model;
using StaticNet.Generator.Problems;

namespace StaticNet.CodeFixes;

/// <summary>Gives a convolution with <c>Padding.Same</c> one of the two odd kernels nearest to its even one.</summary>
[ExportCodeFixProvider(LanguageNames.CSharp, Name = nameof(OddKernelCodeFix))]
[Shared]
public sealed class OddKernelCodeFix : AttributeCodeFix
{
    /// <inheritdoc/>
    public override ImmutableArray<string> FixableDiagnosticIds { get; } = [DiagnosticIds.EvenKernel];

    private protected override async Task<IReadOnlyList<Offer>> OffersAsync(Document document, Diagnostic diagnostic, CancellationToken cancellationToken)
    {
        if (Attributes.Layer(diagnostic) is not { } written
            || await NetworkAt.FindAsync(document, diagnostic.Location, cancellationToken).ConfigureAwait(false) is not { } network
            || Convolution(network, written, cancellationToken) is not { } convolution)
        {
            return [];
        }

        Side[] sides = Sides(network, convolution);
        var number = new WrittenNumber(network, cancellationToken);
        var offers = new List<Offer>();
        foreach ((int step, string key) in new[] { (-1, "Smaller"), (1, "Larger") })
        {
            Edit[] edits =
            [
                .. sides.Where(static side => side.IsEven).SelectMany(side => number.Set(convolution, side.Parameter, side.Stepped(step)).Take(1)),
            ];
            if (await network.IsMendedAsync(diagnostic, edits, cancellationToken).ConfigureAwait(false))
            {
                string kernel = string.Join("x", sides.Select(side => side.Stepped(step).ToString(CultureInfo.InvariantCulture)));
                offers.Add(new Offer($"Use a kernel of {kernel}", edits, key));
            }
        }

        return offers;
    }

    // Of a block that is used several times under one attribute, the first use with an even kernel.
    private static FlowNode? Convolution(NetworkAt network, AttributeSyntax written, CancellationToken cancellationToken)
        => network.Graph.Nodes.FirstOrDefault(node =>
            node.Layer is ConvLayer
            && node.Origin.Place.Ordinal == network.Ordinal
            && network.Syntax(node, cancellationToken) == written
            && Sides(network, node).Any(static side => side.IsEven));

    // For kernel, or for kernelHeight and kernelWidth, as the attribute has it.
    private static Side[] Sides(NetworkAt network, FlowNode convolution)
    {
        (int height, int width) = convolution.Layer switch
        {
            Conv1D conv => (1, conv.Kernel),
            Conv2D conv => (conv.KernelHeight, conv.KernelWidth),
            DepthwiseConv2D conv => (conv.KernelHeight, conv.KernelWidth),
            _ => throw new NotSupportedException($"{convolution.Kind} has no kernel."),
        };
        return
        [
            .. network.Sites.Attribute(convolution.Origin.Place.Written).AttributeConstructor!.Parameters
                .Where(static parameter => parameter.Name.StartsWith("kernel", StringComparison.Ordinal))
                .Select(parameter => new Side(parameter.Name, parameter.Name == "kernelHeight" ? height : width)),
        ];
    }

    // One side of a kernel: the parameter that it is for, and its pixels.
    private readonly struct Side(string parameter, int length)
    {
        public string Parameter => parameter;

        public bool IsEven => length % 2 == 0;

        public int Stepped(int step) => IsEven ? length + step : length;
    }
}
