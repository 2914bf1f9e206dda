using StaticNet.Generator.Model;

namespace StaticNet.Generator.Lowering;

/// <summary>Channels of zeros around those of x. Backward takes the channels between them.</summary>
internal sealed class PadChannelsRule(AnalyzedLayer layer) : LayerRule(layer)
{
    private readonly int _before = ((PadChannels)layer.Layer).Before;

    public override Value Forward(PlanBuilder plan, Value x)
    {
        x = ToGrid(plan, x);
        Value y = plan.NewValue(Name, Layer.Output);
        plan.Add(new PlanBuilder.DraftStep(
            (at, _) => new ChannelPad(at(x).Grid, at(y).Grid, _before),
            EquatableArray.Of<Operand>(new Operand.Activation(x.Id), new Operand.Activation(y.Id)),
            [x.Id],
            y.Id,
            -1,
            Name,
            "",
            $"{Name}: y = x between channels of zeros, {Layer.Input} -> {Layer.Output}"));
        return y;
    }

    public override Value Backward(PlanBuilder plan, Value dy, bool wantsInputGradient)
    {
        if (!wantsInputGradient)
        {
            return dy;
        }

        Value dx = plan.NewValue(Gradient(Name) + "In", Layer.Input);
        plan.Add(new PlanBuilder.DraftStep(
            (at, _) => new ChannelSlice(at(dy).Grid, at(dx).Grid, _before),
            EquatableArray.Of<Operand>(new Operand.Activation(dy.Id), new Operand.Activation(dx.Id)),
            [dy.Id],
            dx.Id,
            -1,
            Name,
            "Gradient",
            $"{Name}: dx = channels {_before} to {_before + Layer.Input.Dimensions[0] - 1} of dy, {Layer.Output} -> {Layer.Input}"));
        return dx;
    }
}
