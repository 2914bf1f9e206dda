using StaticNet.Generator.Model;
using StaticNet.Generator.Passes;

namespace StaticNet.Generator.Layers;

internal sealed partial record RMSNorm
{
    /// <summary>That of a layer norm without a bias.</summary>
    public override LayerLowering Lower(AnalyzedLayer layer) => new LayerNormLowering(layer, Epsilon);
}
