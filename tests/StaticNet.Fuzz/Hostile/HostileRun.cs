using System.Collections.Immutable;
using System.Globalization;
using System.Runtime.ExceptionServices;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeActions;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CodeRefactorings;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Diagnostics;
using Microsoft.CodeAnalysis.Text;
using StaticNet.CodeFixes;
using StaticNet.Generator;
using StaticNet.Generator.Layers;

namespace StaticNet.Fuzz.Hostile;

/// <summary>Generates, analyzes and fixes a hostile declaration on a thread with a stack of 1 MB, and measures it.</summary>
internal static class HostileRun
{
    private const int StackBytes = 1 << 20;

    // An expression is too deep for the compiler's own stack: it leaves it out, and so do we.
    private const string TooDeep = "CS8078";

    /// <summary>Measures a declaration.</summary>
    /// <param name="source">The declaration.</param>
    /// <param name="withFixes">Whether code fixes and refactorings are asked, too.</param>
    public static HostileResult Measure(HostileSource source, bool withFixes)
    {
        HostileResult? result = null;
        Exception? thrown = null;
        var thread = new Thread(
            () =>
            {
                try
                {
                    result = Run(source, withFixes);
                }
                catch (Exception exception) when (exception is not OutOfMemoryException)
                {
                    thrown = exception;
                }
            },
            StackBytes);
        thread.Start();
        thread.Join();
        return result ?? throw new FuzzException($"{source.Name}: {thrown}");
    }

    private static HostileResult Run(HostileSource source, bool withFixes)
    {
        SyntaxTree tree = Compilations.Parse(source.Text, "Hostile.cs");
        CSharpCompilation compilation = Compilations.Empty.AddSyntaxTrees(tree);

        // What the compiler itself takes for the attributes is not ours.
        ImmutableArray<Diagnostic> errors = [];
        double compiler = Seconds(() => errors = compilation.GetDiagnostics());
        if (errors.Any(static error => error.Id == TooDeep) != source.IsTooDeep)
        {
            throw new FuzzException($"{source.Name}: the compiler {(source.IsTooDeep ? "has" : "has no")} stack for it, so that it tests something else than its name says.");
        }

        long before = GC.GetTotalMemory(forceFullCollection: true);
        long peak = before;
        using var watch = new Timer(_ => peak = Math.Max(peak, GC.GetTotalMemory(forceFullCollection: false)), null, 5, 5);
        long allocated = GC.GetAllocatedBytesForCurrentThread();
        long generated = 0;
        double generator = Seconds(() =>
        {
            GeneratorRunResult run = CSharpGeneratorDriver.Create([new NetworkGenerator().AsSourceGenerator()], parseOptions: Compilations.ParseOptions)
                .RunGenerators(compilation).GetRunResult().Results[0];
            if (run.Exception is not null)
            {
                ExceptionDispatchInfo.Throw(run.Exception);
            }

            generated = run.GeneratedSources.Sum(static file => (long)file.SourceText.Length);
        });
        allocated = GC.GetAllocatedBytesForCurrentThread() - allocated;

        // Each run binds everything again. The first is slower than those behind it, whichever analyzers it has.
        ImmutableArray<DiagnosticAnalyzer> nothing = [new IdleAnalyzer()];
        _ = Analyze(compilation, nothing);
        (double idle, _) = Analyze(compilation, nothing);
        (double analyzers, ImmutableArray<Diagnostic> found) = Analyze(compilation, Reflected.All<DiagnosticAnalyzer>(typeof(NetworkGenerator).Assembly));
        analyzers = Math.Max(0, analyzers - idle);

        double fixes = withFixes ? Math.Max(0, Seconds(() => Fix(source, found)) - idle) : 0;
        return new HostileResult(
            compiler, idle, generator, analyzers, fixes, allocated, peak - before, generated,
            string.Join(" ", found.GroupBy(static diagnostic => diagnostic.Id).OrderBy(static group => group.Key, StringComparer.Ordinal).Select(static group => $"{group.Key} x {group.Count().ToString(CultureInfo.InvariantCulture)}")));
    }

    private static (double Seconds, ImmutableArray<Diagnostic> Found) Analyze(Compilation compilation, ImmutableArray<DiagnosticAnalyzer> analyzers)
    {
        ImmutableArray<Diagnostic> found = [];
        Exception? thrown = null;
        double seconds = Seconds(() => found = compilation.WithAnalyzers(
            analyzers,
            new CompilationWithAnalyzersOptions(new AnalyzerOptions([]), (exception, _, _) => thrown = exception, concurrentAnalysis: false, logAnalyzerExecutionTime: false))
            .GetAnalyzerDiagnosticsAsync(CancellationToken.None).GetAwaiter().GetResult());
        return thrown is null ? (seconds, found) : throw thrown;
    }

    // What is offered for one diagnostic of each kind, and at some attributes.
    private static void Fix(HostileSource source, ImmutableArray<Diagnostic> found)
    {
        Document document = new AdhocWorkspace().AddProject(ProjectInfo.Create(
            ProjectId.CreateNewId(), VersionStamp.Default, "Hostile", "Hostile", LanguageNames.CSharp,
            compilationOptions: Compilations.CompilationOptions, parseOptions: Compilations.ParseOptions, metadataReferences: Compilations.References))
            .AddDocument("Hostile.cs", SourceText.From(source.Text), filePath: "Hostile.cs");
        SyntaxNode root = document.GetSyntaxRootAsync().GetAwaiter().GetResult()!;
        foreach (Diagnostic diagnostic in found.Where(static diagnostic => diagnostic.Location.IsInSource).DistinctBy(static diagnostic => diagnostic.Id))
        {
            var moved = Diagnostic.Create(diagnostic.Descriptor, root.SyntaxTree.GetLocation(diagnostic.Location.SourceSpan));
            foreach (CodeFixProvider provider in Reflected.All<CodeFixProvider>(typeof(MakePartialCodeFix).Assembly).Where(provider => provider.FixableDiagnosticIds.Contains(diagnostic.Id)))
            {
                Apply(CodeActions.For(provider, document, moved, CancellationToken.None).GetAwaiter().GetResult());
            }
        }

        AttributeListSyntax[] places = [.. root.DescendantNodes(static node => node is not AttributeListSyntax).OfType<AttributeListSyntax>()];
        foreach (int place in new[] { 0, 1, 2, places.Length / 2, places.Length - 1 }.Where(place => place >= 0 && place < places.Length).Distinct())
        {
            foreach (CodeRefactoringProvider provider in Reflected.All<CodeRefactoringProvider>(typeof(MakePartialCodeFix).Assembly))
            {
                var selection = TextSpan.FromBounds(places[place].SpanStart, places[Math.Min(place + 1, places.Length - 1)].Span.End);
                Apply(CodeActions.For(provider, document, selection, CancellationToken.None).GetAwaiter().GetResult());
            }
        }

        static void Apply(CodeAction[] actions)
        {
            foreach (CodeAction action in actions)
            {
                _ = CodeActions.Apply(action, CancellationToken.None).GetAwaiter().GetResult();
            }
        }
    }

    // Of the processor, which a busy machine does not change much.
    private static double Seconds(Action action)
    {
        TimeSpan before = Environment.CpuUsage.TotalTime;
        action();
        return (Environment.CpuUsage.TotalTime - before).TotalSeconds;
    }
}
