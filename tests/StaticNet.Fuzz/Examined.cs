using System.Collections.Immutable;
using Microsoft.CodeAnalysis.Text;

namespace StaticNet.Fuzz;

/// <summary>What came of one text.</summary>
/// <param name="Errors">Where the errors are, the compiler's and ours; empty for a text that is accepted.</param>
/// <param name="Fixed">The text after one of the fixes that are offered; null without any.</param>
internal sealed record Examined(ImmutableArray<TextSpan> Errors, string? Fixed);
