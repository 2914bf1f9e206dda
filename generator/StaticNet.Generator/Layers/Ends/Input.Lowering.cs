using System.Collections.Generic;
using StaticNet.Generator.Ir;
using StaticNet.Generator.Model;
using StaticNet.Generator.Passes;

namespace StaticNet.Generator.Layers;

internal sealed partial record Input
{
    public override LayerLowering Lower(AnalyzedLayer layer) => new InputLowering(layer);
}

/// <summary>The caller has the inputs of a sample one behind another, each channels first: an input is copied out of them, pixel after pixel.</summary>
internal sealed class InputLowering(AnalyzedLayer layer) : UnaryLowering(layer)
{
    public override Value Forward(PlanBuilder plan, Value x)
        => Map(
            plan,
            x,
            plan.NewValue(Name, Layer.Output),
            (from, to) => Layer.Output.Rank == 1
                ? new ChannelSlice(from.Grid, to.Grid, Layer.InputOffset)
                : new Relayout(Grid.ChannelsFirst(Layer.Output, from.SampleStride) with { Origin = Layer.InputOffset }, to.Grid, IsPart: true),
            "",
            $"{Name}: its part of the inputs, pixel after pixel, {Layer.Output}");

    // Nothing is learnt before it.
    public override Value Backward(PlanBuilder plan, Value dy, bool wantsInputGradient) => dy;
}
