using StaticNet.Generator.Ir;
using StaticNet.Generator.Model;
using StaticNet.Generator.Passes;

namespace StaticNet.Generator.Layers;

internal sealed partial record GlobalMaxPool
{
    public override LayerLowering Lower(AnalyzedLayer layer) => new LargestLowering(
        layer,
        static (x, y) => new GlobalLargest(x.Grid, y.Row),
        static (x, y, dy, dx) => new GlobalLargestGradient(x.Grid, y.Row, dy.Row, dx.Grid),
        "the pixels of x");
}
