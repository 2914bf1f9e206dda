using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;

namespace StaticNet.Fuzz;

/// <summary>
/// Blocks of another assembly, which a user's project refers to: what is known of them stands in metadata. They are the same in every run, so that all projects share the assembly.
/// </summary>
internal static class BlockLibrary
{
    private const string Namespace = "Library";
    private const int Count = 60;

    static BlockLibrary()
    {
        (IReadOnlyList<SoundBlock> blocks, string text) = SoundProject.DrawLibrary(new Random(1), Count);
        CSharpCompilation library = CSharpCompilation.Create(
            Namespace, [Compilations.Parse($"using StaticNet;\nnamespace {Namespace};\n\n{text}", "/library/Blocks.cs")], Compilations.References, Compilations.CompilationOptions);
        using var assembly = new MemoryStream();
        if (library.Emit(assembly) is { Success: false } result)
        {
            throw new InvalidOperationException($"The library of blocks does not compile: {result.Diagnostics.First(static diagnostic => diagnostic.Severity == DiagnosticSeverity.Error)}\n{text}");
        }

        Blocks = [.. blocks.Select(static block => block with { Name = $"global::{Namespace}.{block.Name}" })];
        References = Compilations.References.Add(MetadataReference.CreateFromImage(assembly.ToArray()));
    }

    /// <summary>The blocks.</summary>
    public static ImmutableArray<SoundBlock> Blocks { get; }

    /// <summary>What a project with the library refers to.</summary>
    public static ImmutableArray<MetadataReference> References { get; }
}
