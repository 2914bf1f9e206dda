namespace StaticNet.Benchmarks;

/// <summary>What a row measured.</summary>
/// <param name="Ours">Our seconds.</param>
/// <param name="Peer">The peer's seconds; null where there was no peer to be measured.</param>
/// <param name="Remark">What is to be said of it: why there was no peer, or that it gives other results. Null for nothing.</param>
internal sealed record Measurement(double Ours, double? Peer, string? Remark = null);
