using System.Collections.Generic;
using System.Linq;
using StaticNet.Generator.Ir;
using StaticNet.Generator.Model;
using StaticNet.Generator.Passes;

namespace StaticNet.Generator.Layers;

internal sealed partial record Concat
{
    public override int Add(NetworkGraph graph, AnalyzedLayer layer, int input)
        => graph.Join(layer, layer.Branches.Select(branch => graph.Add(branch.Layers, input)));

    public override LayerLowering Lower(AnalyzedLayer layer) => new ConcatLowering(
        layer,
        [.. layer.Branches.Select(branch => branch.Layers.Count == 0 ? layer.Input : branch.Layers[branch.Layers.Count - 1].Output)],
        [.. layer.Branches.Select(static branch => branch.Name)],
        "the branches'");
}

/// <summary>Values one behind another along the channels. Backward, each gets its part of the gradient.</summary>
/// <param name="layer">The layer.</param>
/// <param name="shapes">The values' shapes.</param>
/// <param name="names">What tells them apart.</param>
/// <param name="whose">What a comment says of whose channels they are.</param>
internal sealed class ConcatLowering(AnalyzedLayer layer, Shape[] shapes, string[] names, string whose) : LayerLowering(layer)
{
    public override Value Forward(PlanBuilder plan, IReadOnlyList<Value> inputs)
    {
        Value[] parts = [.. inputs.Select(input => ToPixels(plan, input))];
        Value y = plan.NewValue(Name, Layer.Output);
        plan.Add(new DraftStep(
            (at, _) => new ChannelConcat(parts.Select(part => at(part).Grid).ToEquatableArray(), at(y).Grid),
            parts.Append(y).Select(static value => (Operand)new Operand.Activation(value.Id)).ToEquatableArray(),
            Name,
            "",
            $"{Name}: y = {whose} channels one behind another, {string.Join<Shape>(", ", shapes)} -> {Layer.Output}"));
        return y;
    }

    public override IReadOnlyList<Value> Backward(PlanBuilder plan, Value dy, IReadOnlyList<bool> wanted)
    {
        var parts = new Value[shapes.Length];
        int channel = 0;
        for (int i = 0; i < parts.Length; i++)
        {
            parts[i] = wanted[i] ? Part(plan, dy, i, channel) : dy;
            channel += shapes[i].Dimensions[0];
        }

        return parts;
    }

    private Value Part(PlanBuilder plan, Value dy, int branch, int channel)
        => Map(
            plan,
            dy,
            plan.NewValue(Gradient(Name) + names[branch], shapes[branch]),
            (dy, part) => new ChannelSlice(dy.Grid, part.Grid, channel),
            "Gradient" + Naming.Pascal(names[branch]),
            $"{Name}: dy of {names[branch]} = channels {channel} to {channel + shapes[branch].Dimensions[0] - 1} of dy");
}
