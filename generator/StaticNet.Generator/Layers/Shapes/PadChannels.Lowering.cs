using StaticNet.Generator.Ir;
using StaticNet.Generator.Model;
using StaticNet.Generator.Passes;

namespace StaticNet.Generator.Layers;

internal sealed partial record PadChannels
{
    public override LayerLowering Lower(AnalyzedLayer layer) => new PadChannelsLowering(layer);
}

/// <summary>Channels of zeros around those of x. Backward takes the channels between them.</summary>
internal sealed class PadChannelsLowering(AnalyzedLayer layer) : UnaryLowering(layer)
{
    private readonly int _before = ((PadChannels)layer.Layer).Before;

    public override Value Forward(PlanBuilder plan, Value x)
    {
        x = ToPixels(plan, x);
        return Map(
            plan,
            x,
            plan.NewValue(Name, Layer.Output),
            (x, y) => new ChannelPad(x.Grid, y.Grid, _before),
            "",
            $"{Name}: y = x between channels of zeros, {Layer.Input} -> {Layer.Output}");
    }

    public override Value Backward(PlanBuilder plan, Value dy, bool wantsInputGradient)
    {
        if (!wantsInputGradient)
        {
            return dy;
        }

        return Map(
            plan,
            dy,
            plan.NewValue(InputGradient, Layer.Input),
            (dy, dx) => new ChannelSlice(dy.Grid, dx.Grid, _before),
            "Gradient",
            $"{Name}: dx = channels {_before} to {_before + Layer.Input.Dimensions[0] - 1} of dy, {Layer.Output} -> {Layer.Input}");
    }
}
