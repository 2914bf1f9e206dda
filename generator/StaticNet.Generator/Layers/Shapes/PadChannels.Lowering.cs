using StaticNet.Generator.Ir;
using StaticNet.Generator.Model;
using StaticNet.Generator.Passes;

namespace StaticNet.Generator.Layers;

internal sealed partial record PadChannels
{
    // Backward takes the channels between the zeros.
    public override LayerLowering Lower(AnalyzedLayer layer) => new MapLowering(
        layer,
        (x, y) => new ChannelPad(x.Grid, y.Grid, Before),
        "x between channels of zeros",
        (dy, dx) => new ChannelSlice(dy.Grid, dx.Grid, Before),
        $"channels {Before} to {Before + layer.Input.Dimensions[0] - 1} of dy");
}
