using System.Collections.Generic;
using StaticNet.Generator.Ir;
using StaticNet.Generator.Layers;
using StaticNet.Generator.Model;
using StaticNet.Generator.Problems;

namespace StaticNet.Generator.Analysis.Hazards;

/// <summary>
/// A softmax of a softmax. What the first makes lies between 0 and 1, so the second cannot give any of n classes more than
/// <c>e / (e + n - 1)</c>. A loss that has a softmax in itself counts as one where the network's is not part of it.
/// </summary>
internal static class SoftmaxTwice
{
    public static IEnumerable<Hazard> Find(FlowGraph graph)
    {
        foreach (FlowNode node in graph.Nodes)
        {
            if (node.Layer is Softmax or LogSoftmax
                && node.Behind(static layer => layer.Traits.PassesOn) is { Layer: Softmax } first)
            {
                yield return new Hazard(DiagnosticIds.SoftmaxTwice, first, first.Name, node.Name) { With = node };
            }
        }

        // Through a dropout the loss does not know that there is one, and with the channels flattened behind it its classes are others.
        foreach (FlowGraph.FlowOutput output in graph.Outputs)
        {
            if (output.Loss is { Value: CrossEntropy }
                && output.Last(static layer => layer.Traits.PassesOn) is { Layer: Softmax, Facts: { } facts } apart
                && (output.Last(static layer => layer is Flatten) is { Layer: Dropout }
                    || (output.Shape is { } shape && CrossEntropy.Classes(facts.Output) != CrossEntropy.Classes(shape))))
            {
                yield return new Hazard(DiagnosticIds.SoftmaxTwice, apart, apart.Name, "CrossEntropy");
            }
        }
    }
}
