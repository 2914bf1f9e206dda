namespace StaticNet;

/// <summary>A value between the layers, and its place in the scratch memory of <c>Forward</c> while it is needed.</summary>
/// <param name="Value">Its name in the generated code: <c>residual2.conv1</c>.</param>
/// <param name="Offset">Its offset in bytes, for one sample.</param>
/// <param name="Bytes">Its size in bytes for one sample, padding and borders included.</param>
/// <param name="WrittenBy">The layer that writes it first.</param>
/// <param name="LastReadBy">The layer that reads it last; after that, other values reuse its memory.</param>
public sealed record MemoryRegion(string Value, long Offset, long Bytes, string WrittenBy, string LastReadBy);
