using System.Collections.Generic;
using System.Linq;
using System.Threading;
using StaticNet.Generator.Model;

namespace StaticNet.Generator.Lowering;

/// <summary>Turns a sound network into its kernel plan.</summary>
internal static class NetworkLowering
{
    // Half of a common second-level cache; the weights that are in use want the other half.
    private const int ChunkBytes = 512 * 1024;

    public static NetworkPlan Lower(AnalyzedNetwork network, CancellationToken cancellationToken)
        => new(LowerInference(network, cancellationToken), network.Loss is null ? null : LowerTraining(network, network.Loss, cancellationToken));

    private static Pass LowerInference(AnalyzedNetwork network, CancellationToken cancellationToken)
    {
        var plan = new PlanBuilder(network.InputShape, isTraining: false);
        Value y = plan.Inputs;
        foreach (AnalyzedLayer layer in network.Layers)
        {
            cancellationToken.ThrowIfCancellationRequested();
            y = LayerRule.For(layer).Forward(plan, y);
        }

        y = Flat(network, null, plan, y);

        if (y == plan.Inputs)
        {
            // Nothing but changes of shape: the outputs are the inputs.
            Value copy = plan.NewValue("copy", y.Shape);
            Value x = y;
            plan.Add(new PlanBuilder.DraftStep(
                (at, _) => new Elementwise(EquatableArray<StoreFunction>.Empty, at(x).Row, at(copy).Row),
                EquatableArray.Of<Operand>(new Operand.Activation(x.Id), new Operand.Activation(copy.Id)),
                [x.Id],
                copy.Id,
                -1,
                "copy",
                "",
                "copy: y = x"));
            y = copy;
        }

        Pass pass = plan.Build(y, ChunkBytes);
        return pass with { IsInRegisters = RegisterBudget.Holds(pass) };
    }

    private static Pass LowerTraining(AnalyzedNetwork network, Loss loss, CancellationToken cancellationToken)
    {
        var plan = new PlanBuilder(network.InputShape, isTraining: true);
        Value y = plan.Inputs;
        var tape = new List<(LayerRule Rule, AnalyzedLayer Layer)>();
        int fused = LossRule.FusedLayer(loss, network.Layers);
        for (int i = 0; i < network.Layers.Count; i++)
        {
            cancellationToken.ThrowIfCancellationRequested();
            AnalyzedLayer layer = network.Layers[i];
            if (i == fused)
            {
                continue;
            }

            var rule = LayerRule.For(layer);
            tape.Add((rule, layer));
            y = rule.Forward(plan, y);
        }

        y = Flat(network, tape, plan, y);
        Value dy = LossRule.Add(plan, loss, y);

        // Backward runs down to the first layer that has anything to learn.
        int first = tape.FindIndex(static entry => entry.Layer.Tensors.Any(static tensor => tensor.IsTrainable));
        for (int i = tape.Count - 1; i >= first && first >= 0; i--)
        {
            dy = tape[i].Rule.Backward(plan, dy, wantsInputGradient: i > first);
        }

        return plan.Build(null, ChunkBytes);
    }

    // Callers have their outputs channels first.
    private static Value Flat(AnalyzedNetwork network, List<(LayerRule Rule, AnalyzedLayer Layer)>? tape, PlanBuilder plan, Value y)
    {
        if (y.Shape.Rank == 1)
        {
            return y;
        }

        AnalyzedLayer last = network.Layers[network.Layers.Count - 1];
        var flatten = new AnalyzedLayer(
            new Flatten(), "outputs", last.Output, Shape.Of(y.Length), EquatableArray<TensorModel>.Empty, 0, last.ReceptiveField);
        var rule = LayerRule.For(flatten);
        tape?.Add((rule, flatten));
        return rule.Forward(plan, y);
    }
}
