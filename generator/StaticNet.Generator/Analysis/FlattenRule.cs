using StaticNet.Generator.Model;

namespace StaticNet.Generator.Analysis;

/// <summary>Any shape in, one flat vector of as many values out, in the same order.</summary>
internal static class FlattenRule
{
    public static LayerFacts Infer(LayerContext context)
        => ActivationRule.Infer(context) with { Output = Shape.Of((int)context.Input.Length) };
}
