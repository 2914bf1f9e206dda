using StaticNet.Generator.Analysis;

namespace StaticNet.Generator.Layers;

/// <summary>A loss as declared: one record a kind. The element-wise ones take any shape.</summary>
internal abstract record Loss
{
    /// <summary>The name of its attribute: <c>Huber</c>.</summary>
    public virtual string Kind => GetType().Name;

    /// <summary>The loss of a sample with outputs y and target t; the mean over the samples is what is made small.</summary>
    public abstract string Equation { get; }

    /// <summary>The arguments of its attribute.</summary>
    public virtual DeclaredArguments Declared => DeclaredArguments.None;

    /// <summary>What the loss is multiplied by.</summary>
    public float Weight { get; init; } = 1;

    /// <summary>Whether training takes the loss of what a last layer reads, and leaves the layer out: exact where its outputs would round to 0 or 1.</summary>
    public virtual bool Includes(Layer last) => false;

    /// <summary>Checks the arguments, and the outputs that it is computed from.</summary>
    public virtual void Check(LayerContext context)
    {
    }
}
