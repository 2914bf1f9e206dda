using Microsoft.CodeAnalysis.Text;

namespace StaticNet.Fuzz;

/// <summary>A place in a project.</summary>
internal readonly record struct Place(string Path, TextSpan Span);
