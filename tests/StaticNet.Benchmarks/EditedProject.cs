using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.Diagnostics;
using StaticNet.Generator;

namespace StaticNet.Benchmarks;

/// <summary>
/// A project as an editor holds it: after each keystroke the driver runs, and generated files whose text is what it was stay the trees they
/// were. So the compiler parses again only what has changed, and its own work is no part of what is measured here.
/// </summary>
internal sealed class EditedProject
{
    private static readonly ImmutableArray<DiagnosticAnalyzer> Analyzers =
    [
        .. typeof(NetworkGenerator).Assembly.GetTypes()
            .Where(static type => !type.IsAbstract && type.IsSubclassOf(typeof(DiagnosticAnalyzer)))
            .Select(static type => (DiagnosticAnalyzer)Activator.CreateInstance(type)!),
    ];

    private readonly Dictionary<string, SyntaxTree> _generated = new(StringComparer.Ordinal);
    private CSharpCompilation _written;
    private CSharpCompilation _whole;
    private GeneratorDriver _driver;

    public EditedProject(CSharpCompilation written, CSharpParseOptions language)
    {
        _written = _whole = written;
        _driver = CSharpGeneratorDriver.Create([new NetworkGenerator().AsSourceGenerator()], parseOptions: language).RunGenerators(written);
        Refresh();

        // Beside ours one that writes as many files and never another text.
        ImmutableArray<string> names = [.. _generated.Keys.Select(static path => Path.GetFileName(path))];
        _driver = _driver.AddGenerators([new Keeper(names).AsSourceGenerator()]).RunGenerators(written);
    }

    /// <summary>The files that the user wrote.</summary>
    public ImmutableArray<SyntaxTree> Files => _written.SyntaxTrees;

    /// <summary>How many files are generated.</summary>
    public int GeneratedFiles => _generated.Count;

    /// <summary>The characters of all generated files.</summary>
    public long GeneratedLength => _generated.Values.Sum(static tree => (long)tree.Length);

    /// <summary>Puts a file in another's place and runs the generators.</summary>
    /// <param name="old">A file of the project.</param>
    /// <param name="edited">What it has become.</param>
    /// <returns>The generator's time by the driver's watch, and what of it is the driver's own: in seconds.</returns>
    public (double Generator, double Driver) Replace(SyntaxTree old, SyntaxTree edited)
    {
        _written = _written.ReplaceSyntaxTree(old, edited);
        _whole = _whole.ReplaceSyntaxTree(old, edited);
        _driver = _driver.RunGenerators(_written);
        ImmutableArray<GeneratorTimingInfo> times = _driver.GetTimingInfo().GeneratorTimes;
        return (times[0].ElapsedTime.TotalSeconds, times[1].ElapsedTime.TotalSeconds);
    }

    /// <summary>What our analyzers take, in seconds, when an editor asks for a file after it has shown the compiler's own diagnostics.</summary>
    /// <exception cref="InvalidOperationException">The project has an error.</exception>
    public double Analyze(IEnumerable<SyntaxTree> files)
    {
        Refresh();
        CompilationWithAnalyzers analyzed = _whole.WithAnalyzers(
            Analyzers, new CompilationWithAnalyzersOptions(new AnalyzerOptions([]), null, concurrentAnalysis: false, logAnalyzerExecutionTime: true));
        foreach (SyntaxTree file in files)
        {
            SemanticModel model = analyzed.Compilation.GetSemanticModel(file);
            ThrowIfError(model.GetDiagnostics());
            ThrowIfError(analyzed.GetAnalyzerSemanticDiagnosticsAsync(model, null, CancellationToken.None).GetAwaiter().GetResult());
        }

        return Analyzers.Sum(analyzer => analyzed.GetAnalyzerTelemetryInfoAsync(analyzer, CancellationToken.None).GetAwaiter().GetResult().ExecutionTime.TotalSeconds);
    }

    private static void ThrowIfError(ImmutableArray<Diagnostic> found)
    {
        if (found.FirstOrDefault(static diagnostic => diagnostic.Severity == DiagnosticSeverity.Error) is { } error)
        {
            throw new InvalidOperationException($"The project is meant to be sound, but {error}");
        }
    }

    // Takes over what the driver has generated, of the first generator only.
    private void Refresh()
    {
        foreach (GeneratedSourceResult source in _driver.GetRunResult().Results[0].GeneratedSources)
        {
            SyntaxTree tree = source.SyntaxTree;
            if (!_generated.TryGetValue(tree.FilePath, out SyntaxTree? before))
            {
                _whole = _whole.AddSyntaxTrees(tree);
            }
            else if (before.GetText() != source.SourceText)
            {
                _whole = _whole.ReplaceSyntaxTree(before, tree);
            }
            else
            {
                continue;
            }

            _generated[tree.FilePath] = tree;
        }
    }

    /// <summary>
    /// Writes as many files as ours and never has anything to do: what a keystroke costs it is the driver's, which compares the names of all
    /// generated files with each other.
    /// </summary>
    private sealed class Keeper(ImmutableArray<string> files) : IIncrementalGenerator
    {
        private const int FilesOfNetwork = 3;

        public void Initialize(IncrementalGeneratorInitializationContext context)
            => context.RegisterSourceOutput(
                context.ParseOptionsProvider.SelectMany((_, _) => files.Chunk(FilesOfNetwork).Select(static names => string.Join('|', names))),
                static (output, names) =>
                {
                    foreach (string name in names.Split('|'))
                    {
                        output.AddSource(name, "");
                    }
                });
    }
}
