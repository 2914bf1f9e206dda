using StaticNet.Generator.Analysis;
using StaticNet.Generator.Ir;
using StaticNet.Generator.Model;
using StaticNet.Generator.Passes;
using StaticNet.Generator.Scheduling;

namespace StaticNet.Generator.Layers;

internal sealed partial record GroupNorm
{
    public override LayerLowering Lower(AnalyzedLayer layer) => new GroupNormLowering(layer, this);
}

/// <summary>
/// The norm of each group of channels. Two steps each way: through the pixels for the sums, and through them again with what comes of the sums.
/// </summary>
internal sealed class GroupNormLowering(AnalyzedLayer layer, GroupNorm norm) : LayerLowering(layer)
{
    private readonly TensorModel _weight = layer.Tensor("weight")!;
    private readonly TensorModel _bias = layer.Tensor("bias")!;

    // Kept: the input, and mean and scale of each channel, which cost two passes through it.
    private Value? _x;
    private Value? _statistics;

    public override Value Forward(PlanBuilder plan, Value x)
    {
        x = ToPixels(plan, x);
        Value statistics = plan.NewValue(Name + "Statistics", TwoAChannel);
        (_x, _statistics) = (x, statistics);
        if (plan.IsTraining)
        {
            plan.Keep(x);
        }

        plan.Add(new PlanBuilder.DraftStep(
            (at, _) => new GroupStatistics(at(x).Pixels, norm.Groups, norm.Epsilon),
            EquatableArray.Of<Operand>(new Operand.Activation(x.Id), new Operand.Activation(statistics.Id)),
            [x.Id],
            statistics.Id,
            -1,
            Name,
            "Statistics",
            $"{Name}: mean and 1 / sqrt(variance + epsilon) of {norm.Groups} groups, {Layer.Input}"));

        Value y = plan.NewValue(Name, Layer.Output);
        plan.Add(new PlanBuilder.DraftStep(
            (at, functions) => new GroupNormKernel(at(x).Pixels, at(y).Pixels, functions),
            EquatableArray.Of(
                Parameter(_weight), Parameter(_bias), new Operand.Activation(statistics.Id), new Operand.Activation(x.Id), new Operand.Activation(y.Id)),
            [x.Id, statistics.Id],
            y.Id,
            x.Id,
            Name,
            "",
            $"{Name}: y = (x - mean) / sqrt(variance + epsilon) weight + bias, {Layer.Output}")
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
        plan.Add(new PlanBuilder.DraftStep(
            (at, _) => new GroupNormSums(at(x).Pixels, at(dy).Pixels, norm.Groups),
            EquatableArray.Of(
                Parameter(_weight),
                ParameterGradient(_weight),
                ParameterGradient(_bias),
                new Operand.Activation(statistics.Id),
                new Operand.Activation(x.Id),
                new Operand.Activation(dy.Id),
                new Operand.Activation(sums.Id)),
            [statistics.Id, x.Id, dy.Id],
            sums.Id,
            -1,
            Name,
            "Sums",
            $"{Name}: with n = (x - mean) / sqrt(variance + epsilon), dweight += dy n, dbias += dy, "
            + "and with g = dy weight the means of g / sqrt(variance + epsilon) and g n"));
        if (!wantsInputGradient)
        {
            return dy;
        }

        Value dx = plan.NewValue(Gradient(Name) + "In", dy.Shape);
        plan.Add(new PlanBuilder.DraftStep(
            (at, _) => new GroupNormGradient(at(x).Pixels, at(dy).Pixels, at(dx).Pixels),
            EquatableArray.Of(
                Parameter(_weight),
                new Operand.Activation(statistics.Id),
                new Operand.Activation(sums.Id),
                new Operand.Activation(x.Id),
                new Operand.Activation(dy.Id),
                new Operand.Activation(dx.Id)),
            [statistics.Id, sums.Id, x.Id, dy.Id],
            dx.Id,
            dy.Id,
            Name,
            "Gradient",
            $"{Name}: dx = (g - mean of g - n mean of g n) / sqrt(variance + epsilon)"));
        return dx;
    }

    private Shape TwoAChannel => Shape.Of(2 * DenseStorage.RoundUp(Layer.Input.Dimensions[0]));
}
