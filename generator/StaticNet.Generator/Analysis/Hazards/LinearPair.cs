using System;
using System.Collections.Generic;
using System.Linq;
using StaticNet.Generator.Layers;
using StaticNet.Generator.Model;
using StaticNet.Generator.Problems;

namespace StaticNet.Generator.Analysis.Hazards;

/// <summary>
/// Two dense layers or convolutions with nothing non-linear between them: <c>W2 (W1 x + b1) + b2 = (W2 W1) x + (W2 b1 + b2)</c> is one layer.
/// Where the first makes less than both what it gets and what the second makes, the pair is a factorisation that one layer would need more
/// weights for, and meant: a bottleneck, a projection, the code of an autoencoder. So are the halves of separable convolutions.
/// </summary>
internal static class LinearPair
{
    public static IEnumerable<Hazard> Find(FlowGraph graph)
    {
        var places = new HashSet<Site>();
        foreach (FlowNode second in graph.Nodes)
        {
            if (second.Layer?.Traits.Mixes == true
                && second.Behind(static layer => layer.Traits.IsLinear) is { } first
                && first.Layer?.Traits.Mixes == true
                && !IsFactorised(first.Layer!, second.Layer!)
                && !IsResampled(first, second)
                && IsWaste(graph, first, second))
            {
                yield return new Hazard(DiagnosticIds.LinearPair, second, first.Name, second.Name, Together(first, second))
                {
                    With = first,
                    Changes = [],
                    Places = Place(graph, first, second, places),
                };
            }
        }
    }

    private static bool IsWaste(FlowGraph graph, FlowNode first, FlowNode second)
    {
        bool isAlike = first.Layer is Dense == second.Layer is Dense;
        bool isWasteAnywhere = isAlike && first.Layer!.Traits.Width >= second.Layer!.Traits.Width;
        if (graph.IsBlock || isWasteAnywhere)
        {
            return isWasteAnywhere;
        }

        (AnalyzedLayer one, AnalyzedLayer other) = (first.Facts!, second.Facts!);
        return isAlike
            ? first.Layer!.Traits.Width >= one.Input.Dimensions[0]
            : other.Input.Length >= Math.Min(one.Input.Length, second.Layer!.Traits.Width);
    }

    // A kernel of columns and one of rows make one of both at less cost.
    private static bool IsFactorised(Layer first, Layer second)
        => first is Conv2D one
            && second is Conv2D other
            && ((one.KernelHeight > one.KernelWidth && other.KernelHeight < other.KernelWidth)
                || (one.KernelHeight < one.KernelWidth && other.KernelHeight > other.KernelWidth));

    // Smaller and larger again, or the other way round: no single layer does both.
    private static bool IsResampled(FlowNode first, FlowNode second)
    {
        if (second.Layer is not ConvTranspose { Sliding.IsStrided: true })
        {
            return first.Layer is ConvTranspose { Sliding.IsStrided: true } && IsStrided(second.Layer);
        }

        FlowNode node = second;
        do
        {
            node = node.Inputs[0];
        }
        while (node != first && node.Layer is not Pool);

        return node.Layer is Pool || IsStrided(first.Layer);
    }

    private static bool IsStrided(Layer? layer) => layer is Conv1D { Sliding.IsStrided: true } or Conv2D { Sliding.IsStrided: true };

    private static string Together(FlowNode first, FlowNode second) => (first.Layer, second.Layer, first.Facts) switch
    {
        (Dense { Units: int hidden }, Dense { Units: int units }, { } facts) =>
            $"what one [Dense({units})] computes with {Sizes.Text((facts.Input.Length + 1) * units)} parameters where they have "
            + Sizes.Text(((facts.Input.Length + 1) * hidden) + ((hidden + 1L) * units)),
        (_, Dense { Units: int units }, _) => $"what one [Dense({units})] computes",
        (ConvTranspose, _, _) or (_, ConvTranspose, _) => "what one transposed convolution computes",
        _ => "what one convolution computes",
    };

    // Where an activation goes: behind the first layer, and behind a norm of its outputs; one that an earlier pair needs is enough. In a block that also
    // makes the outputs it would be before the loss.
    private static Site[] Place(FlowGraph graph, FlowNode first, FlowNode second, HashSet<Site> places)
    {
        FlowNode next = second;
        while (next.Inputs[0] != first && next.Inputs[0].Layer is not BatchNorm)
        {
            next = next.Inputs[0];
        }

        FlowOrigin before = next.Inputs[0].Origin;
        Site place = before.Path.Select(static step => step.Site).Where(places.Contains).Append(before.Before(next.Origin)).First();
        places.Add(place);
        return graph.Outputs.Any(output => output.Node.Origin.Path.Any(step => step.Site == place)) ? [] : [place];
    }
}
