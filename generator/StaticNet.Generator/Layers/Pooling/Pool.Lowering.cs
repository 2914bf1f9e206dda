using StaticNet.Generator.Ir;
using StaticNet.Generator.Model;
using StaticNet.Generator.Passes;

namespace StaticNet.Generator.Layers;

internal abstract partial record Pool
{
    public sealed override LayerLowering Lower(AnalyzedLayer layer) => new PoolLowering(layer, IsMean, CountsPadding, CeilMode);
}

/// <summary>The largest or the mean of each window of pixels, channel by channel.</summary>
internal sealed class PoolLowering(AnalyzedLayer layer, bool isMean, bool countsPadding, bool roundsUp) : UnaryLowering(layer)
{
    private readonly ConvGeometry _geometry = layer.Geometry!.Value;
    private readonly PoolMean _mean = !isMean ? PoolMean.None : !countsPadding ? PoolMean.OfValues : roundsUp ? PoolMean.OfPadded : PoolMean.OfAll;

    // Kept: which pixel was the largest is found again by comparing.
    private Value? _x;
    private Value? _y;

    public override Value Forward(PlanBuilder plan, Value x)
    {
        x = ToPixels(plan, x);
        string comment = $"{Name}: y = {(isMean ? "mean" : "largest")} of {_geometry.KernelHeight} x {_geometry.KernelWidth}, {Layer.Input} -> {Layer.Output}";
        Value y = plan.NewValue(Name, Layer.Output);
        (_x, _y) = (x, y);
        plan.Add(new DraftStep(
            (at, _) => new Pooling(at(x).Grid, at(y).Grid, _geometry, _mean),
            EquatableArray.Of<Operand>(new Operand.Activation(x.Id), new Operand.Activation(y.Id)),
            Name,
            "",
            comment)
        {
            Pooled = !isMean && !roundsUp && IsHalving(_geometry) ? x.Id : -1,
        });
        return y;
    }

    public override Value Backward(PlanBuilder plan, Value dy, bool wantsInputGradient)
    {
        if (!wantsInputGradient)
        {
            return dy;
        }

        (Value x, Value y) = (_x!, _y!);
        Value dx = plan.NewValue(Gradient(x.Name), Layer.Input);
        plan.Add(new DraftStep(
            (at, _) => new PoolingGradient(isMean ? default : at(x).Grid, isMean ? default : at(y).Grid, at(dy).Grid, at(dx).Grid, _geometry, _mean),
            isMean
                ? EquatableArray.Of<Operand>(new Operand.Activation(dy.Id), new Operand.Activation(dx.Id))
                : EquatableArray.Of<Operand>(
                    new Operand.Activation(x.Id), new Operand.Activation(y.Id), new Operand.Activation(dy.Id), new Operand.Activation(dx.Id)),
            Name,
            "Gradient",
            $"{Name}: {(isMean ? $"dx = sum of dy / {(_mean == PoolMean.OfAll ? $"{_geometry.KernelHeight * _geometry.KernelWidth}" : "values of the window")}" : "dx = dy where x is the first largest")}, {Layer.Output} -> {Layer.Input}"));
        return dx;
    }

    private static bool IsHalving(ConvGeometry g)
        => g is { KernelHeight: 2, KernelWidth: 2, StrideHeight: 2, StrideWidth: 2, PadTop: 0, PadLeft: 0, PadBottom: 0, PadRight: 0, DilationHeight: 1, DilationWidth: 1 };
}
