using System;
using StaticNet.Generator.Ir;
using StaticNet.Generator.Model;

namespace StaticNet.Generator.Passes;

/// <summary>One step each way: a layer whose gradient needs nothing but that of its output.</summary>
/// <param name="layer">The layer.</param>
/// <param name="forward">The kernel that makes y of x.</param>
/// <param name="equation">What y is, for the comment.</param>
/// <param name="backward">The kernel that makes dx of dy.</param>
/// <param name="gradientEquation">What dx is.</param>
internal sealed class MapLowering(
    AnalyzedLayer layer, Func<Value, Value, Kernel> forward, string equation, Func<Value, Value, Kernel> backward, string gradientEquation) : UnaryLowering(layer)
{
    public override Value Forward(PlanBuilder plan, Value x)
        => Map(plan, ToPixels(plan, x), plan.NewValue(Name, Layer.Output), forward, "", $"{Name}: y = {equation}, {Layer.Input} -> {Layer.Output}");

    public override Value Backward(PlanBuilder plan, Value dy, bool wantsInputGradient)
        => wantsInputGradient
            ? Map(plan, dy, plan.NewValue(InputGradient, Layer.Input), backward, "Gradient", $"{Name}: dx = {gradientEquation}, {Layer.Output} -> {Layer.Input}")
            : dy;
}
