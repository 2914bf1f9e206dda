using StaticNet.Generator.Model;

namespace StaticNet.Generator.Problems;

/// <summary>Something wrong with a network: what a diagnostic is made of.</summary>
/// <param name="Id">The diagnostic's id, such as <c>STN1002</c>.</param>
/// <param name="Site">Where it sits.</param>
/// <param name="Arguments">What its message is filled with.</param>
internal sealed record Problem(string Id, Site Site, EquatableArray<string> Arguments)
{
    /// <summary>In a block: which of its layers it is about, as <c>'residual2.conv1' of BasicBlock</c>; null elsewhere.</summary>
    public string? Where { get; init; }

    /// <summary>How many more of its kind there are that are not told.</summary>
    public int Untold { get; init; }

    /// <summary>The places that a code fix changes, where they are not that of the problem itself.</summary>
    public EquatableArray<Site> Related { get; init; }
}
