using StaticNet.Generator.Ir;
using StaticNet.Generator.Model;
using StaticNet.Generator.Passes;

namespace StaticNet.Generator.Layers;

internal sealed partial record GlobalAveragePool
{
    public override LayerLowering Lower(AnalyzedLayer layer) => new GlobalAveragePoolLowering(layer);
}

/// <summary>The mean of all pixels, channel by channel.</summary>
internal sealed class GlobalAveragePoolLowering(AnalyzedLayer layer) : UnaryLowering(layer)
{
    public override Value Forward(PlanBuilder plan, Value x)
    {
        x = ToPixels(plan, x);
        return Map(
            plan,
            x,
            plan.NewValue(Name, Layer.Output),
            static (x, y) => new GlobalMean(x.Grid, y.Row),
            "",
            $"{Name}: y = mean over the pixels of x, {Layer.Input} -> {Layer.Output}");
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
            static (dy, dx) => new GlobalMeanGradient(dy.Row, dx.Grid),
            "Gradient",
            $"{Name}: dx = dy / pixels, {Layer.Output} -> {Layer.Input}");
    }
}
