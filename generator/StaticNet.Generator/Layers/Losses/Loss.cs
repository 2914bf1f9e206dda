using StaticNet.Generator.Analysis;
using StaticNet.Generator.Model;

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

    /// <summary>The positions of a sample that each have a class: those of an image for cross-entropy, and one of everything else.</summary>
    /// <param name="output">The shape of the output.</param>
    public virtual int Positions(Shape output) => 1;

    /// <summary>What a sample's losses are divided by, so that the loss is a mean: the number of outputs, of an element-wise one.</summary>
    /// <param name="output">The shape of the output.</param>
    public virtual int Terms(Shape output) => (int)output.Length;

    /// <summary>Whether training takes the loss of what a last layer reads, and leaves the layer out: exact where its outputs would round to 0 or 1.</summary>
    /// <param name="last">The last layer but for changes of shape.</param>
    /// <param name="output">The shape of the output.</param>
    public virtual bool Includes(AnalyzedLayer last, Shape output) => false;

    /// <summary>Checks the arguments, and the outputs that it is computed from.</summary>
    public virtual void Check(LayerContext context)
    {
    }
}
