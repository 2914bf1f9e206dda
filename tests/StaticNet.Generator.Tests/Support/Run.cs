using System.Collections.Immutable;
using System.Reflection;
using System.Runtime.Loader;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.Emit;

namespace StaticNet.Generator.Tests.Support;

/// <summary>
/// One run of the generator. Every run is done twice, the second time on a clone of the compilation: each tracked step has to come out
/// of the cache then, or the test fails, whatever it is about.
/// </summary>
internal sealed class Run
{
    // As the SDK suppresses it: libraries that were compiled for an older framework.
    private static readonly KeyValuePair<string, ReportDiagnostic> OlderFramework = new("CS1701", ReportDiagnostic.Suppress);

    private Run(GeneratorDriver driver, Compilation input, Compilation output, GeneratorRunResult result)
    {
        Driver = driver;
        Input = input;
        Output = output;
        Result = result;
    }

    public GeneratorDriver Driver { get; }

    public Compilation Input { get; }

    /// <summary>The user's code together with the generated.</summary>
    public Compilation Output { get; }

    public GeneratorRunResult Result { get; }

    public ImmutableArray<string> HintNames => [.. Result.GeneratedSources.Select(static source => source.HintName)];

    public static Run Generate(params string[] sources) => Generate(Compilations.Create(sources));

    public static Run Generate(Compilation compilation)
    {
        GeneratorDriver driver = CSharpGeneratorDriver.Create(
            [new NetworkGenerator().AsSourceGenerator()],
            parseOptions: Compilations.ParseOptions,
            driverOptions: new GeneratorDriverOptions(IncrementalGeneratorOutputKind.None, trackIncrementalGeneratorSteps: true));
        Run first = Generate(driver, compilation);

        Run second = Generate(first.Driver, compilation.Clone());
        foreach (string step in NetworkGenerator.Step.All)
        {
            Assert.All(second.Reasons(step), reason => Assert.True(reason is IncrementalStepRunReason.Cached or IncrementalStepRunReason.Unchanged, $"{step} is {reason} in a second run."));
        }

        Assert.All(
            second.Result.TrackedOutputSteps.SelectMany(static steps => steps.Value).SelectMany(static step => step.Outputs),
            static output => Assert.Equal(IncrementalStepRunReason.Cached, output.Reason));
        return first;
    }

    /// <summary>A run on an edited compilation, with what this one left in the cache.</summary>
    public Run Then(Compilation edited) => Generate(Driver, edited);

    /// <summary>Why each value of a step is what it is.</summary>
    public ImmutableArray<IncrementalStepRunReason> Reasons(string step)
        => Result.TrackedSteps.TryGetValue(step, out ImmutableArray<IncrementalGeneratorRunStep> runs)
            ? [.. runs.SelectMany(static run => run.Outputs).Select(static output => output.Reason)]
            : [];

    public string Text(string hintName)
    {
        GeneratedSourceResult[] found = [.. Result.GeneratedSources.Where(source => source.HintName == hintName)];
        Assert.True(found.Length == 1, $"There is no {hintName}, but {string.Join(", ", HintNames)}.");
        return found[0].SourceText.ToString();
    }

    /// <summary>
    /// Asserts that user's and generated code compile without an error or a warning. That the user's own members have no documentation is
    /// the only warning let through.
    /// </summary>
    /// <param name="except">An error that there is.</param>
    public Run Compiles(string? except = null)
    {
        // With the documentation, so that its warnings are found. One for CS1591 would otherwise be an error, which ends before methods are compiled.
        EmitResult result = Output
            .WithOptions(Output.Options.WithSpecificDiagnosticOptions([new("CS1591", ReportDiagnostic.Warn), OlderFramework]))
            .Emit(Stream.Null, xmlDocumentationStream: Stream.Null);
        Diagnostic[] found =
        [
            .. result.Diagnostics.Where(diagnostic =>
                diagnostic.Severity > DiagnosticSeverity.Hidden
                && diagnostic.Id != except
                && !(diagnostic.Id == "CS1591" && Input.SyntaxTrees.Contains(diagnostic.Location.SourceTree))),
        ];
        Assert.True(found.Length == 0, string.Join("\n", found.Select(static diagnostic => diagnostic.ToString())) + "\n\n" + Everything());
        Assert.Equal(result.Diagnostics.All(diagnostic => diagnostic.Id != except), result.Success);
        return this;
    }

    /// <summary>Compiles user's and generated code as a release build does, and loads it.</summary>
    public Assembly Load(AssemblyLoadContext context) => Load(context, Output);

    /// <summary>The same for any compilation.</summary>
    public static Assembly Load(AssemblyLoadContext context, Compilation compilation)
    {
        using var image = new MemoryStream();
        EmitResult result = compilation
            .WithOptions(((CSharpCompilation)compilation).Options
                .WithOptimizationLevel(OptimizationLevel.Release)
                .WithSpecificDiagnosticOptions([new("CS1591", ReportDiagnostic.Suppress), OlderFramework]))
            .Emit(image);
        Assert.True(result.Success, string.Join("\n", result.Diagnostics));
        image.Position = 0;
        return context.LoadFromStream(image);
    }

    /// <summary>All generated text, for messages.</summary>
    public string Everything()
        => string.Join("\n", Result.GeneratedSources.Select(static source => $"==== {source.HintName}\n{source.SourceText}"));

    private static Run Generate(GeneratorDriver driver, Compilation compilation)
    {
        driver = driver.RunGeneratorsAndUpdateCompilation(compilation, out Compilation output, out ImmutableArray<Diagnostic> diagnostics);
        Assert.Empty(diagnostics);
        GeneratorRunResult result = Assert.Single(driver.GetRunResult().Results);
        Assert.Null(result.Exception);
        return new Run(driver, compilation, output, result);
    }
}
