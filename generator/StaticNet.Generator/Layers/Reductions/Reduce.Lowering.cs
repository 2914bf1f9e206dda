using StaticNet.Generator.Ir;
using StaticNet.Generator.Model;
using StaticNet.Generator.Passes;

namespace StaticNet.Generator.Layers;

internal abstract partial record Reduce
{
    public sealed override LayerLowering Lower(AnalyzedLayer layer)
    {
        ReducedAxis axis = ReducedAxes.Of(Axis, layer.Input.Rank);
        float factor = this is ReduceMean ? 1f / layer.Input.Dimensions[Axis] : 1f;
        string word = this is ReduceMean ? "mean" : "sum";
        return this is ReduceMax
            ? new ReduceMaxLowering(layer, axis)
            : new MapLowering(
                layer,
                (x, y) => new AxisSum(x.Pixels, y.Pixels, axis, factor),
                $"{word} of x along the {axis.ToString().ToLowerInvariant()}",
                (dy, dx) => new AxisSumGradient(dy.Pixels, dx.Pixels, axis, factor),
                this is ReduceMean ? "dy / n, along the axis" : "dy, along the axis");
    }
}

/// <summary>The largest value along an axis.</summary>
internal sealed class ReduceMaxLowering(AnalyzedLayer layer, ReducedAxis axis) : UnaryLowering(layer)
{
    // Kept: which value was the largest is found again by comparing.
    private Value? _x;
    private Value? _y;

    public override Value Forward(PlanBuilder plan, Value x)
    {
        x = ToPixels(plan, x);
        Value y = plan.NewValue(Name, Layer.Output);
        (_x, _y) = (x, y);
        return Map(
            plan,
            x,
            y,
            (x, y) => new AxisLargest(x.Pixels, y.Pixels, axis),
            "",
            $"{Name}: y = the largest of x along the {axis.ToString().ToLowerInvariant()}, {Layer.Input} -> {Layer.Output}");
    }

    public override Value Backward(PlanBuilder plan, Value dy, bool wantsInputGradient)
    {
        if (!wantsInputGradient)
        {
            return dy;
        }

        (Value x, Value y) = (_x!, _y!);
        Value dx = plan.NewValue(InputGradient, Layer.Input);
        plan.Add(new DraftStep(
            (at, _) => new AxisLargestGradient(at(x).Pixels, at(y).Pixels, at(dy).Pixels, at(dx).Pixels, axis),
            EquatableArray.Of<Operand>(new Operand.Activation(x.Id), new Operand.Activation(y.Id), new Operand.Activation(dy.Id), new Operand.Activation(dx.Id)),
            Name,
            "Gradient",
            $"{Name}: dx = dy where x is the first largest along the {axis.ToString().ToLowerInvariant()}, {Layer.Output} -> {Layer.Input}"));
        return dx;
    }
}
