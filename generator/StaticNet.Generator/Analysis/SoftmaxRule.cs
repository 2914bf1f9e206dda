using StaticNet.Generator.Model;

namespace StaticNet.Generator.Analysis;

/// <summary>A flat vector in, a flat vector out; each output depends on every input.</summary>
internal static class SoftmaxRule
{
    public static LayerFacts Infer(Layer layer, LayerContext context)
    {
        FlattenRule.RequireFlat(context, layer.GetType().Name);
        return FlattenRule.Infer(context) with { ReceptiveField = ReceptiveField.Whole(context.NetworkInput) };
    }
}
