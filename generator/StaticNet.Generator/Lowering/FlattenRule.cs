using StaticNet.Generator.Model;

namespace StaticNet.Generator.Lowering;

/// <summary>Channels-first values are in their order already: flattening is a change of shape and no work.</summary>
internal sealed class FlattenRule(AnalyzedLayer layer) : LayerRule(layer)
{
    public override Value Forward(PlanBuilder plan, Value x) => x;

    public override Value Backward(PlanBuilder plan, Value dy, bool wantsInputGradient) => dy;
}
