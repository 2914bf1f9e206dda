using StaticNet.Generator.Ir;
using StaticNet.Generator.Model;
using StaticNet.Generator.Passes;

namespace StaticNet.Generator.Layers;

/// <summary>Lines and pixels of another image. Backward gives each gradient to what its pixel was made of.</summary>
/// <param name="layer">The layer.</param>
/// <param name="lines">What the lines are made of.</param>
/// <param name="pixels">What the pixels of a line are made of.</param>
/// <param name="what">What the output is, for the comment.</param>
internal sealed class ResampleLowering(AnalyzedLayer layer, AxisMap lines, AxisMap pixels, string what) : UnaryLowering(layer)
{
    public override Value Forward(PlanBuilder plan, Value x)
    {
        x = ToPixels(plan, x);
        return Map(
            plan,
            x,
            plan.NewValue(Name, Layer.Output),
            (x, y) => new Resample(x.Grid, y.Grid, lines, pixels),
            "",
            $"{Name}: y = {what}, {Layer.Input} -> {Layer.Output}");
    }

    public override Value Backward(PlanBuilder plan, Value dy, bool wantsInputGradient)
    {
        if (!wantsInputGradient)
        {
            return dy;
        }

        return Map(
            plan,
            dy,
            plan.NewValue(InputGradient, Layer.Input),
            (dy, dx) => new ResampleGradient(dy.Grid, dx.Grid, lines, pixels),
            "Gradient",
            $"{Name}: dx = the sum of dy where y was made of x, {Layer.Output} -> {Layer.Input}");
    }

    /// <summary>The maps of an image, or of a sequence, which is one line.</summary>
    public static AxisMap OfLines(Shape input, AxisMapKind kind, int number)
        => input.Rank < 3 ? AxisMap.Unchanged(1) : new AxisMap(kind, number, input.Dimensions[1]);

    /// <summary>What the pixels of a line are made of.</summary>
    public static AxisMap OfPixels(Shape input, AxisMapKind kind, int number) => new(kind, number, input.Dimensions[input.Rank - 1]);
}
