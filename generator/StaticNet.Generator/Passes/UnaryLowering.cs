using System.Collections.Generic;
using StaticNet.Generator.Ir;
using StaticNet.Generator.Model;

namespace StaticNet.Generator.Passes;

/// <summary>The rules of a layer that reads one value.</summary>
internal abstract class UnaryLowering(AnalyzedLayer layer) : LayerLowering(layer)
{
    public sealed override Value Forward(PlanBuilder plan, IReadOnlyList<Value> inputs) => Forward(plan, inputs[0]);

    public sealed override IReadOnlyList<Value> Backward(PlanBuilder plan, Value dy, IReadOnlyList<bool> wanted) => [Backward(plan, dy, wanted[0])];

    /// <summary>Adds the kernels of the forward pass.</summary>
    /// <returns>The layer's output.</returns>
    public abstract Value Forward(PlanBuilder plan, Value x);

    /// <summary>Adds the kernels of the backward pass.</summary>
    /// <param name="plan">The pass, after all forward rules and the loss.</param>
    /// <param name="dy">The gradient of the loss with respect to the layer's output.</param>
    /// <param name="wantsInputGradient">Whether a layer before this one has parameters.</param>
    /// <returns>The gradient with respect to the layer's input; anything where it is not wanted.</returns>
    public abstract Value Backward(PlanBuilder plan, Value dy, bool wantsInputGradient);
}
