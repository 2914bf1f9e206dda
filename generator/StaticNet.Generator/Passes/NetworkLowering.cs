using System.Collections.Generic;
using System.Linq;
using System.Threading;
using StaticNet.Generator.Ir;
using StaticNet.Generator.Layers;
using StaticNet.Generator.Model;
using StaticNet.Generator.Scheduling;

namespace StaticNet.Generator.Passes;

/// <summary>Turns a sound network into its kernel plan.</summary>
internal static class NetworkLowering
{
    // Half of a common second-level cache; the weights that are in use want the other half.
    private const int ChunkBytes = 512 * 1024;

    /// <summary>The plan; null where it would have more parts than there may be.</summary>
    public static NetworkPlan? TryLower(AnalyzedNetwork network, CancellationToken cancellationToken)
    {
        try
        {
            return Lower(network, cancellationToken);
        }
        catch (TooMuchCodeException)
        {
            return null;
        }
    }

    /// <summary>The plan.</summary>
    /// <exception cref="TooMuchCodeException">It would have more parts than there may be.</exception>
    public static NetworkPlan Lower(AnalyzedNetwork network, CancellationToken cancellationToken)
        => new(LowerInference(network, cancellationToken), network.Loss is null ? null : LowerTraining(network, network.Loss, cancellationToken));

    /// <summary>The steps of <c>Forward</c> only.</summary>
    public static Pass LowerInference(AnalyzedNetwork network, CancellationToken cancellationToken)
    {
        var plan = new PlanBuilder(network.InputShape, isTraining: false, network.UsesWinograd);
        Value y = new GraphLowering(NetworkGraph.Of(network.Layers)).Forward(plan, cancellationToken);
        y = Flat(network)?.Forward(plan, y) ?? y;
        if (y.Home == Home.Inputs)
        {
            // Nothing but changes of shape: the outputs are the inputs.
            Value copy = plan.NewValue("copy", y.Shape);
            Value x = y;
            plan.Add(new DraftStep(
                (at, _) => new Elementwise(EquatableArray<StoreFunction>.Empty, at(x).Row, at(copy).Row),
                EquatableArray.Of<Operand>(new Operand.Activation(x.Id), new Operand.Activation(copy.Id)),
                "copy",
                "",
                "copy: y = x"));
            y = copy;
        }

        Pass pass = plan.Build([y], ChunkBytes, cancellationToken);
        return pass with { IsInRegisters = RegisterBudget.Holds(pass) };
    }

    private static Pass LowerTraining(AnalyzedNetwork network, Loss loss, CancellationToken cancellationToken)
    {
        var plan = new PlanBuilder(network.InputShape, isTraining: true, network.UsesWinograd);
        var graph = new GraphLowering(NetworkGraph.Of(network.Layers).Before(loss));
        Value y = graph.Forward(plan, cancellationToken);
        UnaryLowering? flat = Flat(network);
        y = flat?.Forward(plan, y) ?? y;
        plan.Pack(y);
        Value dy = LossRule.Add(plan, loss, y);
        dy = flat?.Backward(plan, dy, graph.IsTrainable) ?? dy;
        graph.Backward(plan, dy, cancellationToken);
        return plan.Build([], ChunkBytes, cancellationToken);
    }

    // Callers take their outputs channels first, as a row of that order; null where they are a row anyway.
    private static UnaryLowering? Flat(AnalyzedNetwork network)
    {
        Shape shape = network.OutputShape;
        var flatten = new Flatten();
        return shape.Rank == 1 ? null : new FlattenLowering(new AnalyzedLayer(
            flatten, "outputs", shape, Shape.Of((int)shape.Length), EquatableArray<TensorModel>.Empty, 0, EquatableArray<int>.Empty));
    }
}
