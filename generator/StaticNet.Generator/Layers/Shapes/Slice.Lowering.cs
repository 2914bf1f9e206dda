using System;
using StaticNet.Generator.Ir;
using StaticNet.Generator.Model;
using StaticNet.Generator.Passes;

namespace StaticNet.Generator.Layers;

internal sealed partial record Slice
{
    public override LayerLowering Lower(AnalyzedLayer layer)
    {
        if (Axis == 0)
        {
            return new ChannelSliceLowering(layer, Start);
        }

        bool isLines = layer.Input.Rank == 3 && Axis == 1;
        return new ResampleLowering(
            layer,
            ResampleLowering.OfLines(layer.Input, AxisMapKind.Padded, isLines ? -Start : 0),
            ResampleLowering.OfPixels(layer.Input, AxisMapKind.Padded, isLines ? 0 : -Start),
            FormattableString.Invariant($"{(isLines ? "lines" : "pixels")} {Start} to {Start + Length - 1} of x"));
    }
}

/// <summary>Some of the channels or features. Backward puts them between zeros.</summary>
internal sealed class ChannelSliceLowering(AnalyzedLayer layer, int start) : UnaryLowering(layer)
{
    public override Value Forward(PlanBuilder plan, Value x)
    {
        x = ToPixels(plan, x);
        return Map(
            plan,
            x,
            plan.NewValue(Name, Layer.Output),
            (x, y) => new ChannelSlice(x.Grid, y.Grid, start),
            "",
            $"{Name}: y = channels {start} to {start + Layer.Output.Dimensions[0] - 1} of x, {Layer.Input} -> {Layer.Output}");
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
            (dy, dx) => new ChannelPad(dy.Grid, dx.Grid, start),
            "Gradient",
            $"{Name}: dx = dy between channels of zeros, {Layer.Output} -> {Layer.Input}");
    }
}
