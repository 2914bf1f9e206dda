using System;
using System.Collections.Generic;
using StaticNet.Generator.Model;

namespace StaticNet.Generator.Analysis.Hazards;

/// <summary>One step of what a network or a block computes: a layer, or a place where paths begin or meet.</summary>
internal sealed class FlowNode
{
    private readonly List<FlowNode> _users = [];

    public FlowNode(string name, FlowOrigin origin, params FlowNode[] inputs)
    {
        Name = name;
        Origin = origin;
        Inputs = inputs;
        foreach (FlowNode input in inputs)
        {
            input._users.Add(this);
        }
    }

    /// <summary>The layer; null for the inputs, and where a residual or a concatenation joins its paths.</summary>
    public Layer? Layer { get; init; }

    /// <summary>Its shapes and costs; null where there is no layer, and in a block, which has no shapes by itself.</summary>
    public AnalyzedLayer? Facts { get; init; }

    /// <summary>The layer's name with the path to it: <c>residual2.conv1</c>.</summary>
    public string Name { get; }

    /// <summary>Where it is declared.</summary>
    public FlowOrigin Origin { get; }

    /// <summary>Where its values come from.</summary>
    public IReadOnlyList<FlowNode> Inputs { get; }

    /// <summary>Where its values go to.</summary>
    public IReadOnlyList<FlowNode> Users => _users;

    /// <summary>The one before it, if there is one only and its values go nowhere else; null where paths part or meet.</summary>
    public FlowNode? Before => Inputs.Count == 1 && Inputs[0].Users.Count == 1 ? Inputs[0] : null;

    /// <summary>The one before it, straight through layers of which nothing matters here.</summary>
    /// <param name="through">Those layers.</param>
    public FlowNode? Behind(Func<Layer, bool> through)
    {
        FlowNode? node = Before;
        while (node?.Layer is { } layer && through(layer))
        {
            node = node.Before;
        }

        return node;
    }

    /// <summary>The layer as written in an attribute: <c>ReLU</c>.</summary>
    public string Kind => Layer?.GetType().Name ?? "";

    public override string ToString() => $"{Name} ({Kind})";
}

/// <summary>Where a step is declared.</summary>
/// <param name="Place">The attribute that leads to it.</param>
/// <param name="Block">The use of a block that it lies in; null where it is declared by the network or block that is looked at.</param>
/// <param name="Declaration">What stands in one place of the source, however often a block is used: the block and the layer's name there.</param>
internal readonly record struct FlowOrigin(LayerPlace Place, FlowBlock? Block, string Declaration)
{
    /// <summary>Whether both lie in one use of a block, so that what concerns them alone is said where that block is declared.</summary>
    public bool SharesBlockWith(FlowOrigin other)
    {
        for (FlowBlock? block = Block; block is not null; block = block.Outer)
        {
            for (FlowBlock? another = other.Block; another is not null; another = another.Outer)
            {
                if (block == another)
                {
                    return true;
                }
            }
        }

        return false;
    }
}

/// <summary>One use of a block: each has layers of its own.</summary>
/// <param name="outer">The use of another block that it is part of; null for none.</param>
internal sealed class FlowBlock(FlowBlock? outer)
{
    public FlowBlock? Outer { get; } = outer;
}
