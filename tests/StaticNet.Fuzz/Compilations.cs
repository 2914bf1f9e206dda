using System.Collections.Immutable;
using System.Numerics.Tensors;
using Basic.Reference.Assemblies;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;

namespace StaticNet.Fuzz;

/// <summary>The user's project: .NET 10, StaticNet, C# 14 with strict features, every warning there is.</summary>
internal static class Compilations
{
    private static readonly HashSet<string?> Needed = [.. typeof(NetworkAttribute).Assembly.GetReferencedAssemblies().Select(static name => name.Name), "System.Runtime", "System.Collections"];

    public static readonly CSharpParseOptions ParseOptions
        = new CSharpParseOptions(LanguageVersion.CSharp14, DocumentationMode.Diagnose).WithFeatures([new("strict", "true")]);

    /// <summary>What StaticNet itself refers to: of the whole framework every compilation would take several times as long.</summary>
    public static readonly ImmutableArray<MetadataReference> References =
    [
        .. Net100.References.All.Where(static reference => Needed.Contains(Path.GetFileNameWithoutExtension(reference.FilePath))),
        MetadataReference.CreateFromFile(typeof(NetworkAttribute).Assembly.Location),
        MetadataReference.CreateFromFile(typeof(TensorSpan<>).Assembly.Location),
    ];

    /// <summary>The framework without StaticNet: a project that has not been restored.</summary>
    private static readonly ImmutableArray<MetadataReference> Framework = [.. References.Where(static reference => Path.GetFileName(reference.Display) != "StaticNet.dll")];

    public static readonly CSharpCompilationOptions CompilationOptions = new(
        OutputKind.DynamicallyLinkedLibrary,
        optimizationLevel: OptimizationLevel.Release,
        nullableContextOptions: NullableContextOptions.Enable,
        warningLevel: 9999,
        concurrentBuild: false);

    private static readonly CSharpCompilationOptions NotNullable = CompilationOptions.WithNullableContextOptions(NullableContextOptions.Disable);

    private static readonly CSharpParseOptions Debug = ParseOptions.WithPreprocessorSymbols("DEBUG");

    /// <summary>Without a text; those with one share what it knows of its references.</summary>
    public static readonly CSharpCompilation Empty = CSharpCompilation.Create("UserCode", [], References, CompilationOptions);

    /// <summary>What the settings of a project mean to the compiler.</summary>
    public static CSharpSettings Options(UserProject project)
        => new(project.IsDebug ? Debug : ParseOptions, project.IsNullable ? CompilationOptions : NotNullable, project.IsRestored ? BlockLibrary.References : Framework);

    public static SyntaxTree Parse(string text, string path) => CSharpSyntaxTree.ParseText(text, ParseOptions, path);

    /// <summary>Whether a place is in generated text.</summary>
    public static bool IsGenerated(this Diagnostic diagnostic) => diagnostic.Location.SourceTree?.FilePath.EndsWith(".g.cs", StringComparison.Ordinal) == true;
}
