namespace StaticNet.Fuzz.Files;

/// <summary>What came of one file.</summary>
/// <param name="Kind">What it was meant to be.</param>
/// <param name="Length">Its length in bytes.</param>
/// <param name="Refusal">Why it was refused; null if it was read.</param>
/// <param name="Failure">What should not have happened; null if nothing.</param>
/// <param name="Allocated">The bytes that reading it allocated.</param>
internal readonly record struct FileResult(string Kind, int Length, string? Refusal, string? Failure, long Allocated);
