using StaticNet.Generator.Model;
using StaticNet.Generator.Passes;

namespace StaticNet.Generator.Layers;

/// <summary>
/// A layer as declared: one record a kind, its properties named as the attribute's, with all that is known of the kind. How it becomes kernels stands
/// beside it, in <c>X.Lowering.cs</c>.
/// </summary>
internal abstract record Layer
{
    /// <summary>The name that the user gave it, if any.</summary>
    public string? Name { get; init; }

    /// <summary>The value that it reads in place of the one before it, if the user said so.</summary>
    public string? From { get; init; }

    /// <summary>The layer whose parameters it shares, if the user said so.</summary>
    public string? Tied { get; init; }

    /// <summary>Its attribute's name without the suffix.</summary>
    public virtual string Kind => GetType().Name;

    /// <summary>Whether it reads the value before it, or the one of <see cref="From"/>.</summary>
    public virtual bool ReadsPrevious => true;

    /// <summary>The names of the values that it reads beside or in place of that one.</summary>
    public virtual EquatableArray<string> Reads => EquatableArray<string>.Empty;

    /// <summary>The argument of its attribute that names it.</summary>
    public virtual string NameParameter => nameof(Name);

    /// <summary>The argument of the constructor that names one of them, and which of its elements, where it is a list.</summary>
    /// <param name="index">Which of them.</param>
    public virtual (string Parameter, int Element) NameArgument(int index) => ("", 0);

    /// <summary>The word a layer without a name is called by, before its count: <c>dense</c>.</summary>
    public abstract string Word { get; }

    /// <summary>What it computes, in one line, as hovers show it: <c>y = W x + b</c>.</summary>
    public abstract string Equation { get; }

    /// <summary>The arguments of its attribute.</summary>
    public virtual DeclaredArguments Declared => DeclaredArguments.None;

    /// <summary>What hazards need to know about it.</summary>
    public abstract LayerTraits Traits { get; }

    /// <summary>The property of the class through which its tensors are reached; null where it has none.</summary>
    public virtual LayerView? View => null;

    /// <summary>Whether the layer has tensors of its own.</summary>
    public bool HasParameters => View is not null;

    /// <summary>Whether training drops values in the layer, or in one that it consists of.</summary>
    public virtual bool HasDropout => false;

    /// <summary>Whether training normalises the samples of a batch together in the layer, or in one that it consists of.</summary>
    public virtual bool NormalizesBatch => false;

    /// <summary>How it becomes kernels.</summary>
    /// <param name="layer">This layer in its place.</param>
    public abstract LayerLowering Lower(AnalyzedLayer layer);
}
