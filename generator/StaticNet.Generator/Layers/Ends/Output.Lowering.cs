using StaticNet.Generator.Ir;
using StaticNet.Generator.Model;
using StaticNet.Generator.Passes;

namespace StaticNet.Generator.Layers;

internal sealed partial record Output
{
    public override LayerLowering Lower(AnalyzedLayer layer) => new OutputLowering(layer);
}

/// <summary>Only a name for the value.</summary>
internal sealed class OutputLowering(AnalyzedLayer layer) : UnaryLowering(layer)
{
    public override Value Forward(PlanBuilder plan, Value x) => x;

    public override Value Backward(PlanBuilder plan, Value dy, bool wantsInputGradient) => dy;
}
