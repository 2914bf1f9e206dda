namespace StaticNet.Fuzz;

/// <summary>A number as it is written, and what it is.</summary>
/// <param name="Text">The words.</param>
/// <param name="Of">The value for the parameters of the block that it stands in.</param>
internal sealed record Number(string Text, Func<IReadOnlyList<int>, int> Of);
