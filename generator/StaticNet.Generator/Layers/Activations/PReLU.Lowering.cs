using StaticNet.Generator.Ir;
using StaticNet.Generator.Model;
using StaticNet.Generator.Passes;

namespace StaticNet.Generator.Layers;

internal sealed partial record PReLU
{
    public override LayerLowering Lower(AnalyzedLayer layer) => new PReLULowering(layer, this);
}

/// <summary><c>y = x &gt; 0 ? x : slope x</c> with one learned slope.</summary>
internal sealed class PReLULowering(AnalyzedLayer layer, PReLU function) : UnaryLowering(layer)
{
    private readonly TensorModel _slope = layer.Tensor("weight")!;

    // Kept: the slope may become negative, so the output's sign does not tell the input's.
    private Value? _x;

    public override Value Forward(PlanBuilder plan, Value x)
    {
        x = ToPixels(plan, x);
        _x = x;
        return ActivationLowering.ForwardStep(
            plan, x, function, Name, EquatableArray.Of(Parameter(_slope)));
    }

    public override Value Backward(PlanBuilder plan, Value dy, bool wantsInputGradient)
    {
        Value x = _x!;
        Value dx = plan.NewValue(InputGradient, dy.Shape);
        plan.Add(new DraftStep(
            (at, _) => x.Layout.Order == ValueOrder.ChannelsLast
                ? new GridSlopeGradient(at(x).Grid, at(dy).Grid, at(dx).Grid)
                : new SlopeGradient(at(x).Row, at(dy).Row),
            EquatableArray.Of<Operand>(
                Parameter(_slope), ParameterGradient(_slope), new Operand.Activation(x.Id), new Operand.Activation(dy.Id), new Operand.Activation(dx.Id)),
            Name,
            "Gradient",
            $"{Name}: {function.Derivative}"));
        return dx;
    }
}
