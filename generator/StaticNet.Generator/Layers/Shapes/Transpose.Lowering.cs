using System;
using StaticNet.Generator.Ir;
using StaticNet.Generator.Model;
using StaticNet.Generator.Passes;

namespace StaticNet.Generator.Layers;

internal sealed partial record Transpose
{
    public override LayerLowering Lower(AnalyzedLayer layer)
    {
        ReducedAxis first = ReducedAxes.Of(Math.Min(First, Second), layer.Input.Rank), second = ReducedAxes.Of(Math.Max(First, Second), layer.Input.Rank);
        return new MapLowering(
            layer,
            (x, y) => new AxisExchange(x.Grid, y.Grid, first, second),
            "x with two axes exchanged",
            (dy, dx) => new AxisExchange(dy.Grid, dx.Grid, first, second),
            "dy with the axes exchanged again");
    }
}
