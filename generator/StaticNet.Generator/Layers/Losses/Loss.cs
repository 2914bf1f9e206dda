using StaticNet.Generator.Analysis;

namespace StaticNet.Generator.Layers;

/// <summary>A loss as declared: one record a kind. The element-wise ones take any shape.</summary>
internal abstract record Loss
{
    /// <summary>The loss of a sample with outputs y and target t; the mean over the samples is what is made small.</summary>
    public abstract string Equation { get; }

    /// <summary>The arguments of its attribute.</summary>
    public virtual DeclaredArguments Declared => DeclaredArguments.None;

    /// <summary>Checks the arguments, and the outputs that it is computed from.</summary>
    public virtual void Check(LayerContext context)
    {
    }
}
