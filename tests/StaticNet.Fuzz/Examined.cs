using System.Collections.Immutable;

namespace StaticNet.Fuzz;

/// <summary>What came of a look at a project.</summary>
/// <param name="Errors">Where the errors are, the compiler's and ours; empty for a project that is accepted.</param>
/// <param name="Fixed">The project after one of the fixes that are offered; null without any.</param>
internal sealed record Examined(ImmutableArray<Place> Errors, UserProject? Fixed);
