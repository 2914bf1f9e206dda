namespace StaticNet.Benchmarks;

/// <summary>What a row has to reach.</summary>
/// <param name="Ratio">The peer's time over ours, at least.</param>
/// <param name="Share">The share of the core's bound, at least.</param>
internal sealed record Bar(double Ratio, double Share = 0)
{
    public bool IsMet(double ratio, double share) => ratio >= Ratio && share >= Share;
}
