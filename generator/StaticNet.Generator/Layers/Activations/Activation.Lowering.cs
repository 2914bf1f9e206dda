using System.Linq;
using StaticNet.Generator.Ir;
using StaticNet.Generator.Model;
using StaticNet.Generator.Passes;

namespace StaticNet.Generator.Layers;

internal abstract partial record Activation
{
    public override LayerLowering Lower(AnalyzedLayer layer) => new ActivationLowering(layer, this);
}

/// <summary>
/// <c>y = f(x)</c>, value by value. A cheap f is fused into the store of the product before it, if backward does not need the product
/// itself.
/// </summary>
internal sealed class ActivationLowering(AnalyzedLayer layer, Activation function) : UnaryLowering(layer)
{
    private Value? _saved;

    public override Value Forward(PlanBuilder plan, Value x)
    {
        x = ToPixels(plan, x);
        Value y = ForwardStep(plan, x, function, Name, EquatableArray<Operand>.Empty);
        _saved = function.Saved == SavedForBackward.Input ? x : y;
        return y;
    }

    public override Value Backward(PlanBuilder plan, Value dy, bool wantsInputGradient)
    {
        if (!wantsInputGradient)
        {
            return dy;
        }

        Value saved = _saved!;
        bool readsSaved = function.Saved != SavedForBackward.Nothing;
        Value dx = plan.NewValue(InputGradient, dy.Shape);
        Operand[] gradients = [new Operand.Activation(dy.Id), new Operand.Activation(dx.Id)];
        plan.Add(new DraftStep(
            (at, _) => dy.Layout.Order == ValueOrder.ChannelsLast
                ? new GridElementwiseGradient(function, !readsSaved, readsSaved ? at(saved).Grid : default, at(dy).Grid, at(dx).Grid)
                : new ElementwiseGradient(function, readsSaved ? at(saved).Row : default, at(dy).Row),
            readsSaved ? EquatableArray.Of<Operand>(new Operand.Activation(saved.Id), gradients[0], gradients[1]) : EquatableArray.Of(gradients),
            Name,
            "Gradient",
            $"{Name}: {function.Derivative}, {dy.Shape}"));
        return dx;
    }

    /// <summary>Adds an activation, which is fused into the step before it where it costs little.</summary>
    internal static Value ForwardStep(PlanBuilder plan, Value x, Activation function, string name, EquatableArray<Operand> parameters)
    {
        string equation = $"{name}: {function.Equation}";
        return plan.Apply(
            x,
            DraftFunction.Activate(function, parameters, name, equation),
            x.Layout.Order == ValueOrder.ChannelsLast ? null : static (functions, x, y) => new Elementwise(functions, x.Row, y.Row),
            name,
            "",
            $"{equation}, {x.Shape}",
            isFusible: function.IsCheap);
    }
}
