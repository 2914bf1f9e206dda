using System;
using StaticNet.Generator.Ir;
using StaticNet.Generator.Model;
using StaticNet.Generator.Passes;

namespace StaticNet.Generator.Layers;

internal sealed partial record Slice
{
    public override LayerLowering Lower(AnalyzedLayer layer)
    {
        bool isLines = layer.Input.Rank == 3 && Axis == 1;
        string part = FormattableString.Invariant($"{(Axis == 0 ? "channels" : isLines ? "lines" : "pixels")} {Start} to {Start + Length - 1} of x");
        return Axis == 0
            ? new MapLowering(
                layer,
                (x, y) => new ChannelSlice(x.Grid, y.Grid, Start),
                part,
                (dy, dx) => new ChannelPad(dy.Grid, dx.Grid, Start),
                "dy between channels of zeros")
            : Resampling.Lower(
                layer, Resampling.OfLines(layer.Input, AxisMapKind.Padded, isLines ? -Start : 0), Resampling.OfPixels(layer.Input, AxisMapKind.Padded, isLines ? 0 : -Start), part);
    }
}
