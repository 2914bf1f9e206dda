using System;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using StaticNet.Generator.Ir;
using StaticNet.Generator.Layers;
using StaticNet.Generator.Model;
using StaticNet.Generator.Problems;

namespace StaticNet.Generator.Analysis.Hazards;

/// <summary>What the last layer makes and what the loss takes. One line a hazard.</summary>
internal static class OutputHazards
{
    public static IEnumerable<Hazard> Find(FlowGraph graph) => graph.Outputs.SelectMany(Find);

    private static IEnumerable<Hazard> Find(FlowGraph.FlowOutput output)
    {
        if (output.Loss is not { Value: var loss, Ordinal: int ordinal })
        {
            yield break;
        }

        string name = loss.Kind;
        bool IsInLoss(Layer layer) => layer is Flatten || (loss, layer) is (CrossEntropy, Softmax or LogSoftmax) or (BinaryCrossEntropy, Sigmoid);

        FlowNode? last = output.Last(static layer => layer is Flatten);
        FlowNode? logits = output.Last(IsInLoss);
        var lossNode = new FlowNode("loss", new FlowOrigin(new LayerPlace(ordinal), null));

        if (logits is { Layer: ReLU } relu)
        {
            yield return new Hazard(DiagnosticIds.ReLUBeforeLoss, relu, name, loss is CrossEntropy or BinaryCrossEntropy
                ? "logits below 0, by which the loss tells what a sample is not, are cut off and get no gradient; leave it out"
                : "outputs below 0 are cut off and get no gradient, so that one which is there for all samples stays there; leave it out, or take [Softplus] for outputs above 0");
        }

        if (logits is { Layer: Dropout dropout } dropped)
        {
            yield return new Hazard(
                DiagnosticIds.DropoutBeforeLoss, dropped, (dropout.Rate * 100).ToString("0.#", CultureInfo.InvariantCulture), name);
        }

        if (last is { Layer: Softmax } softmax && loss is not CrossEntropy)
        {
            yield return new Hazard(DiagnosticIds.SoftmaxWithoutCrossEntropy, softmax, name) { Changes = [lossNode] };
        }

        if (loss is CrossEntropy && output.Shape is { } shape && CrossEntropy.Classes(shape) == 1)
        {
            yield return new Hazard(DiagnosticIds.CrossEntropyOverOne, lossNode) { Changes = last is { Layer: Softmax or LogSoftmax } ? [lossNode, last] : [lossNode] };
        }

        if (loss is CrossEntropy && logits is { } squashed && Range(squashed.Layer) is { } range && output.Shape is { } scores && CrossEntropy.Classes(scores) is > 1 and var classes)
        {
            double odds = Math.Exp(range.Highest - range.Lowest);
            yield return new Hazard(
                DiagnosticIds.SquashedLogits,
                squashed,
                squashed.Kind,
                range.Lowest.ToString(CultureInfo.InvariantCulture),
                range.Highest.ToString(CultureInfo.InvariantCulture),
                classes.ToString(CultureInfo.InvariantCulture),
                (odds / (odds + classes - 1)).ToString("0.000", CultureInfo.InvariantCulture));
        }
    }

    // Of those whose outputs lie within bounds.
    private static (int Lowest, int Highest)? Range(Layer? layer) => layer switch
    {
        Sigmoid or HardSigmoid => (0, 1),
        Tanh => (-1, 1),
        _ => null,
    };
}
