using StaticNet.Generator.Ir;
using StaticNet.Generator.Model;
using StaticNet.Generator.Passes;

namespace StaticNet.Generator.Layers;

internal sealed partial record GlobalAveragePool
{
    public override LayerLowering Lower(AnalyzedLayer layer) => new MapLowering(
        layer,
        static (x, y) => new GlobalMean(x.Grid, y.Row),
        "mean over the pixels of x",
        static (dy, dx) => new GlobalMeanGradient(dy.Row, dx.Grid),
        "dy / pixels");
}
