using StaticNet.Generator.Ir;
using StaticNet.Generator.Model;
using StaticNet.Generator.Passes;

namespace StaticNet.Generator.Layers;

internal abstract partial record SoftmaxLayer
{
    public sealed override LayerLowering Lower(AnalyzedLayer layer) => new SoftmaxLowering(layer);
}

/// <summary><c>y = softmax(x)</c> or its logarithm.</summary>
internal sealed class SoftmaxLowering(AnalyzedLayer layer) : UnaryLowering(layer)
{
    private readonly bool _isLog = layer.Layer is LogSoftmax;

    // Kept: the gradient is made of the output.
    private Value? _y;

    public override Value Forward(PlanBuilder plan, Value x)
    {
        x = ToPixels(plan, x);
        Value y = _y = plan.NewValue(Name, x.Shape);
        plan.Add(new DraftStep(
            (at, _) => new SoftmaxKernel(at(x).Pixels, at(y).Pixels, _isLog),
            EquatableArray.Of<Operand>(new Operand.Activation(x.Id), new Operand.Activation(y.Id)),
            Name,
            "",
            $"{Name}: y = {(_isLog ? "x - log(sum of exp(x))" : "exp(x) / sum of exp(x)")}, {(Layer.Output.Rank == 1 ? "" : "over the channels of each pixel, ")}{Layer.Output}"));
        return y;
    }

    public override Value Backward(PlanBuilder plan, Value dy, bool wantsInputGradient)
    {
        if (!wantsInputGradient)
        {
            return dy;
        }

        Value y = _y!;
        Value dx = plan.NewValue(InputGradient, dy.Shape);
        plan.Add(new DraftStep(
            (at, _) => new SoftmaxGradient(at(y).Pixels, at(dy).Pixels, at(dx).Pixels, _isLog),
            EquatableArray.Of<Operand>(new Operand.Activation(y.Id), new Operand.Activation(dy.Id), new Operand.Activation(dx.Id)),
            Name,
            "Gradient",
            _isLog ? $"{Name}: dx = dy - exp(y) sum of dy" : $"{Name}: dx = y (dy - sum of dy y)"));
        return dx;
    }
}
