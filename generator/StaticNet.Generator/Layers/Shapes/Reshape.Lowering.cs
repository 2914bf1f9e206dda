using StaticNet.Generator.Ir;
using StaticNet.Generator.Model;
using StaticNet.Generator.Passes;

namespace StaticNet.Generator.Layers;

internal sealed partial record Reshape
{
    public override LayerLowering Lower(AnalyzedLayer layer) => new ReshapeLowering(layer);
}

/// <summary>Through a row of channels-first order, which both shapes have in common.</summary>
internal sealed class ReshapeLowering(AnalyzedLayer layer) : UnaryLowering(layer)
{
    public override Value Forward(PlanBuilder plan, Value x)
    {
        Value row = ToRow(plan, x, Layer.Output.Rank == 1 ? Name : Name + "Row");
        return Layer.Output.Rank == 1
            ? row
            : Reorder(plan, row, plan.NewValue(Name, Layer.Output), "Pixels", $"{Name}: y = x, pixel after pixel, {row.Shape} -> {Layer.Output}");
    }

    public override Value Backward(PlanBuilder plan, Value dy, bool wantsInputGradient)
    {
        if (!wantsInputGradient)
        {
            return dy;
        }

        var row = Shape.Of((int)Layer.Input.Length);
        if (Layer.Output.Rank > 1)
        {
            ValueName name = Layer.Input.Rank == 1 ? InputGradient : new ValueName(Gradient(Name) + "Row");
            dy = Reorder(plan, dy, plan.NewValue(name, row), "RowGradient", $"{Name}: dx = dy as one row, {Layer.Output} -> {row}");
        }

        return Layer.Input.Rank == 1
            ? dy
            : Reorder(plan, dy, plan.NewValue(InputGradient, Layer.Input), "Gradient", $"{Name}: dx = dy, pixel after pixel, {row} -> {Layer.Input}");
    }
}
