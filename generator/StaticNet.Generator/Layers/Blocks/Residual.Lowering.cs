using StaticNet.Generator.Ir;
using StaticNet.Generator.Model;
using StaticNet.Generator.Passes;

namespace StaticNet.Generator.Layers;

internal sealed partial record Residual
{
    public override LayerLowering Lower(AnalyzedLayer layer) => new ResidualLowering(layer);
}

/// <summary>
/// <c>y = body(x) + shortcut(x)</c>, or <c>+ x</c> where there is no shortcut. The sum is fused into the store of the body's last product;
/// for that the shortcut comes first.
/// </summary>
internal sealed class ResidualLowering(AnalyzedLayer layer) : LayerLowering(layer)
{
    private readonly LayerChain _body = new(layer.Branches[0].Layers);
    private readonly LayerChain? _shortcut = layer.Branches.Count > 1 ? new(layer.Branches[1].Layers) : null;

    public override Value Forward(PlanBuilder plan, Value x)
    {
        x = ToPixels(plan, x);
        plan.Keep(x);
        Value shortcut = x;
        if (_shortcut is not null)
        {
            shortcut = _shortcut.Forward(plan, x);
            plan.Keep(shortcut);
        }

        return Sum(plan, _body.Forward(plan, x), shortcut, Name, "Sum", $"{Name}: y = body + {(_shortcut is null ? "x" : "shortcut")}, {Layer.Output}");
    }

    public override Value Backward(PlanBuilder plan, Value dy, bool wantsInputGradient)
    {
        // Both ways read it; a body without steps of its own, such as a Flatten of what is flat, gives it back, and the sum would be fused into the step that makes it.
        plan.Keep(dy);
        Value body = _body.Backward(plan, dy, wantsInputGradient);
        Value shortcut = _shortcut is null ? dy : _shortcut.Backward(plan, dy, wantsInputGradient);
        return wantsInputGradient
            ? Sum(plan, body, shortcut, InputGradient, "GradientSum", $"{Name}: dx = dx of the body + {(_shortcut is null ? "dy" : "dx of the shortcut")}, {Layer.Input}")
            : dy;
    }
}
