using StaticNet.Generator.Ir;
using StaticNet.Generator.Model;
using StaticNet.Generator.Passes;

namespace StaticNet.Generator.Layers;

internal sealed partial record LayerNorm
{
    public override LayerLowering Lower(AnalyzedLayer layer) => new LayerNormLowering(layer, this);
}

/// <summary>The norm of each pixel's channels, or of the features of a flat value.</summary>
internal sealed class LayerNormLowering(AnalyzedLayer layer, LayerNorm norm) : LayerLowering(layer)
{
    private readonly TensorModel _weight = layer.Tensor("weight")!;
    private readonly TensorModel _bias = layer.Tensor("bias")!;

    // Kept: mean and variance of a pixel are taken again from it, which costs less than to read them.
    private Value? _x;

    public override Value Forward(PlanBuilder plan, Value x)
    {
        x = ToPixels(plan, x);
        _x = x;
        if (plan.IsTraining)
        {
            plan.Keep(x);
        }

        Value y = plan.NewValue(Name, Layer.Output);
        plan.Add(new PlanBuilder.DraftStep(
            (at, functions) => new LayerNormKernel(at(x).Pixels, at(y).Pixels, norm.Epsilon, functions),
            EquatableArray.Of(Parameter(_weight), Parameter(_bias), new Operand.Activation(x.Id), new Operand.Activation(y.Id)),
            [x.Id],
            y.Id,
            x.Id,
            Name,
            "",
            $"{Name}: y = (x - mean) / sqrt(variance + epsilon) weight + bias, over {Over}, {Layer.Output}")
        {
            TakesFunctions = true,
        });
        return y;
    }

    public override Value Backward(PlanBuilder plan, Value dy, bool wantsInputGradient)
    {
        Value x = _x!;
        Value dx = plan.NewValue(Gradient(Name) + "In", dy.Shape);
        plan.Add(new PlanBuilder.DraftStep(
            (at, _) => new LayerNormGradient(at(x).Pixels, at(dy).Pixels, at(dx).Pixels, norm.Epsilon),
            EquatableArray.Of(
                Parameter(_weight),
                ParameterGradient(_weight),
                ParameterGradient(_bias),
                new Operand.Activation(x.Id),
                new Operand.Activation(dy.Id),
                new Operand.Activation(dx.Id)),
            [x.Id, dy.Id],
            dx.Id,
            dy.Id,
            Name,
            "Gradient",
            $"{Name}: with n = (x - mean) / sqrt(variance + epsilon) and g = dy weight,\n"
                + "dweight += dy n, dbias += dy, dx = (g - mean of g - n mean of g n) / sqrt(variance + epsilon)"));
        return dx;
    }

    private string Over => Layer.Input.Rank == 1 ? "the features" : "the channels of each pixel";
}
