using System.Collections.Immutable;
using System.Numerics.Tensors;
using Basic.Reference.Assemblies;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;

namespace StaticNet.Generator.Tests.Support;

/// <summary>Compilations as a user's project has them: .NET 10, StaticNet, nullable, documentation comments checked.</summary>
internal static class Compilations
{
    public static readonly CSharpParseOptions ParseOptions = new(LanguageVersion.CSharp14, DocumentationMode.Diagnose);

    private static readonly ImmutableArray<MetadataReference> References =
    [
        .. Net100.References.All,
        MetadataReference.CreateFromFile(typeof(NetworkAttribute).Assembly.Location),
        MetadataReference.CreateFromFile(typeof(TensorSpan<>).Assembly.Location),
    ];

    public static CSharpCompilation Create(params string[] sources) => Create(NullableContextOptions.Enable, sources);

    public static CSharpCompilation Create(NullableContextOptions nullable, params string[] sources)
        => CSharpCompilation.Create(
            "UserCode",
            sources.Select((source, i) => Parse(source, i)),
            References,
            new CSharpCompilationOptions(
                OutputKind.DynamicallyLinkedLibrary,
                nullableContextOptions: nullable,
                generalDiagnosticOption: ReportDiagnostic.Error,
                warningLevel: 9999));

    public static SyntaxTree Parse(string source, int file = 0) => CSharpSyntaxTree.ParseText(source, ParseOptions, path: $"/user/File{file}.cs");
}
