using StaticNet.Generator.Analysis;
using StaticNet.Generator.Model;

namespace StaticNet.Generator.Layers;

/// <summary>Over the features of a flat input or the channels at each position: an output sees all of them.</summary>
internal abstract partial record SoftmaxLayer : SimpleLayer
{
    public sealed override LayerTraits Traits => LayerTraits.Of(LayerRoles.None);

    public sealed override LayerFacts Infer(LayerContext context)
        => LayerNorm.OfChannels(context, LayerFacts.Unchanged(context));
}
