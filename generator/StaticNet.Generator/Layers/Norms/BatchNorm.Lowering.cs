using System.Linq;
using StaticNet.Generator.Ir;
using StaticNet.Generator.Model;
using StaticNet.Generator.Passes;

namespace StaticNet.Generator.Layers;

internal sealed partial record BatchNorm
{
    public override LayerLowering Lower(AnalyzedLayer layer) => new BatchNormLowering(layer, this);
}

/// <summary>
/// A scale and a shift a channel. Inference takes them from the running statistics, and folds them into the store of a convolution before it.
/// Training takes them from the batch, which therefore goes through the network at once.
/// </summary>
internal sealed class BatchNormLowering(AnalyzedLayer layer, BatchNorm norm) : UnaryLowering(layer)
{
    private readonly TensorModel _weight = layer.Tensor("weight")!;
    private readonly TensorModel _bias = layer.Tensor("bias")!;
    private readonly TensorModel _runningMean = layer.Tensor("running_mean")!;
    private readonly TensorModel _runningVariance = layer.Tensor("running_var")!;

    // Kept: how far each value is from the mean, in deviations, is taken from these again.
    private Value? _x;
    private Value? _mean;
    private Value? _variance;

    public override Value Forward(PlanBuilder plan, Value x)
    {
        x = ToPixels(plan, x);
        if (!plan.IsTraining)
        {
            return Normalize(plan, x, Parameter(_runningMean), Parameter(_runningVariance));
        }

        _x = x;
        Value mean = _mean = plan.NewBatchValue(Name + "Mean", Shape.Of(_weight.Count));
        plan.Add(new DraftStep(
            (at, _) => new BatchMean(at(x).Grid, norm.Momentum),
            EquatableArray.Of(new Operand.Activation(x.Id), new Operand.Activation(mean.Id), Parameter(_runningMean)),
            Name,
            "Mean",
            $"{Name}: mean of each channel over the batch, and the running mean moves towards it, {Layer.Input}"));
        Value variance = _variance = plan.NewBatchValue(Name + "Variance", Shape.Of(_weight.Count));
        plan.Add(new DraftStep(
            (at, _) => new BatchVariance(at(x).Grid, norm.Momentum),
            EquatableArray.Of(new Operand.Activation(x.Id), new Operand.Activation(mean.Id), new Operand.Activation(variance.Id), Parameter(_runningVariance)),
            Name,
            "Variance",
            $"{Name}: variance of each channel over the batch, and the running variance moves towards it, {Layer.Input}"));
        return Normalize(plan, x, new Operand.Activation(mean.Id), new Operand.Activation(variance.Id));
    }

    public override Value Backward(PlanBuilder plan, Value dy, bool wantsInputGradient)
    {
        (Value x, Value mean, Value variance) = (_x!, _mean!, _variance!);
        Operand[] kept = [new Operand.Activation(mean.Id), new Operand.Activation(variance.Id), new Operand.Activation(x.Id), new Operand.Activation(dy.Id)];
        Operand[] gradients = [ParameterGradient(_weight), ParameterGradient(_bias)];
        string comment = $"{Name}: with n = (x - mean) / sqrt(variance + epsilon), dweight += sum of dy n, dbias += sum of dy, {new Shape(_weight.Shape)}";
        if (!wantsInputGradient)
        {
            plan.Add(new DraftStep(
                (at, _) => new BatchNormGradient(at(x).Grid, at(dy).Grid, null, norm.Epsilon),
                gradients.Concat(kept).ToEquatableArray(),
                Name,
                "ParameterGradient",
                comment));
            return dy;
        }

        Value dx = plan.NewValue(InputGradient, dy.Shape);
        plan.Add(new DraftStep(
            (at, _) => new BatchNormGradient(at(x).Grid, at(dy).Grid, at(dx).Grid, norm.Epsilon),
            gradients.Prepend(Parameter(_weight)).Concat(kept).Append(new Operand.Activation(dx.Id)).ToEquatableArray(),
            Name,
            "Gradient",
            comment + $"\n{Name}: dx = weight / sqrt(variance + epsilon) (dy - (dbias + n dweight) / count), {Layer.Input}"));
        return dx;
    }

    private Value Normalize(PlanBuilder plan, Value x, Operand mean, Operand variance)
    {
        var affine = new StoreFunction.Affine(norm.Epsilon);
        Operand[] operands = [Parameter(_weight), Parameter(_bias), mean, variance];
        string comment = $"{Name}: y = (x - mean) / sqrt(variance + epsilon) weight + bias, {Layer.Output}";
        return plan.Apply(x, new DraftFunction(_ => affine, NeedsGrid: true, operands.ToEquatableArray(), Name, comment), null, Name, "", comment);
    }
}
