using StaticNet.Generator.Model;
using StaticNet.Generator.Passes;

namespace StaticNet.Generator.Layers;

internal abstract partial record ConvLayer
{
    public sealed override LayerLowering Lower(AnalyzedLayer layer) => DepthwiseSteps.Takes(layer) ? new DepthwiseLowering(layer) : new ConvLowering(layer);
}
