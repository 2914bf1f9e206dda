using System;
using StaticNet.Generator.Ir;
using StaticNet.Generator.Model;

namespace StaticNet.Generator.Passes;

/// <summary>The largest of some values: which one it was is found again by comparing, so x and y are kept.</summary>
/// <param name="layer">The layer.</param>
/// <param name="forward">The kernel that makes y of x.</param>
/// <param name="backward">The kernel that makes dx of x, y and dy.</param>
/// <param name="of">What y is the largest of, for the comment.</param>
/// <param name="along">What dx is compared along.</param>
internal sealed class LargestLowering(
    AnalyzedLayer layer, Func<Value, Value, Kernel> forward, Func<Value, Value, Value, Value, Kernel> backward, string of, string along = "") : UnaryLowering(layer)
{
    private Value? _x;
    private Value? _y;

    public override Value Forward(PlanBuilder plan, Value x)
    {
        x = ToPixels(plan, x);
        Value y = plan.NewValue(Name, Layer.Output);
        (_x, _y) = (x, y);
        return Map(plan, x, y, forward, "", $"{Name}: y = the largest of {of}, {Layer.Input} -> {Layer.Output}");
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
            (at, _) => backward(at(x), at(y), at(dy), at(dx)),
            EquatableArray.Of<Operand>(new Operand.Activation(x.Id), new Operand.Activation(y.Id), new Operand.Activation(dy.Id), new Operand.Activation(dx.Id)),
            Name,
            "Gradient",
            $"{Name}: dx = dy where x is the first largest{along}, {Layer.Output} -> {Layer.Input}"));
        return dx;
    }
}
