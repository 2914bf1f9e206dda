namespace StaticNet;

/// <summary>A value between the layers, and where it lies in the scratch memory of <c>Forward</c> for as long as it is needed.</summary>
/// <param name="Value">What the generated code calls it: <c>residual2.conv1</c>.</param>
/// <param name="Offset">Where it begins, in bytes, for one sample.</param>
/// <param name="Bytes">How much it takes for one sample, padding and borders included.</param>
/// <param name="WrittenBy">The layer that writes it first.</param>
/// <param name="LastReadBy">The layer that reads it last; from then on others take its place.</param>
public sealed record MemoryRegion(string Value, long Offset, long Bytes, string WrittenBy, string LastReadBy);
