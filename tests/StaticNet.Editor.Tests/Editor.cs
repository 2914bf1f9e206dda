using System.Collections.Immutable;
using Basic.Reference.Assemblies;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.Diagnostics;
using Microsoft.CodeAnalysis.Host.Mef;
using Microsoft.CodeAnalysis.QuickInfo;
using Microsoft.CodeAnalysis.Text;
using StaticNet.Generator;

namespace StaticNet.Editor.Tests;

/// <summary>A project with StaticNet and its generator, one file of it open.</summary>
internal sealed class Editor : IDisposable
{
    private readonly AdhocWorkspace _workspace = new(MefHostServices.DefaultHost);
    private readonly DocumentId _file;

    public Editor(string text)
    {
        ProjectInfo info = ProjectInfo.Create(
            ProjectId.CreateNewId(),
            VersionStamp.Default,
            "Project",
            "Project",
            LanguageNames.CSharp,
            compilationOptions: new CSharpCompilationOptions(OutputKind.DynamicallyLinkedLibrary, nullableContextOptions: NullableContextOptions.Enable),
            parseOptions: new CSharpParseOptions(LanguageVersion.CSharp14, DocumentationMode.Parse),
            metadataReferences:
            [
                .. Net100.References.All,
                MetadataReference.CreateFromFile(typeof(NetworkAttribute).Assembly.Location),
                MetadataReference.CreateFromFile(typeof(System.Numerics.Tensors.TensorPrimitives).Assembly.Location),
            ],
            analyzerReferences: [new GeneratorReference()]);
        _file = _workspace.AddDocument(_workspace.AddProject(info).Id, "File.cs", SourceText.From(text)).Id;
    }

    private Document File => _workspace.CurrentSolution.GetDocument(_file)!;

    /// <summary>Types over the file.</summary>
    public void Edit(string old, string edited)
    {
        string text = File.GetTextAsync(TestContext.Current.CancellationToken).GetAwaiter().GetResult().ToString();
        Assert.Contains(old, text);
        Assert.True(_workspace.TryApplyChanges(File.WithText(SourceText.From(text.Replace(old, edited, StringComparison.Ordinal))).Project.Solution));
    }

    /// <summary>What the mouse over the first character of the first such text shows: each part of it by its kind.</summary>
    public async Task<IReadOnlyDictionary<string, string>> Hover(string at)
    {
        CancellationToken token = TestContext.Current.CancellationToken;
        string text = File.GetTextAsync(TestContext.Current.CancellationToken).GetAwaiter().GetResult().ToString();
        Assert.Empty((await File.Project.GetCompilationAsync(token))!.GetDiagnostics(token).Where(static found => found.Severity == DiagnosticSeverity.Error));
        QuickInfoItem? shown = await QuickInfoService.GetService(File)!.GetQuickInfoAsync(File, text.IndexOf(at, StringComparison.Ordinal), token);
        Assert.NotNull(shown);
        return shown.Sections.ToDictionary(static section => section.Kind, static section => section.Text);
    }

    public void Dispose() => _workspace.Dispose();

    private sealed class GeneratorReference : AnalyzerReference
    {
        private readonly ImmutableArray<ISourceGenerator> _generators = [new NetworkGenerator().AsSourceGenerator()];

        public override string? FullPath => null;

        public override object Id => nameof(GeneratorReference);

        public override ImmutableArray<ISourceGenerator> GetGenerators(string language) => _generators;

        public override ImmutableArray<ISourceGenerator> GetGeneratorsForAllLanguages() => _generators;

        public override ImmutableArray<DiagnosticAnalyzer> GetAnalyzers(string language) => [];

        public override ImmutableArray<DiagnosticAnalyzer> GetAnalyzersForAllLanguages() => [];
    }
}
