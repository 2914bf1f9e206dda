using StaticNet.Generator.Model;

namespace StaticNet.Generator.Lowering;

/// <summary>The mean of all pixels, channel by channel.</summary>
internal sealed class GlobalAveragePoolRule(AnalyzedLayer layer) : LayerRule(layer)
{
    public override Value Forward(PlanBuilder plan, Value x)
    {
        x = ToGrid(plan, x);
        Value y = plan.NewValue(Name, Layer.Output);
        plan.Add(new PlanBuilder.DraftStep(
            (at, _) => new GlobalMean(at(x).Grid, at(y).Row),
            EquatableArray.Of<Operand>(new Operand.Activation(x.Id), new Operand.Activation(y.Id)),
            [x.Id],
            y.Id,
            -1,
            Name,
            "",
            $"{Name}: y = mean over the pixels of x, {Layer.Input} -> {Layer.Output}"));
        return y;
    }

    public override Value Backward(PlanBuilder plan, Value dy, bool wantsInputGradient)
    {
        if (!wantsInputGradient)
        {
            return dy;
        }

        Value dx = plan.NewValue(Gradient(Name) + "In", Layer.Input);
        plan.Add(new PlanBuilder.DraftStep(
            (at, _) => new GlobalMeanGradient(at(dy).Row, at(dx).Grid),
            EquatableArray.Of<Operand>(new Operand.Activation(dy.Id), new Operand.Activation(dx.Id)),
            [dy.Id],
            dx.Id,
            -1,
            Name,
            "Gradient",
            $"{Name}: dx = dy / pixels, {Layer.Output} -> {Layer.Input}"));
        return dx;
    }
}
