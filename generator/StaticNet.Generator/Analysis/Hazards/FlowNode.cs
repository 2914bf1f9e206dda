using System;
using System.Collections.Generic;
using StaticNet.Generator.Layers;
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

    /// <summary>The layer; null for the inputs, and where values are joined.</summary>
    public Layer? Layer { get; init; }

    /// <summary>Its shapes and costs, where paths meet those of all that meets there; null for the inputs, and in a block, which has no shapes by itself.</summary>
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

    /// <summary>The one behind it, if its values go nowhere else; null where paths part, and for the outputs.</summary>
    public FlowNode? After => Users.Count == 1 ? Users[0] : null;

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
    public string Kind => Layer?.Kind ?? "";

    public override string ToString() => $"{Name} ({Kind})";
}
