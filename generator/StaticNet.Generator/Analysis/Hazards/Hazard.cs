using System.Collections.Generic;
using System.Linq;
using StaticNet.Generator.Model;

namespace StaticNet.Generator.Analysis.Hazards;

/// <summary>Something that compiles and runs, and is likely not what was meant.</summary>
/// <param name="Id">The diagnostic's id.</param>
/// <param name="Node">The step that it is reported on.</param>
/// <param name="Arguments">What its message is filled with.</param>
internal sealed record Hazard(string Id, FlowNode Node, params string[] Arguments)
{
    /// <summary>Further steps that a code fix changes.</summary>
    public IReadOnlyList<FlowNode> Related { get; init; } = [];

    /// <summary>As a diagnostic. Only what is written in the network or block itself can be changed there, so steps in blocks are left out.</summary>
    public Problem ToProblem() => Node.Origin.Place.Problem(Id, Arguments) with
    {
        Related = Related
            .Where(static node => node.Origin.Block is null)
            .Select(static node => Site.Attribute(node.Origin.Place.Ordinal))
            .ToEquatableArray(),
    };
}
