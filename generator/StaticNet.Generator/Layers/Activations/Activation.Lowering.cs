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
internal sealed class ActivationLowering(AnalyzedLayer layer, Activation function) : LayerLowering(layer)
{
    private Value? _saved;

    public override Value Forward(PlanBuilder plan, Value x)
    {
        x = ToPixels(plan, x);
        bool savesInput = plan.IsTraining && function.Saved == SavedForBackward.Input;
        if (savesInput)
        {
            plan.Keep(x);
        }

        Value y = ForwardStep(plan, x, function, Name, EquatableArray<Operand>.Empty);
        if (plan.IsTraining && function.Saved == SavedForBackward.Output)
        {
            plan.Keep(y);
        }

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
        plan.Add(new PlanBuilder.DraftStep(
            (at, _) => dy.Layout.Order == ValueOrder.ChannelsLast
                ? new GridElementwiseGradient(function, !readsSaved, readsSaved ? at(saved).Grid : default, at(dy).Grid, at(dx).Grid)
                : new ElementwiseGradient(function, readsSaved ? at(saved).Row : default, at(dy).Row),
            readsSaved ? EquatableArray.Of<Operand>(new Operand.Activation(saved.Id), gradients[0], gradients[1]) : EquatableArray.Of(gradients),
            Name,
            "Gradient",
            $"{Name}: {function.Derivative}, {dy.Shape}"));
        return dx;
    }

    /// <summary>Fuses an activation into the product before it or, where that cannot be, adds a step of its own.</summary>
    internal static Value ForwardStep(
        PlanBuilder plan, Value x, Activation function, string name, EquatableArray<Operand> parameters)
    {
        string comment = $"{name}: {function.Equation}";
        if (function.IsCheap && plan.TryFuse(x, DraftFunction.Activate(function, parameters, name, comment)) is { } fused)
        {
            return fused;
        }

        Value y = plan.NewValue(name, x.Shape);
        StoreFunction[] first = [new StoreFunction.Activate(function)];
        plan.Add(new PlanBuilder.DraftStep(
            (at, functions) => x.Layout.Order == ValueOrder.ChannelsLast
                ? new GridElementwise(first.Concat(functions).ToEquatableArray(), at(x).Grid, at(y).Grid)
                : new Elementwise(first.ToEquatableArray(), at(x).Row, at(y).Row),
            new Operand[] { new Operand.Activation(x.Id), new Operand.Activation(y.Id) }.Concat(parameters).ToEquatableArray(),
            name,
            "",
            $"{comment}, {x.Shape}")
        {
            TakesFunctions = x.Layout.Order == ValueOrder.ChannelsLast,
            TakesGridFunctions = x.Layout.Order == ValueOrder.ChannelsLast,
        });
        return y;
    }
}
