using StaticNet.Generator.Ir;
using StaticNet.Generator.Model;
using StaticNet.Generator.Passes;

namespace StaticNet.Generator.Layers;

internal sealed partial record GlobalMaxPool
{
    public override LayerLowering Lower(AnalyzedLayer layer) => new GlobalMaxPoolLowering(layer);
}

/// <summary>The largest of all pixels, channel by channel.</summary>
internal sealed class GlobalMaxPoolLowering(AnalyzedLayer layer) : UnaryLowering(layer)
{
    // Kept: which pixel was the largest is found again by comparing.
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
            static (x, y) => new GlobalLargest(x.Grid, y.Row),
            "",
            $"{Name}: y = the largest of the pixels of x, {Layer.Input} -> {Layer.Output}");
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
            (at, _) => new GlobalLargestGradient(at(x).Grid, at(y).Row, at(dy).Row, at(dx).Grid),
            EquatableArray.Of<Operand>(new Operand.Activation(x.Id), new Operand.Activation(y.Id), new Operand.Activation(dy.Id), new Operand.Activation(dx.Id)),
            Name,
            "Gradient",
            $"{Name}: dx = dy where x is the first largest, {Layer.Output} -> {Layer.Input}"));
        return dx;
    }
}
