using StaticNet.Generator.Ir;
using StaticNet.Generator.Model;
using StaticNet.Generator.Passes;

namespace StaticNet.Generator.Layers;

internal sealed partial record LayerNorm
{
    public override LayerLowering Lower(AnalyzedLayer layer) => new LayerNormLowering(layer, Epsilon);
}

/// <summary>The norm of each pixel's channels, or of the features of a flat value; of a layer without a bias, around 0 in place of the mean.</summary>
internal sealed class LayerNormLowering(AnalyzedLayer layer, float epsilon) : UnaryLowering(layer)
{
    private readonly TensorModel _weight = layer.Tensor("weight")!;
    private readonly TensorModel? _bias = layer.Tensor("bias");

    // Kept: mean and variance of a pixel are taken again from it, which costs less than to read them.
    private Value? _x;

    public override Value Forward(PlanBuilder plan, Value x)
    {
        x = ToPixels(plan, x);
        _x = x;
        Value y = plan.NewValue(Name, Layer.Output);
        plan.Add(new DraftStep(
            (at, functions) => new LayerNormKernel(at(x).Pixels, at(y).Pixels, epsilon, IsCentered, functions),
            Operands([Parameter(_weight), .. IfThere(_bias, Parameter)], x, y),
            Name,
            "",
            $"{Name}: y = {(IsCentered ? $"{Normalized} weight + bias" : $"{Normalized} weight")}, over {Over}, {Layer.Output}")
        {
            TakesFunctions = true,
        });
        return y;
    }

    public override Value Backward(PlanBuilder plan, Value dy, bool wantsInputGradient)
    {
        Value x = _x!;
        Value dx = plan.NewValue(InputGradient, dy.Shape);
        plan.Add(new DraftStep(
            (at, _) => new LayerNormGradient(at(x).Pixels, at(dy).Pixels, at(dx).Pixels, epsilon, IsCentered),
            Operands([Parameter(_weight), ParameterGradient(_weight), .. IfThere(_bias, ParameterGradient)], x, dy, dx),
            Name,
            "Gradient",
            $"{Name}: with n = {Normalized} and g = dy weight,\n"
                + (IsCentered ? "dweight += dy n, dbias += dy, dx = (g - mean of g - n mean of g n)" : "dweight += dy n, dx = (g - n mean of g n)")
                + $" / {Deviation}"));
        return dx;
    }

    private bool IsCentered => _bias is not null;

    private string Deviation => IsCentered ? "sqrt(variance + epsilon)" : "sqrt(mean of x^2 + epsilon)";

    private string Normalized => $"{(IsCentered ? "(x - mean)" : "x")} / {Deviation}";

    private string Over => Layer.Input.Rank == 1 ? "the features" : "the channels of each pixel";
}
