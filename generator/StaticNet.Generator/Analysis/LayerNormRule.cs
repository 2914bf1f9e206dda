using System.Linq;
using StaticNet.Generator.Model;

namespace StaticNet.Generator.Analysis;

/// <summary>A norm over the features of a flat input or the channels at each position: an output sees all of them.</summary>
internal static class LayerNormRule
{
    public static LayerFacts Infer(LayerNorm layer, LayerContext context)
        => NormRule.Infer("LayerNorm", layer.Epsilon, context) with
        {
            ReceptiveField = context.Input.Rank == 1
                ? ReceptiveField.Whole(context.NetworkInput)
                : context.ReceptiveField with
                {
                    Extents = context.ReceptiveField.Extents
                        .Select((extent, dimension) => dimension == 0 ? context.NetworkInput.Dimensions[0] : extent)
                        .ToEquatableArray(),
                },
        };
}
