using StaticNet.Generator.Model;

namespace StaticNet.Generator.Analysis;

/// <summary>An activation whose slope is any finite number.</summary>
internal static class LeakyReLURule
{
    public static LayerFacts Infer(LeakyReLU layer, LayerContext context)
    {
        Arguments.RequireFinite(context, "LeakyReLU", "slope", layer.Slope);
        return ActivationRule.Infer(context);
    }
}
