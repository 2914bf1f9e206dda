using System;
using StaticNet.Generator.Model;

namespace StaticNet.Generator.Lowering;

/// <summary>
/// How a layer becomes kernels: its forward rule and, directly below it, its backward rule. A rule is made for one layer and one pass
/// and remembers between the two what it asked to keep.
/// </summary>
internal abstract class LayerRule(AnalyzedLayer layer)
{
    protected AnalyzedLayer Layer { get; } = layer;

    protected string Name => Layer.Name;

    public static LayerRule For(AnalyzedLayer layer) => layer.Layer switch
    {
        Dense => new DenseRule(layer),
        PReLU => new PReLURule(layer),
        Activation => new ActivationRule(layer),
        Softmax or LogSoftmax => new SoftmaxRule(layer),
        Flatten => new FlattenRule(layer),
        _ => throw new NotSupportedException($"No rule for {layer.Layer.GetType().Name}."),
    };

    /// <summary>Adds the kernels of the forward pass.</summary>
    /// <returns>The layer's output.</returns>
    public abstract Value Forward(PlanBuilder plan, Value x);

    /// <summary>Adds the kernels of the backward pass.</summary>
    /// <param name="plan">The pass, after all forward rules and the loss.</param>
    /// <param name="dy">The gradient of the loss with respect to the layer's output.</param>
    /// <param name="wantsInputGradient">Whether a layer before this one has parameters.</param>
    /// <returns>The gradient with respect to the layer's input; anything where it is not wanted.</returns>
    public abstract Value Backward(PlanBuilder plan, Value dy, bool wantsInputGradient);

    /// <summary>A tensor of the layer as an operand of a forward kernel.</summary>
    protected Operand Parameter(TensorModel tensor) => new Operand.Parameter(Name + Naming.Pascal(tensor.Name), tensor.Offset);

    /// <summary>The gradient of a tensor of the layer as an operand of a backward kernel.</summary>
    protected Operand ParameterGradient(TensorModel tensor) => new Operand.Gradient(Name + Naming.Pascal(tensor.Name) + "Gradient", tensor.Offset);

    /// <summary>The name of a gradient, as generated code spells it: <c>dDense1</c>.</summary>
    protected static string Gradient(string name) => "d" + Naming.Pascal(name);
}
