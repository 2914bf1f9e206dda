using System.Collections.Immutable;
using System.IO.Compression;
using System.Reflection.Metadata;
using System.Text;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using StaticNet.Generator.Tests.Support;
using StaticNet.Tiles;

namespace StaticNet.Generator.Tests.Printing;

/// <summary>The generator that writes the runtime's register tiles. What they compute is tested with the runtime.</summary>
[Trait(Build.Trait, Build.Any)]
public sealed class TileGeneratorTests
{
    private const string Attribute = "[Tile(2, 3)]";

    private const string Declaration = """
        using System.Runtime.CompilerServices;
        namespace StaticNet.Kernels;
        public static partial class Contraction
        {
            [Tile(2, 3)]
            private static partial void Another<T, TRows, TColumns>(T sums, ref float left, ref float right, ref float start, ref float result, int vector)
                where T : struct, IContraction, allows ref struct
                where TRows : struct, ICount
                where TColumns : struct, ICount;
        }
        """;

    private static readonly string[] Runtime =
    [
        "global using System;",
        .. Directory.GetFiles(Path.Combine(Repository.Root, "runtime/StaticNet/Kernels/Contractions"), "*.cs").Order(StringComparer.Ordinal).Select(File.ReadAllText),
    ];

    [Fact]
    public void Every_declared_tile_is_written_and_compiles()
    {
        GeneratorDriverRunResult result = Run(out Compilation compiled, Runtime);

        int declared = Runtime.Sum(static source => source.Split("    [Tile(").Length - 1);
        Assert.True(declared > 0);
        Assert.Equal(declared, result.GeneratedTrees.Length);
        AssertCompiles(compiled);
    }

