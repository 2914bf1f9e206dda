using StaticNet.Generator.Ir;
using StaticNet.Generator.Model;
using StaticNet.Generator.Passes;

namespace StaticNet.Generator.Layers;

/// <summary>Convolutions that make each output channel of the input channel of the same number.</summary>
internal sealed class DepthwiseLowering(AnalyzedLayer layer) : DepthwiseSteps(layer)
{
    // Kept: the weight's gradient is made of it.
    private Value? _x;

    public override Value Forward(PlanBuilder plan, Value x)
    {
        x = ToPixels(plan, x);
        plan.NeedBorder(x, Geometry.Border);
        _x = x;
        Value y = plan.NewValue(Name, Layer.Output);
        AddConvolution(plan, x, y, Bias, "", $"{Name}: y = W * x{(Bias is null ? "" : " + b")}, channel by channel, {Layer.Input} -> {Layer.Output}");
        return y;
    }

    public override Value Backward(PlanBuilder plan, Value dy, bool wantsInputGradient)
    {
        Value x = _x!;
        AddParameterGradients(
            plan, Weight, Bias, x, dy, (input, gradient) => new DepthwiseWeightGradient(input, gradient, Lines, Pixels, RowStride), "dW += x * dy, channel by channel");
        if (!wantsInputGradient)
        {
            return dy;
        }

        Value dx = plan.NewValue(Gradient(x.Name), Layer.Input);
        AddTransposed(
            plan, dy, dx, bias: null, "InputGradient", $"{Name}: dx = W turned around * dy, channel by channel, {Layer.Output} -> {Layer.Input}");
        return dx;
    }
}
