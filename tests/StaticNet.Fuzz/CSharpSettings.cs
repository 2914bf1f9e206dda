using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;

namespace StaticNet.Fuzz;

/// <summary>What the settings of a project mean to the compiler.</summary>
internal readonly record struct CSharpSettings(CSharpParseOptions Parse, CSharpCompilationOptions Compile, ImmutableArray<MetadataReference> References);
