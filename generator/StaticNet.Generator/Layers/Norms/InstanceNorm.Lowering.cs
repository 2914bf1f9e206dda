using StaticNet.Generator.Model;
using StaticNet.Generator.Passes;

namespace StaticNet.Generator.Layers;

internal sealed partial record InstanceNorm
{
    /// <summary>That of a group norm with a channel a group.</summary>
    public override LayerLowering Lower(AnalyzedLayer layer) => new GroupNormLowering(layer, layer.Input.Dimensions[0], Epsilon);
}
