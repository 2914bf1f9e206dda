using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;
using StaticNet.Generator.Diagnostics;
using StaticNet.Generator.Ir;
using StaticNet.Generator.Problems;

namespace StaticNet.Generator.Tests.Support;

/// <summary>Runs generator and analyzers as a build does.</summary>
internal static class Diagnosis
{
    public static readonly ImmutableArray<DiagnosticAnalyzer> Analyzers = [new NetworkAnalyzer(), new StrayLayerAnalyzer(), new FunctionAnalyzer(), new BudgetAnalyzer(), new MissingLossAnalyzer()];

    /// <summary>
    /// Asserts that the marked diagnostics are found where they are marked and no others, with these messages in source order, and that
    /// neither the user's nor the generated code has an error or a warning beside them.
    /// </summary>
    public static async Task Finds(string marked, params string[] messages)
    {
        ImmutableArray<Diagnostic> found = await FindsAt(marked);
        Assert.Equal(messages, found.Select(static diagnostic => diagnostic.GetMessage(System.Globalization.CultureInfo.InvariantCulture)));
    }

    /// <summary>The same, whatever the messages say.</summary>
    public static async Task<ImmutableArray<Diagnostic>> FindsAt(string marked)
    {
        var source = MarkedSource.Parse(marked);
        Run run = Run.Generate(source.Text);
        ImmutableArray<Diagnostic> found = await Find(run);

        Assert.Equal(
            source.Marks.Select(static mark => $"{mark.Id} {mark.Span}"),
            found.Select(static diagnostic => $"{diagnostic.Id} {diagnostic.Location.SourceSpan}"));
        Assert.All(found, diagnostic => Assert.Same(run.Input.SyntaxTrees.First(), diagnostic.Location.SourceTree));

        // Where 'partial' is missing, the compiler says so, too.
        run.Compiles(except: found.Any(static diagnostic => diagnostic.Id is DiagnosticIds.NotPartial or DiagnosticIds.ContainerNotPartial) ? "CS0260" : null);
        return found;
    }

    /// <summary>
    /// What the analyzers report of the user's code, in source order. A build hands them the generated code, too, in which they look for nothing, but which
    /// the compiler binds for them: long runs do the same.
    /// </summary>
    public static Task<ImmutableArray<Diagnostic>> Find(Run run) => Find(LongRun.IsAskedFor ? run.Output : run.Input);

    /// <summary>What the analyzers report, in source order.</summary>
    /// <param name="compilation">The user's code together with the generated.</param>
    /// <param name="properties">The properties of the project that the compiler sees.</param>
    public static async Task<ImmutableArray<Diagnostic>> Find(Compilation compilation, params (string Name, string Value)[] properties)
    {
        CancellationToken token = TestContext.Current.CancellationToken;
        CompilationWithAnalyzers withAnalyzers = compilation.WithAnalyzers(
            Analyzers,
            new CompilationWithAnalyzersOptions(
                new AnalyzerOptions([], new ProjectProperties(properties)),
                static (exception, analyzer, _) => throw new InvalidOperationException($"{analyzer} threw.", exception),
                concurrentAnalysis: false,
                logAnalyzerExecutionTime: false));
        ImmutableArray<Diagnostic> found = await withAnalyzers.GetAnalyzerDiagnosticsAsync(token);
        return [.. found.OrderBy(static diagnostic => diagnostic.Location.SourceTree?.FilePath, StringComparer.Ordinal).ThenBy(static diagnostic => diagnostic.Location.SourceSpan.Start)];
    }
}
