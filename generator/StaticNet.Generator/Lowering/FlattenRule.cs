using StaticNet.Generator.Model;

namespace StaticNet.Generator.Lowering;

/// <summary>
/// Channels-first order, as PyTorch flattens. What the caller brought is in that order already; an activation with pixels is put into it.
/// </summary>
internal sealed class FlattenRule(AnalyzedLayer layer) : LayerRule(layer)
{
    private bool _isInOrder;

    public override Value Forward(PlanBuilder plan, Value x)
    {
        _isInOrder = x.Home == Home.Inputs || x.Shape.Rank == 1;
        return _isInOrder ? x : Relayout(plan, x, Name, Shape.Of(x.Length), "", $"{Name}: y = x as one row, channel after channel, {Layer.Input} -> {Layer.Output}");
    }

    public override Value Backward(PlanBuilder plan, Value dy, bool wantsInputGradient)
        => _isInOrder || !wantsInputGradient
            ? dy
            : Relayout(plan, dy, Gradient(Name) + "In", Layer.Input, "Gradient", $"{Name}: dx = dy, pixel after pixel, {Layer.Output} -> {Layer.Input}");
}
