using StaticNet.Generator.Analysis;
using StaticNet.Generator.Model;

namespace StaticNet.Generator.Layers;

/// <summary>A flat vector in, a flat vector out; each output depends on every input.</summary>
internal abstract partial record SoftmaxLayer : SimpleLayer
{
    public sealed override LayerTraits Traits => LayerTraits.Of(LayerRoles.None);

    public sealed override LayerFacts Infer(LayerContext context)
    {
        context.RequireFlat(GetType().Name);
        return LayerFacts.Flat(context) with { ReceptiveField = context.ReceptiveField.Whole() };
    }
}
