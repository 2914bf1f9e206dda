using System.Linq;
using StaticNet.Generator.Ir;
using StaticNet.Generator.Model;
using StaticNet.Generator.Passes;
using StaticNet.Generator.Scheduling;

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

    // Kept: how far each value is from the mean, in deviations, is taken from these again.
    private Value? _x;
    private Value? _statistics;

    public override Value Forward(PlanBuilder plan, Value x)
    {
        x = ToPixels(plan, x);
        if (!plan.IsTraining)
        {
            return Normalize(plan, x, new Operand.Tensors(Name));
        }

        _x = x;
        Value statistics = _statistics = plan.NewBatchValue(Name + "Statistics", Shape.Of(2 * DenseStorage.RoundUp(_weight.Count)));
        plan.Add(new DraftStep(
            (at, _) => new BatchStatistics(at(x).Grid, norm.Momentum),
            EquatableArray.Of<Operand>(new Operand.Activation(x.Id), new Operand.Activation(statistics.Id), new Operand.Tensors(Name)),
            Name,
            "Statistics",
            $"{Name}: mean and variance of each channel over the batch, and the running ones move towards them, {Layer.Input}"));
        return Normalize(plan, x, new Operand.Tensors(Name), new Operand.Activation(statistics.Id));
    }

    public override Value Backward(PlanBuilder plan, Value dy, bool wantsInputGradient)
    {
        (Value x, Value statistics) = (_x!, _statistics!);
        Operand[] operands = [new Operand.Gradients(Name), new Operand.Activation(statistics.Id), new Operand.Activation(x.Id), new Operand.Activation(dy.Id)];
        string comment = $"{Name}: with n = (x - mean) / sqrt(variance + epsilon), dweight += sum of dy n, dbias += sum of dy, {new Shape(_weight.Shape)}";
        if (!wantsInputGradient)
        {
            plan.Add(new DraftStep(
                (at, _) => new BatchNormGradient(at(x).Grid, at(dy).Grid, null, norm.Epsilon),
                operands.ToEquatableArray(),
                Name,
                "ParameterGradient",
                comment));
            return dy;
        }

        Value dx = plan.NewValue(InputGradient, dy.Shape);
        plan.Add(new DraftStep(
            (at, _) => new BatchNormGradient(at(x).Grid, at(dy).Grid, at(dx).Grid, norm.Epsilon),
            operands.Prepend(Parameter(_weight)).Append(new Operand.Activation(dx.Id)).ToEquatableArray(),
            Name,
            "Gradient",
            comment + $"\n{Name}: dx = weight / sqrt(variance + epsilon) (dy - (dbias + n dweight) / count), {Layer.Input}"));
        return dx;
    }

    private Value Normalize(PlanBuilder plan, Value x, params Operand[] operands)
    {
        var affine = new StoreFunction.Affine(norm.Epsilon, plan.IsTraining);
        string comment = $"{Name}: y = (x - mean) / sqrt(variance + epsilon) weight + bias, {Layer.Output}";
        return plan.Apply(x, new DraftFunction(_ => affine, NeedsGrid: true, operands.ToEquatableArray(), Name, comment), null, Name, "", comment);
    }
}
