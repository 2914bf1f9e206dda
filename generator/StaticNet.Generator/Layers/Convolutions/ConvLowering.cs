using StaticNet.Generator.Ir;
using StaticNet.Generator.Model;
using StaticNet.Generator.Passes;

namespace StaticNet.Generator.Layers;

/// <summary>Convolutions. The caller's inputs are read as they lie where there is no padding.</summary>
internal sealed class ConvLowering(AnalyzedLayer layer) : ConvSteps(layer)
{
    // Kept: the weight's gradient is made of it.
    private Value? _x;

    public override Value Forward(PlanBuilder plan, Value x)
    {
        var border = Geometry.Border;
        if (!border.IsNone)
        {
            x = ToBordered(plan, x);
            plan.NeedBorder(x, border);
        }

        _x = x;
        Value y = plan.NewValue(Name, Layer.Output);
        AddConvolution(plan, x, y, Bias, "", $"{Name}: y = W * x{(Bias is null ? "" : " + b")}, {Layer.Input} -> {Layer.Output}");
        return y;
    }

    public override Value Backward(PlanBuilder plan, Value dy, bool wantsInputGradient)
    {
        Value x = _x!;
        AddParameterGradients(
            plan, Weight, Bias, x, dy, (input, gradient) => new ConvolutionWeightGradient(input, gradient, Geometry, RowStride), "dW += x * dy");
        if (!wantsInputGradient)
        {
            return dy;
        }

        Value dx = plan.NewValue(Gradient(x.Name), Layer.Input);
        AddTransposed(plan, dy, dx, bias: null, "InputGradient", $"{Name}: dx = Wᵀ * dy, {Layer.Output} -> {Layer.Input}", "; x is dy, y is dx", "");
        return dx;
    }
}
