using System.Collections.Generic;
using System.Linq;
using StaticNet.Generator.Ir;
using StaticNet.Generator.Model;
using StaticNet.Generator.Passes;

namespace StaticNet.Generator.Layers;

internal sealed partial record Concat
{
    public override LayerLowering Lower(AnalyzedLayer layer) => new ConcatLowering(layer);
}

/// <summary>The outputs of all branches, one behind another along the channels. Backward, each branch gets its part of the gradient, and x the sum of theirs.</summary>
internal sealed class ConcatLowering(AnalyzedLayer layer) : LayerLowering(layer)
{
    private readonly LayerChain[] _branches = [.. layer.Branches.Select(static branch => new LayerChain(branch.Layers))];
    private readonly Shape[] _shapes = [.. layer.Branches.Select(branch => branch.Layers.Count == 0 ? layer.Input : branch.Layers[branch.Layers.Count - 1].Output)];

    public override Value Forward(PlanBuilder plan, Value x)
    {
        x = ToPixels(plan, x);
        plan.Keep(x);
        var parts = new List<Value>();
        foreach (LayerChain branch in _branches)
        {
            Value part = branch.Forward(plan, x);
            plan.Keep(part);
            parts.Add(part);
        }

        Value y = plan.NewValue(Name, Layer.Output);
        plan.Add(new PlanBuilder.DraftStep(
            (at, _) => new ChannelConcat(parts.Select(part => at(part).Grid).ToEquatableArray(), at(y).Grid),
            parts.Append(y).Select(static value => (Operand)new Operand.Activation(value.Id)).ToEquatableArray(),
            Name,
            "",
            $"{Name}: y = the branches' channels one behind another, {string.Join(", ", _shapes)} -> {Layer.Output}"));
        return y;
    }

    public override Value Backward(PlanBuilder plan, Value dy, bool wantsInputGradient)
    {
        Value? dx = null;
        int channel = 0;
        for (int i = 0; i < _branches.Length; i++)
        {
            if (wantsInputGradient || _branches[i].IsTrainable)
            {
                Value part = _branches[i].Backward(plan, Part(plan, dy, i, channel), wantsInputGradient);
                if (wantsInputGradient)
                {
                    dx = dx is null ? part : Sum(plan, dx, part, InputGradient, "GradientSum", $"{Name}: dx = the sum of the branches' dx, {Layer.Input}");
                }
            }

            channel += _shapes[i].Dimensions[0];
        }

        return dx ?? dy;
    }

    private Value Part(PlanBuilder plan, Value dy, int branch, int channel)
        => Map(
            plan,
            dy,
            plan.NewValue(Gradient(Name) + Layer.Branches[branch].Name, _shapes[branch]),
            (dy, part) => new ChannelSlice(dy.Grid, part.Grid, channel),
            "Gradient" + Naming.Pascal(Layer.Branches[branch].Name),
            $"{Name}: dy of {Layer.Branches[branch].Name} = channels {channel} to {channel + _shapes[branch].Dimensions[0] - 1} of dy");
}
