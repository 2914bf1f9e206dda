using System.Collections.Immutable;
using System.Diagnostics.CodeAnalysis;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.Diagnostics;
using Microsoft.CodeAnalysis.Text;
using StaticNet.Generator;

namespace StaticNet.Fuzz;

/// <summary>
/// What an editor keeps from keystroke to keystroke: the trees, the compilation and the generator's driver. A new one, which has seen nothing, has to
/// come to the same.
/// </summary>
/// <param name="assembly">The project's name. What our analyzers remember they remember by it.</param>
/// <param name="limit">Looks at the time.</param>
internal sealed class Editor(string assembly, TimeLimit limit)
{
    private static readonly ImmutableArray<DiagnosticAnalyzer> Analyzers = Reflected.All<DiagnosticAnalyzer>(typeof(NetworkGenerator).Assembly);

    private static readonly ImmutableHashSet<string> Ids = [.. Analyzers.SelectMany(static analyzer => analyzer.SupportedDiagnostics).Select(static descriptor => descriptor.Id)];

    private GeneratorDriver _driver = CSharpGeneratorDriver.Create([new NetworkGenerator().AsSourceGenerator()], parseOptions: Compilations.ParseOptions);
    private CSharpCompilation _user = Compilations.Empty.WithAssemblyName(assembly);
    private UserProject _project = new([]);

    /// <summary>The compiler's view of the user's files.</summary>
    public CSharpCompilation User => _user;

    /// <summary>The same with the files that the generator writes.</summary>
    public CSharpCompilation Output { get; private set; } = Compilations.Empty;

    /// <summary>The files that the generator writes.</summary>
    public ImmutableArray<GeneratedSourceResult> Generated { get; private set; } = [];

    /// <summary>What our analyzers find in the user's files.</summary>
    public ImmutableArray<Diagnostic> Diagnostics { get; private set; } = [];

    /// <summary>What the compiler finds there.</summary>
    public ImmutableArray<Diagnostic> Compilers { get; private set; } = [];

    /// <summary>Takes the project as it is now, generates and analyzes.</summary>
    /// <param name="project">The project.</param>
    /// <param name="analyzes">Whether analyzers look at it, too.</param>
    /// <exception cref="FuzzException">Generator or analyzers throw, report that they have, or take too long.</exception>
    public void Look(UserProject project, bool analyzes = true)
    {
        _user = Compile(project);
        GeneratorDriver before = _driver.WithUpdatedParseOptions(Compilations.Options(project).Parse);
        limit.Watch("The generator", () => Generate(before));
        _project = project;
        if (!analyzes)
        {
            return;
        }

        ILookup<bool, Diagnostic> found = Analyze(_user).ToLookup(IsOurs);
        (Diagnostics, Compilers) = ([.. found[true]], [.. found[false]]);
    }

    /// <summary>What the compiler finds once the generated files are there.</summary>
    /// <param name="withAnalyzers">Whether analyzers look at them, too: with them it takes twice as long.</param>
    /// <exception cref="FuzzException">Analyzers throw, take too long, or find something else than in the user's files alone.</exception>
    public ImmutableArray<Diagnostic> Build(bool withAnalyzers)
    {
        if (!withAnalyzers)
        {
            return Output.GetDiagnostics();
        }

        ILookup<bool, Diagnostic> found = Analyze(Output).ToLookup(IsOurs);
        string[] ours = Shown(found[true]);
        return ours.SequenceEqual(Shown(Diagnostics))
            ? [.. found[false]]
            : throw new FuzzException($"With the generated files analyzers find\n{string.Join("\n", ours)}\nand without them\n{string.Join("\n", Shown(Diagnostics))}");
    }

    /// <summary>What this editor shows, to be compared with what another one shows.</summary>
    /// <param name="isAnalyzed">Whether the diagnostics are part of that.</param>
    public string Shown(bool isAnalyzed = true)
        => string.Join("\n", Generated.OrderBy(static source => source.HintName, StringComparer.Ordinal).Select(static source => $"==== {source.HintName}\n{source.SourceText}"))
            + "\n==== diagnostics\n"
            + string.Join("\n", isAnalyzed ? Shown(Diagnostics) : []);

    private static bool IsOurs(Diagnostic diagnostic) => Ids.Contains(diagnostic.Id);

    private static string[] Shown(IEnumerable<Diagnostic> diagnostics) => [.. diagnostics.Select(Shown).Order(StringComparer.Ordinal)];

    private static string Shown(Diagnostic diagnostic)
        => $"{diagnostic} at {Shown(diagnostic.Location)} and {string.Join(", ", diagnostic.AdditionalLocations.Select(Shown))}";

    private static string Shown(Location location) => $"{location.SourceTree?.FilePath}{location.SourceSpan}";

    /// <summary>What our analyzers find in a compilation.</summary>
    public static ImmutableArray<Diagnostic> Diagnose(Compilation compilation, UserProject project)
        => compilation.WithAnalyzers(Analyzers, new AnalyzerOptions([], new Properties(project.Budget))).GetAnalyzerDiagnosticsAsync(CancellationToken.None).GetAwaiter().GetResult();

