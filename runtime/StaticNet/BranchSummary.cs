using System.Collections.Immutable;

namespace StaticNet;

/// <summary>The layers of one use of a block in a network.</summary>
public sealed class BranchSummary
{
    /// <summary>Describes a branch. Generated code calls this.</summary>
    /// <param name="name">The part of a name between the name of the outer layer and the names of its own layers: <c>shortcut</c>, <c>branch2</c>; empty for none.</param>
    /// <param name="layers">Its layers in order.</param>
    /// <exception cref="ArgumentNullException">The list of layers, or a layer, is null.</exception>
    /// <exception cref="ArgumentException">A layer reads one that is not before it.</exception>
    public BranchSummary(string name, LayerSummary[] layers)
    {
        Name = name;
        Layers = LayerSummary.List(layers);
    }

    /// <summary>The part of a name between the name of the outer layer and the names of its own layers: <c>shortcut</c>, <c>branch2</c>; empty for none.</summary>
    public string Name { get; }

    /// <summary>Its layers in order.</summary>
    public ImmutableArray<LayerSummary> Layers { get; }
}
