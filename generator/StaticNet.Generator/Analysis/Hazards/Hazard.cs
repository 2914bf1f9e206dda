using System.Collections.Generic;
using StaticNet.Generator.Model;
using StaticNet.Generator.Problems;

namespace StaticNet.Generator.Analysis.Hazards;

/// <summary>Something that compiles and runs, and is likely not what was meant.</summary>
/// <param name="Id">The diagnostic's id.</param>
/// <param name="Node">The step that it is reported on.</param>
/// <param name="Arguments">What its message is filled with.</param>
internal sealed record Hazard(string Id, FlowNode Node, params string[] Arguments)
{
    /// <summary>
    /// The other step that it is about. What lies in one use of a block is said where that block is declared, if it is so there; null where the
    /// whole network matters.
    /// </summary>
    public FlowNode? With { get; init; }

    /// <summary>The steps that a code fix changes.</summary>
    public IReadOnlyList<FlowNode> Changes { get; init; } = [Node];

    /// <summary>Where a code fix puts something: behind these attributes.</summary>
    public IReadOnlyList<Site> Places { get; init; } = [];
}
