using StaticNet.Generator.Analysis;
using StaticNet.Generator.Ir;
using StaticNet.Generator.Model;
using StaticNet.Generator.Passes;
using StaticNet.Generator.Scheduling;

namespace StaticNet.Generator.Layers;

internal sealed partial record GroupNorm
{
    public override LayerLowering Lower(AnalyzedLayer layer) => new GroupNormLowering(layer, Groups, Epsilon);
}

/// <summary>
/// The norm of each group of channels. Two steps each way: through the pixels for the sums, and through them again with what comes of the sums.
/// </summary>
internal sealed class GroupNormLowering(AnalyzedLayer layer, int groups, float epsilon) : UnaryLowering(layer)
{
    // Both or neither.
    private readonly TensorModel? _weight = layer.Tensor("weight");
    private readonly TensorModel? _bias = layer.Tensor("bias");

    // Kept: the input, and mean and scale of each channel, which cost two passes through it.
    private Value? _x;
    private Value? _statistics;

    public override Value Forward(PlanBuilder plan, Value x)
    {
        x = ToPixels(plan, x);
        Value statistics = plan.NewValue(Name + "Statistics", TwoAChannel);
        (_x, _statistics) = (x, statistics);
        plan.Add(new DraftStep(
            (at, _) => new GroupStatistics(at(x).Pixels, groups, epsilon),
            EquatableArray.Of<Operand>(new Operand.Activation(x.Id), new Operand.Activation(statistics.Id)),
            Name,
            "Statistics",
            $"{Name}: mean and 1 / sqrt(variance + epsilon) of {Groups}, {Layer.Input}"));

        Value y = plan.NewValue(Name, Layer.Output);
        plan.Add(new DraftStep(
            (at, functions) => new GroupNormKernel(at(x).Pixels, at(y).Pixels, IsAffine, functions),
            Operands([.. IfThere(_weight, Parameter), .. IfThere(_bias, Parameter)], statistics, x, y),
            Name,
            "",
            $"{Name}: y = (x - mean) / sqrt(variance + epsilon){(IsAffine ? " weight + bias" : "")}, {Layer.Output}")
        {
            TakesFunctions = true,
            TakesGridFunctions = Layer.Output.Rank > 1,
        });
        return y;
    }

    public override Value Backward(PlanBuilder plan, Value dy, bool wantsInputGradient)
    {
        (Value x, Value statistics) = (_x!, _statistics!);
        Value sums = plan.NewValue(Gradient(Name) + "Sums", TwoAChannel);
        plan.Add(new DraftStep(
            (at, _) => new GroupNormSums(at(x).Pixels, at(dy).Pixels, groups, IsAffine),
            Operands([.. IfThere(_weight, Parameter), .. IfThere(_weight, ParameterGradient), .. IfThere(_bias, ParameterGradient)], statistics, x, dy, sums),
            Name,
            "Sums",
            $"{Name}: with n = (x - mean) / sqrt(variance + epsilon), "
            + (IsAffine ? "dweight += dy n, dbias += dy, and with g = dy weight " : "")
            + $"the means of {OutputGradient} / sqrt(variance + epsilon) and {OutputGradient} n"));
        if (!wantsInputGradient)
        {
            return dy;
        }

        Value dx = plan.NewValue(InputGradient, dy.Shape);
        plan.Add(new DraftStep(
            (at, _) => new GroupNormGradient(at(x).Pixels, at(dy).Pixels, at(dx).Pixels, IsAffine),
            Operands(IfThere(_weight, Parameter), statistics, sums, x, dy, dx),
            Name,
            "Gradient",
            $"{Name}: dx = ({OutputGradient} - mean of {OutputGradient} - n mean of {OutputGradient} n) / sqrt(variance + epsilon)"));
        return dx;
    }

    private bool IsAffine => _weight is not null;

    // The gradient of the normalised values.
    private string OutputGradient => IsAffine ? "g" : "dy";

    private string Groups => groups == Layer.Input.Dimensions[0] ? "each channel" : $"{groups} groups";

    private Shape TwoAChannel => Shape.Of(2 * DenseStorage.RoundUp(Layer.Input.Dimensions[0]));
}
