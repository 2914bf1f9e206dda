using System.Linq;
using StaticNet.Generator.Model;

namespace StaticNet.Generator.Lowering;

/// <summary>What an activation's gradient is computed from.</summary>
internal enum Kept
{
    Nothing,
    Input,
    Output,
}

/// <summary>What Lowering has to know of an activation.</summary>
/// <param name="Keeps">What its gradient is computed from.</param>
/// <param name="IsCheap">Whether it is a few instructions, so that it belongs into the store of a product's register tile.</param>
/// <param name="Equation">As the generated comment shows it.</param>
/// <param name="Derivative">As the generated comment shows it.</param>
internal sealed record ActivationTraits(Kept Keeps, bool IsCheap, string Equation, string Derivative)
{
    /// <summary>One line an activation; the C# of each is in Emission.</summary>
    public static ActivationTraits Of(Activation activation) => activation switch
    {
        ReLU => new(Kept.Output, true, "y = max(x, 0)", "dx = y <= 0 ? 0 : dy"),
        LeakyReLU { Slope: > 0 } => new(Kept.Output, true, "y = x > 0 ? x : slope x", "dx = y > 0 ? dy : slope dy"),
        LeakyReLU => new(Kept.Input, true, "y = x > 0 ? x : slope x", "dx = x > 0 ? dy : slope dy"),
        PReLU => new(Kept.Input, true, "y = x > 0 ? x : slope x", "dx = x > 0 ? dy : slope dy, dslope += x > 0 ? 0 : x dy"),
        ELU => new(Kept.Input, false, "y = x > 0 ? x : alpha (exp(x) - 1)", "dx = x > 0 ? dy : alpha exp(x) dy"),
        GELU => new(Kept.Input, false, "y = x (1 + erf(x / sqrt 2)) / 2", "dx = (Phi(x) + x phi(x)) dy"),
        SiLU => new(Kept.Input, false, "y = x s, s = sigmoid(x)", "dx = (s + x s (1 - s)) dy"),
        Sigmoid => new(Kept.Output, false, "y = 1 / (1 + exp(-x))", "dx = y (1 - y) dy"),
        Tanh => new(Kept.Output, false, "y = tanh(x)", "dx = (1 - y^2) dy"),
        Softplus => new(Kept.Input, false, "y = log(1 + exp(x))", "dx = sigmoid(x) dy"),
        HardSigmoid => new(Kept.Input, true, "y = clamp(x / 6 + 1 / 2, 0, 1)", "dx = |x| < 3 ? dy / 6 : 0"),
        HardSwish => new(Kept.Input, true, "y = x clamp(x + 3, 0, 6) / 6", "dx = x < -3 ? 0 : x > 3 ? dy : (x / 3 + 1 / 2) dy"),
        Step => new(Kept.Nothing, true, "y = x > 0 ? 1 : 0", "dx = 0"),
        _ => throw new System.NotSupportedException($"No traits for {activation.GetType().Name}."),
    };
}

/// <summary>
/// <c>y = f(x)</c>, value by value. A cheap f is fused into the store of the product before it, if backward does not need the product
/// itself.
/// </summary>
internal sealed class ActivationRule(AnalyzedLayer layer) : LayerRule(layer)
{
    private readonly Activation _function = (Activation)layer.Layer;
    private readonly ActivationTraits _traits = ActivationTraits.Of((Activation)layer.Layer);

    private Value? _kept;

    public override Value Forward(PlanBuilder plan, Value x)
    {
        x = ToPixels(plan, x);
        bool keepsInput = plan.IsTraining && _traits.Keeps == Kept.Input;
        if (keepsInput)
        {
            plan.Keep(x);
        }

        Value y = ForwardStep(plan, x, _function, _traits, Name, EquatableArray<Operand>.Empty);
        if (plan.IsTraining && _traits.Keeps == Kept.Output)
        {
            plan.Keep(y);
        }

        _kept = _traits.Keeps == Kept.Input ? x : y;
        return y;
    }

    public override Value Backward(PlanBuilder plan, Value dy, bool wantsInputGradient)
    {
        if (!wantsInputGradient)
        {
            return dy;
        }

        Value kept = _kept!;
        bool readsKept = _traits.Keeps != Kept.Nothing;
        Value dx = plan.NewValue(Gradient(Name) + "In", dy.Shape);
        Operand[] gradients = [new Operand.Activation(dy.Id), new Operand.Activation(dx.Id)];
        plan.Add(new PlanBuilder.DraftStep(
            (at, _) => dy.Layout.Order == ValueOrder.ChannelsLast
                ? new GridElementwiseGradient(_function, !readsKept, readsKept ? at(kept).Grid : default, at(dy).Grid, at(dx).Grid)
                : new ElementwiseGradient(_function, readsKept ? at(kept).Row : default, at(dy).Row),
            readsKept ? EquatableArray.Of<Operand>(new Operand.Activation(kept.Id), gradients[0], gradients[1]) : EquatableArray.Of(gradients),
            readsKept ? [kept.Id, dy.Id] : [dy.Id],
            dx.Id,
            dy.Id,
            Name,
            "Gradient",
            $"{Name}: {_traits.Derivative}, {dy.Shape}"));
        return dx;
    }

    /// <summary>Fuses an activation into the product before it or, where that cannot be, adds a step of its own.</summary>
    internal static Value ForwardStep(
        PlanBuilder plan, Value x, Activation function, ActivationTraits traits, string name, EquatableArray<Operand> parameters)
    {
        string comment = $"{name}: {traits.Equation}";
        if (traits.IsCheap && plan.TryFuse(x, DraftFunction.Activate(function, parameters, name, comment)) is { } fused)
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
            [x.Id],
            y.Id,
            x.Id,
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
