using StaticNet.Generator.Ir;
using StaticNet.Generator.Model;
using StaticNet.Generator.Passes;

namespace StaticNet.Generator.Layers;

internal sealed partial record Flatten
{
    public override LayerLowering Lower(AnalyzedLayer layer) => new FlattenLowering(layer);
}

/// <summary>
/// Channels-first order, as PyTorch flattens. What the caller brought is in that order already and is only called a row; other values are put into it.
/// </summary>
internal sealed class FlattenLowering(AnalyzedLayer layer) : UnaryLowering(layer)
{
    public override Value Forward(PlanBuilder plan, Value x) => ToRow(plan, x, Name);

    public override Value Backward(PlanBuilder plan, Value dy, bool wantsInputGradient)
        => Layer.Input.Rank == 1 || !wantsInputGradient
            ? dy
            : Reorder(
                plan,
                dy,
                plan.NewValue(InputGradient, Layer.Input),
                "Gradient",
                $"{Name}: dx = dy, pixel after pixel, {Layer.Output} -> {Layer.Input}");
}
