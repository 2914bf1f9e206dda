using StaticNet.Generator.Ir;
using StaticNet.Generator.Model;
using StaticNet.Generator.Passes;

namespace StaticNet.Generator.Layers;

internal abstract partial record Reduce
{
    public sealed override LayerLowering Lower(AnalyzedLayer layer)
    {
        ReducedAxis axis = ReducedAxes.Of(Axis, layer.Input.Rank);
        string along = $" along the {axis.ToString().ToLowerInvariant()}";
        if (this is ReduceMax)
        {
            return new LargestLowering(
                layer,
                (x, y) => new AxisLargest(x.Pixels, y.Pixels, axis),
                (x, y, dy, dx) => new AxisLargestGradient(x.Pixels, y.Pixels, dy.Pixels, dx.Pixels, axis),
                "x" + along,
                along);
        }

        (string word, float factor, string gradient) = this is ReduceMean ? ("mean", 1f / layer.Input.Dimensions[Axis], "dy / n, along the axis") : ("sum", 1f, "dy, along the axis");
        return new MapLowering(
            layer,
            (x, y) => new AxisSum(x.Pixels, y.Pixels, axis, factor),
            $"{word} of x{along}",
            (dy, dx) => new AxisSumGradient(dy.Pixels, dx.Pixels, axis, factor),
            gradient);
    }
}
