using StaticNet.Generator.Ir;
using StaticNet.Generator.Model;
using StaticNet.Generator.Passes;

namespace StaticNet.Generator.Layers;

internal abstract partial record ConvTranspose
{
    public sealed override LayerLowering Lower(AnalyzedLayer layer)
        => DepthwiseSteps.Takes(layer) ? new DepthwiseTransposeLowering(layer) : new ConvTransposeLowering(layer);
}

/// <summary>
/// A transposed convolution is what the gradient of a convolution's input is computed by, and the gradient of its own input is that convolution. In that
/// of the weights, x and dy change places.
/// </summary>
internal sealed class ConvTransposeLowering(AnalyzedLayer layer) : ConvSteps(layer)
{
    // Kept: the weight's gradient is made of it.
    private Value? _x;

    public override Value Forward(PlanBuilder plan, Value x)
    {
        x = ToPixels(plan, x);
        _x = x;
        TensorModel? bias = TransposedTakesBias(plan, x.Shape, Layer.Output) ? Bias : null;
        Value y = plan.NewValue(bias == Bias ? Name : Name + "Products", Layer.Output);
        string comment = $"{Name}: y = Wᵀ * x{(bias is null ? "" : " + b")}, {Layer.Input} -> {Layer.Output}";
        AddTransposed(plan, x, y, bias, "", comment, "", "; dy is x, dx is y");
        return bias == Bias ? y : AddBias(plan, y, Bias!);
    }

    public override Value Backward(PlanBuilder plan, Value dy, bool wantsInputGradient)
    {
        Value x = _x!;
        plan.NeedBorder(dy, Geometry.Border);
        AddParameterGradients(
            plan, Weight, null, dy, x, (gradient, input) => new ConvolutionWeightGradient(gradient, input, Geometry, RowStride), "dW += dy * x; x is dy, dy is x");
        if (Bias is not null)
        {
            AddBiasGradient(plan, Bias, dy);
        }

        if (!wantsInputGradient)
        {
            return dy;
        }

        Value dx = plan.NewValue(Gradient(x.Name), Layer.Input);
        AddConvolution(plan, dy, dx, bias: null, "InputGradient", $"{Name}: dx = W * dy, {Layer.Output} -> {Layer.Input}; x is dy, y is dx");
        return dx;
    }
}

/// <summary>The same, channel by channel.</summary>
internal sealed class DepthwiseTransposeLowering(AnalyzedLayer layer) : DepthwiseSteps(layer)
{
    // Kept: the weight's gradient is made of it.
    private Value? _x;

    public override Value Forward(PlanBuilder plan, Value x)
    {
        x = ToPixels(plan, x);
        _x = x;
        TensorModel? bias = TransposedTakesBias(Layer.Output) ? Bias : null;
        Value y = plan.NewValue(bias == Bias ? Name : Name + "Products", Layer.Output);
        AddTransposed(plan, x, y, bias, "", $"{Name}: y = Wᵀ * x{(bias is null ? "" : " + b")}, channel by channel, {Layer.Input} -> {Layer.Output}");
        return bias == Bias ? y : AddBias(plan, y, Bias!);
    }

    public override Value Backward(PlanBuilder plan, Value dy, bool wantsInputGradient)
    {
        Value x = _x!;
        plan.NeedBorder(dy, Geometry.Border);
        AddParameterGradients(
            plan,
            Weight,
            null,
            dy,
            x,
            (gradient, input) => new DepthwiseWeightGradient(gradient, input, Lines, Pixels, RowStride),
            "dW += dy * x, channel by channel; x is dy, dy is x");
        if (Bias is not null)
        {
            AddBiasGradient(plan, Bias, dy);
        }

        if (!wantsInputGradient)
        {
            return dy;
        }

        Value dx = plan.NewValue(Gradient(x.Name), Layer.Input);
        AddConvolution(
            plan, dy, dx, bias: null, "InputGradient", $"{Name}: dx = W * dy, channel by channel, {Layer.Output} -> {Layer.Input}; x is dy, y is dx");
        return dx;
    }
}
