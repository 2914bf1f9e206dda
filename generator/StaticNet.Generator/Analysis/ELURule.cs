using StaticNet.Generator.Model;

namespace StaticNet.Generator.Analysis;

/// <summary>An activation whose alpha is more than 0.</summary>
internal static class ELURule
{
    public static LayerFacts Infer(ELU layer, LayerContext context)
    {
        Arguments.RequirePositive(context, "ELU", "alpha", layer.Alpha);
        return ActivationRule.Infer(context);
    }
}
