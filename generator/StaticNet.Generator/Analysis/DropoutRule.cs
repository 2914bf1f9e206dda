using StaticNet.Generator.Model;

namespace StaticNet.Generator.Analysis;

/// <summary>Any shape in, the same shape out.</summary>
internal static class DropoutRule
{
    public static LayerFacts Infer(Dropout layer, LayerContext context)
    {
        Arguments.RequireRate(context, "Dropout", "rate", layer.Rate);
        return ActivationRule.Infer(context);
    }
}