    [Theory]
    [InlineData("[Tile(1, 1)]")]
    [InlineData("[Tile(24, 1, HasFewerColumns = true)]")]
    [InlineData("[Tile(1, 24, HasFewerColumns = true, Fetches = true)]")]
    [InlineData("[Tile(3, 2, Partials = 4, HasFewerColumns = true)]")]
    [InlineData("[Tile(1, 1, Partials = 2, Fetches = true)]")]
    [InlineData("[Tile(8, 1, Kind = TileKind.Pixels)]")]
    [InlineData("[Tile(1, 6, Kind = TileKind.Pixels, HasFewerColumns = true)]")]
    [InlineData("[Tile(6, 4, Kind = TileKind.Folded)]")]
    [InlineData("[Tile(1, 1, Kind = TileKind.Folded)]")]
    [InlineData("[Tile(3, 4, Kind = TileKind.Folded, Partials = 2)]")]
    [InlineData("[Tile(24, 1, Kind = TileKind.Channels)]")]
    [InlineData("[Tile(5, 1, Kind = TileKind.Channels, Turns = 5)]")]
    [InlineData("[Tile(1, 1, Kind = TileKind.Channels, Turns = 1)]")]
    public void A_tile_of_any_shape_compiles(string attribute)
    {
        string declaration = Declaration.Replace(Attribute, attribute, StringComparison.Ordinal);
        Run(out Compilation compiled, [.. Runtime, HasNoFunction(attribute) ? declaration.Replace(", int vector", "", StringComparison.Ordinal) : declaration]);

        AssertCompiles(compiled);

        static bool HasNoFunction(string tile) => tile.Contains("Pixels", StringComparison.Ordinal) || tile.Contains("Folded", StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("[Tile(0, 3)]", "at least one row")]
    [InlineData("[Tile(2, -1)]", "at least one row and one column")]
    [InlineData("[Tile(9, 3)]", "27 registers; 24 fit")]
    [InlineData("[Tile(2, 4, Partials = 4)]", "32 registers")]
    [InlineData("[Tile(2, 3, Partials = 3)]", "1, 2 or 4 partial sums, not 3")]
    [InlineData("[Tile(9, 2, Kind = TileKind.Pixels)]", "8 channels are stored side by side, not 9")]
    [InlineData("[Tile(2, 2, Kind = TileKind.Pixels, Partials = 2)]", "one partial sum")]
    [InlineData("[Tile(2, 2, Kind = TileKind.Channels)]", "one column and one partial sum")]
    [InlineData("[Tile(2, 1, Turns = 3)]", "only rows of channels")]
    [InlineData("[Tile(2, 5, Kind = TileKind.Folded)]", "4 sums are folded together, not 5")]
    public void A_tile_that_cannot_be_written_is_one_error_on_its_attribute(string attribute, string message)
    {
        GeneratorDriverRunResult result = Run(out _, [.. Runtime, Declaration.Replace(Attribute, attribute, StringComparison.Ordinal)]);

        Diagnostic error = Assert.Single(result.Diagnostics);
        Assert.Equal(("TILE001", DiagnosticSeverity.Error), (error.Id, error.Severity));
        Assert.Contains("'Another'", error.GetMessage(), StringComparison.Ordinal);
        Assert.Contains(message, error.GetMessage(), StringComparison.Ordinal);
        Assert.Equal(4, error.Location.GetLineSpan().StartLinePosition.Line);
        Assert.Equal(attribute.Length - 2, error.Location.SourceSpan.Length);
    }

    [Fact]
    public void A_method_with_a_body_is_one_error_on_its_attribute()
    {
        string declaration = Declaration.Replace(" partial void", " void", StringComparison.Ordinal).Replace("ICount;", "ICount => throw null!;", StringComparison.Ordinal);
        GeneratorDriverRunResult result = Run(out _, [.. Runtime, declaration]);

        Assert.Contains("not a partial method without a body", Assert.Single(result.Diagnostics).GetMessage(), StringComparison.Ordinal);
    }

    [Fact]
    public void An_edit_beside_a_tile_writes_none_again()
    {
        CSharpCompilation before = Compile([.. Runtime, Declaration]);
        SyntaxTree last = before.SyntaxTrees[^1];
        GeneratorDriver driver = Driver().RunGenerators(before, TestContext.Current.CancellationToken);
        string moved = Declaration.Replace("public static", "// A comment.\n\npublic static", StringComparison.Ordinal);
        driver = driver.RunGenerators(before.ReplaceSyntaxTree(last, Compilations.Parse(moved, Runtime.Length)), TestContext.Current.CancellationToken);

        GeneratorRunResult result = driver.GetRunResult().Results.Single();
        IncrementalStepRunReason[] reasons =
        [
            .. result.TrackedSteps[TileGenerator.Declarations].Concat(result.TrackedOutputSteps.Values.SelectMany(static steps => steps))
                .SelectMany(static step => step.Outputs, static (_, output) => output.Reason),
        ];

        // Of each tile what is declared, and what is written.
        Assert.Equal(2 * result.GeneratedSources.Length, reasons.Length);
        Assert.All(reasons, static reason => Assert.Contains(reason, (IncrementalStepRunReason[])[IncrementalStepRunReason.Cached, IncrementalStepRunReason.Unchanged]));
    }

    [Fact]
    public void The_symbols_of_the_runtime_contain_the_tiles()
    {
        using FileStream file = File.OpenRead(Path.ChangeExtension(typeof(NetworkAttribute).Assembly.Location, ".pdb"));
        using var symbols = MetadataReaderProvider.FromPortablePdbStream(file);
        MetadataReader reader = symbols.GetMetadataReader();
        GeneratorDriverRunResult result = Run(out _, Runtime);

        Dictionary<string, string> embedded = reader.Documents
            .Select(document => (Name: Path.GetFileName(reader.GetString(reader.GetDocument(document).Name)), Source: EmbeddedSource(reader, document)))
            .Where(static document => document.Source is not null)
            .ToDictionary(static document => document.Name, static document => document.Source!);
        foreach (SyntaxTree tile in result.GeneratedTrees)
        {
            Assert.Equal(tile.ToString(), embedded[Path.GetFileName(tile.FilePath)]);
        }
    }

    // The format is that of Portable PDB v1.0, "Embedded Source": the length before compression, or zero, then the bytes.
    private static string? EmbeddedSource(MetadataReader reader, DocumentHandle document)
    {
        var kind = new Guid("0E8A571B-6926-466E-B4AD-8AB04611F5FE");
        foreach (CustomDebugInformationHandle handle in reader.GetCustomDebugInformation(document))
        {
            CustomDebugInformation information = reader.GetCustomDebugInformation(handle);
            if (reader.GetGuid(information.Kind) == kind)
            {
                byte[] blob = reader.GetBlobBytes(information.Value);
                Stream bytes = new MemoryStream(blob, sizeof(int), blob.Length - sizeof(int));
                using var text = new StreamReader(BitConverter.ToInt32(blob) == 0 ? bytes : new DeflateStream(bytes, CompressionMode.Decompress), Encoding.UTF8);
                return text.ReadToEnd();
            }
        }

        return null;
    }

    private static void AssertCompiles(Compilation compiled)
        => Assert.Empty(compiled.GetDiagnostics().Where(static diagnostic => diagnostic.Severity == DiagnosticSeverity.Error));

    private static GeneratorDriverRunResult Run(out Compilation compiled, params string[] sources)
    {
        GeneratorDriver driver = Driver().RunGeneratorsAndUpdateCompilation(Compile(sources), out compiled, out ImmutableArray<Diagnostic> _);
        return driver.GetRunResult();
    }

    // The runtime's public types are those of its assembly as well; warnings say so.
    private static CSharpCompilation Compile(params string[] sources)
    {
        CSharpCompilation compilation = Compilations.Create(sources);
        return compilation.WithOptions(compilation.Options.WithGeneralDiagnosticOption(ReportDiagnostic.Default));
    }

    private static CSharpGeneratorDriver Driver()
        => CSharpGeneratorDriver.Create(
            [new TileGenerator().AsSourceGenerator()],
            parseOptions: Compilations.ParseOptions,
            driverOptions: new GeneratorDriverOptions(IncrementalGeneratorOutputKind.None, trackIncrementalGeneratorSteps: true));
}