    // As an editor does it: files that stay are the same trees, and one that is edited is parsed from its last tree.
    private CSharpCompilation Compile(UserProject project)
    {
        (CSharpParseOptions parse, CSharpCompilationOptions options, ImmutableArray<MetadataReference> references) = Compilations.Options(project);
        CSharpCompilation compilation = _user;
        if (compilation.Options != options)
        {
            compilation = compilation.WithOptions(options);
        }

        if (!compilation.References.SequenceEqual(references))
        {
            compilation = compilation.WithReferences(references);
        }

        bool areSame = project.Files.Select(static file => file.Path).SequenceEqual(_project.Files.Select(static file => file.Path)) && project.IsDebug == _project.IsDebug;
        if (!areSame)
        {
            Dictionary<string, SyntaxTree> old = compilation.SyntaxTrees.ToDictionary(static tree => tree.FilePath);
            return compilation.RemoveAllSyntaxTrees().AddSyntaxTrees(project.Files.Select(file =>
                old.TryGetValue(file.Path, out SyntaxTree? tree) && tree.Options.Equals(parse) ? Edited(tree, file.Text) : SyntaxFactory.ParseSyntaxTree(file.Text, parse, file.Path)));
        }

        for (int i = 0; i < project.Files.Length; i++)
        {
            SyntaxTree tree = compilation.SyntaxTrees[i];
            if (Edited(tree, project.Files[i].Text) is var edited && edited != tree)
            {
                compilation = compilation.ReplaceSyntaxTree(tree, edited);
            }
        }

        return compilation;
    }

    private static SyntaxTree Edited(SyntaxTree tree, string text)
    {
        var before = tree.GetText();
        string old = before.ToString();
        if (old == text)
        {
            return tree;
        }

        int start = old.AsSpan().CommonPrefixLength(text);
        int end = 0;
        while (end < Math.Min(old.Length, text.Length) - start && old[^(end + 1)] == text[^(end + 1)])
        {
            end++;
        }

        SyntaxTree edited = tree.WithChangedText(before.WithChanges(new TextChange(TextSpan.FromBounds(start, old.Length - end), text[start..^end])));

        // Of some malformed text, such as "[ELU.25f)]" typed behind "[.25f)]", the compiler makes another tree after an edit than at first.
        SyntaxTree anew = CSharpSyntaxTree.ParseText(text, (CSharpParseOptions)tree.Options, tree.FilePath);
        return edited.IsEquivalentTo(anew) ? edited : anew;
    }

    private void Generate(GeneratorDriver before)
    {
        _driver = before.RunGeneratorsAndUpdateCompilation(_user, out Compilation output, out ImmutableArray<Diagnostic> diagnostics);
        Output = (CSharpCompilation)output;
        GeneratorRunResult result = _driver.GetRunResult().Results[0];
        Generated = result.Exception is { } exception ? throw new FuzzException($"The generator threw {exception}")
            : diagnostics.Length > 0 ? throw new FuzzException($"The generator reported {diagnostics[0]}")
            : result.GeneratedSources;
    }

    // Both, as a build and an editor do; that is far quicker than one after the other. The compiler's time is not ours.
    private ImmutableArray<Diagnostic> Analyze(CSharpCompilation compilation)
    {
        Exception? thrown = null;
        ImmutableArray<Diagnostic> found = [];
        limit.Watch("An analyzer", () =>
        {
            CompilationWithAnalyzers analyzed = compilation.WithAnalyzers(
                Analyzers,
                new CompilationWithAnalyzersOptions(
                    new AnalyzerOptions([], new Properties(_project.Budget)),
                    (exception, _, _) => thrown = exception,
                    concurrentAnalysis: false,
                    logAnalyzerExecutionTime: true));
            found = analyzed.GetAllDiagnosticsAsync(CancellationToken.None).GetAwaiter().GetResult();
            return Analyzers.Max(analyzer => analyzed.GetAnalyzerTelemetryInfoAsync(analyzer, CancellationToken.None).GetAwaiter().GetResult().ExecutionTime);
        });
        return thrown is null && !found.Any(static diagnostic => diagnostic.Id == "AD0001") ? found : throw new FuzzException($"An analyzer threw {thrown}");
    }

    private sealed class Properties(string? budget) : AnalyzerConfigOptionsProvider
    {
        public override AnalyzerConfigOptions GlobalOptions { get; } = new Values(budget);

        public override AnalyzerConfigOptions GetOptions(SyntaxTree tree) => new Values(null);

        public override AnalyzerConfigOptions GetOptions(AdditionalText textFile) => new Values(null);

        private sealed class Values(string? budget) : AnalyzerConfigOptions
        {
            public override bool TryGetValue(string key, [NotNullWhen(true)] out string? value)
            {
                value = key == "build_property.StaticNetBudgetParameters" ? budget : null;
                return value is not null;
            }
        }
    }
}
