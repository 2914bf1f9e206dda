using System.Collections.Immutable;

namespace StaticNet;

/// <summary>The layers of one block in one place of a network.</summary>
public sealed class BranchSummary
{
    /// <summary>Describes a branch. Generated code calls this.</summary>
    /// <param name="name">What stands in names between that of the layer around it and those of its own layers: <c>shortcut</c>, <c>branch2</c>; empty for nothing.</param>
    /// <param name="layers">Its layers in order.</param>
    public BranchSummary(string name, LayerSummary[] layers)
    {
        Name = name;
        Layers = [.. layers];
    }

    /// <summary>What stands in names between that of the layer around it and those of its own layers: <c>shortcut</c>, <c>branch2</c>; empty for nothing.</summary>
    public string Name { get; }

    /// <summary>Its layers in order.</summary>
    public ImmutableArray<LayerSummary> Layers { get; }
}
