using StaticNet.Generator.Model;
using StaticNet.Generator.Problems;

namespace StaticNet.Generator.Analysis;

/// <summary>What <see cref="NetworkAnalysis"/> finds out about a declaration.</summary>
/// <param name="Surface">What the generated part has to offer; null where there can be no generated part at all.</param>
/// <param name="Problems">What is wrong.</param>
internal sealed record AnalysisResult(NetworkSurface? Surface, EquatableArray<Problem> Problems)
{
    /// <summary>The network if it is sound, else null.</summary>
    public AnalyzedNetwork? Network => Surface is { IsSound: true } ? Surface.Network : null;
}
