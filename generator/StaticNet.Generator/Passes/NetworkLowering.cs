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
        => new(
            LowerInference(network, cancellationToken),
            network.IsTrained ? LowerTraining(network, cancellationToken) : null,
            network.HasBackward ? LowerProduct(network, cancellationToken) : null);

    /// <summary>The steps of <c>Forward</c> only.</summary>
    public static Pass LowerInference(AnalyzedNetwork network, CancellationToken cancellationToken)
    {
        var plan = new PlanBuilder(network.InputShape, isTraining: false, network.UsesWinograd);
        Value[] outputs = new GraphLowering(NetworkGraph.Of(network.Layers, network.Outputs.Select(static output => output.Layer))).Forward(plan, cancellationToken);
        outputs = [.. outputs.Zip(network.Outputs, (value, output) => Flat(output)?.Forward(plan, value) ?? value)];
        Value y = outputs.Length == 1 ? outputs[0] : Concat(network).Forward(plan, outputs);
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

    private static Pass LowerTraining(AnalyzedNetwork network, CancellationToken cancellationToken)
    {
        var plan = new PlanBuilder(network.InputShape, isTraining: true, network.UsesWinograd);
        NetworkOutput[] outputs = [.. network.Outputs.Where(static output => output.Loss is not null)];
        var graph = new GraphLowering(
            NetworkGraph.Of(network.Layers, outputs.Select(static output => output.Layer)).Before(outputs.Select(static output => output.Loss!)));
        UnaryLowering?[] flat = [.. outputs.Select(Flat)];
        Value[] y = [.. graph.Forward(plan, cancellationToken).Zip(flat, (value, flat) => flat?.Forward(plan, value) ?? value)];
        if (y.Length == 1)
        {
            plan.Pack(y[0]);
        }

        (int targetLength, bool isOnly) = ((int)network.TargetLength, network.OnlyLoss is not null);
        Value[] dy = [.. outputs.Zip(y, (output, value) => LossRule.Add(plan, output, targetLength, isOnly, value))];
        dy = [.. dy.Select((value, i) => flat[i]?.Backward(plan, value, graph.IsTrainable(i)) ?? value)];
        graph.Backward(plan, dy, cancellationToken);
        return plan.Build([], ChunkBytes, cancellationToken);
    }

    // The product of the outputs' gradients, whatever they come from, with the Jacobian.
    private static Pass LowerProduct(AnalyzedNetwork network, CancellationToken cancellationToken)
    {
        var plan = new PlanBuilder(network.InputShape, isTraining: true, network.UsesWinograd);
        var graph = new GraphLowering(NetworkGraph.Of(network.Layers, network.Outputs.Select(static output => output.Layer)), wantsInputs: true);
        UnaryLowering?[] flat = [.. network.Outputs.Select(Flat)];
        Value[] y = [.. graph.Forward(plan, cancellationToken).Zip(flat, (value, flat) => flat?.Forward(plan, value) ?? value)];
        Value all = plan.OutputGradients(Shape.Of((int)network.OutputShape.Length));
        var dy = new Value[y.Length];
        for (int i = 0; i < y.Length; i++)
        {
            NetworkOutput output = network.Outputs[i];
            string name = "d" + (output.Name is null ? "Outputs" : Naming.Pascal(output.Name));
            Value part = plan.NewValue(name, Row(output));
            plan.Add(new DraftStep(
                (at, _) => new ChannelSlice(at(all).Grid, at(part).Grid, output.Offset),
                EquatableArray.Of<Operand>(new Operand.Activation(all.Id), new Operand.Activation(part.Id)),
                output.Name ?? "outputs",
                "Gradient",
                $"{output.Name ?? "outputs"}: dy, as the caller gives it, {Row(output)}"));
            dy[i] = flat[i]?.Backward(plan, part, wantsInputGradient: true) ?? part;
        }

        IReadOnlyList<(AnalyzedLayer? Input, Value Gradient)> inputs = graph.Backward(plan, dy, cancellationToken);
        return plan.Build([InputGradient(plan, network, inputs)], ChunkBytes, cancellationToken, Home.InputGradients);
    }

    // The gradients of the inputs as one row, in memory that is not that of a value which others read.
    private static Value InputGradient(PlanBuilder plan, AnalyzedNetwork network, IReadOnlyList<(AnalyzedLayer? Input, Value Gradient)> inputs)
    {
        (string Name, Shape Shape, int Offset, Value Gradient)[] parts =
        [
            .. inputs.Select(input => input.Input is { } named ? (named.Name, named.Output, named.InputOffset, input.Gradient) : ("inputs", network.InputShape, 0, input.Gradient))
                .OrderBy(static part => part.Item3),
        ];
        Value[] rows =
        [
            .. parts.Select(part => part.Shape.Rank == 1
                ? part.Gradient
                : new FlattenLowering(Layer(new Flatten(), part.Name + "GradientRow", part.Shape, Shape.Of((int)part.Shape.Length))).Forward(plan, part.Gradient)),
        ];
        var row = Shape.Of((int)network.InputShape.Length);
        return new ConcatLowering(
            Layer(new ConcatValues(EquatableArray<string>.Empty), "inputGradients", row, row),
            [.. parts.Select(static part => Shape.Of((int)part.Shape.Length))],
            [.. parts.Select(static part => part.Name)],
            "the gradients'").Forward(plan, rows);
    }

    // Callers take their outputs channels first, as a row of that order; null where they are a row anyway.
    private static UnaryLowering? Flat(NetworkOutput output)
        => output.Shape.Rank == 1 ? null : new FlattenLowering(Layer(new Flatten(), output.Name is null ? "outputs" : output.Name + "Row", output.Shape, Row(output)));

    // Several outputs are one row: one behind another.
    private static ConcatLowering Concat(AnalyzedNetwork network) => new(
        Layer(new ConcatValues(EquatableArray<string>.Empty), "outputs", network.OutputShape, network.OutputShape),
        [.. network.Outputs.Select(Row)],
        [.. network.Outputs.Select(static output => output.Name!)],
        "the outputs'");

    private static Shape Row(NetworkOutput output) => Shape.Of((int)output.Shape.Length);

    private static AnalyzedLayer Layer(Layer layer, string name, Shape input, Shape output)
        => new(layer, name, input, output, EquatableArray<TensorModel>.Empty, MultiplyAdds: 0, EquatableArray<int>.Empty);
}
