using StaticNet.Generator.Analysis;
using StaticNet.Generator.Model;

namespace StaticNet.Generator.Layers;

/// <summary>
/// A layer that maps each value by itself: any shape in, the same shape out. The runtime has its function and its gradient as methods of
/// <c>Activation</c>, <c>X(x, constants)</c> and <c>XGradient(saved, dy, constants)</c>, without the first where nothing is saved.
/// </summary>
internal abstract partial record Activation : SimpleLayer
{
    /// <summary>The gradient, as the generated comment shows it.</summary>
    public abstract string Derivative { get; }

    /// <summary>What the gradient is computed from.</summary>
    public abstract SavedForBackward Saved { get; }

    /// <summary>Whether it is a few instructions, so that it belongs into the store of a product's register tile.</summary>
    public abstract bool IsCheap { get; }

    /// <summary>The numbers that its function takes beside a value.</summary>
    public virtual EquatableArray<float> Constants => EquatableArray<float>.Empty;

    public override LayerFacts Infer(LayerContext context) => LayerFacts.Unchanged(context);
}
