using StaticNet.Generator.Model;

namespace StaticNet.Generator.Analysis;

/// <summary>Any shape in, the same shape out, each value for itself.</summary>
internal static class ActivationRule
{
    public static LayerFacts Infer(LayerContext context)
        => new(context.Input, EquatableArray<TensorModel>.Empty, MultiplyAdds: 0, context.ReceptiveField)
        {
            IsOutputKnown = context.IsInputKnown,
        };
}
