using System.Collections.Immutable;
using System.Diagnostics;
using System.Globalization;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.Diagnostics;
using StaticNet.Generator;

namespace StaticNet.Fuzz;

/// <summary>
/// Looks at the texts of one seed as an editor and a build do: generator, analyzers, code fixes, compiler. Nothing may throw or take more than
/// a second, and whatever the user's text is, if the compiler accepts that, it accepts it with the generated part, too, without a warning.
/// </summary>
internal sealed class Examiner(int seed)
{
    private const double Limit = 1;

    private static readonly ImmutableArray<DiagnosticAnalyzer> Analyzers = Reflected.All<DiagnosticAnalyzer>(typeof(NetworkGenerator).Assembly);

    private static readonly ImmutableHashSet<string> Ids = [.. Analyzers.SelectMany(static analyzer => analyzer.SupportedDiagnostics).Select(static descriptor => descriptor.Id)];

    private readonly List<string> _accepted = [];
    private readonly HashSet<string> _known = [];
    private GeneratorDriver _driver = NewDriver();
    private CSharpCompilation _last = Compilations.Empty;
    private ImmutableArray<SyntaxTree> _compiled = [];
    private TextWriter? _log;

    /// <summary>The texts so far.</summary>
    public int Cases { get; private set; }

    /// <summary>The last of them.</summary>
    public string Text { get; private set; } = "";

    /// <summary>Those that were accepted.</summary>
    public IReadOnlyList<string> Accepted => _accepted;

    /// <summary>The ids of our diagnostics that were met.</summary>
    public IReadOnlyCollection<string> Known => _known;

    /// <summary>The fixes that were applied.</summary>
    public int Fixes { get; private set; }

    /// <summary>What the slowest text took of the generator, of the analyzers or of a fix.</summary>
    public double Slowest { get; private set; }

    /// <summary>Where every text is written to, with what came of it.</summary>
    public TextWriter? Log
    {
        init => _log = value;
    }

    /// <summary>Looks at a text.</summary>
    public Examined Examine(string text, Random random)
    {
        Cases++;
        Text = text;
        SyntaxTree tree = Compilations.Parse(text, "/user/File.cs");
        CSharpCompilation user = Compilations.Empty.AddSyntaxTrees(tree);
        Compilation output = null!;
        GeneratorDriver before = _driver;
        Timed("The generator", () => output = Generate(before, user));

        // Compiling the generated text takes longer than all the rest: it has to be new, and the user's without errors, or chance has to want it.
        Diagnostic[] errors = [.. user.GetDiagnostics().Where(static diagnostic => diagnostic.Severity == DiagnosticSeverity.Error)];
        ImmutableArray<SyntaxTree> generated = _driver.GetRunResult().GeneratedTrees;
        bool compiles = !generated.SequenceEqual(_compiled) && (errors.Length == 0 || random.Next(8) == 0);
        _compiled = generated;
        (ImmutableArray<Diagnostic> all, ImmutableArray<Diagnostic> found) = Analyze(compiles ? output : user);
        foreach (Diagnostic diagnostic in found)
        {
            Check(diagnostic, tree);
        }

        if (compiles && errors.Length == 0)
        {
            CheckCompiles(all.Except(found));
        }

        string? better = null;
        Timed("A fix", () => better = new Fixer(tree, text, found, random, fixes => Fixes += fixes).Apply());
        errors = [.. errors, .. found.Where(static diagnostic => diagnostic.Severity == DiagnosticSeverity.Error)];
        if (errors.Length == 0)
        {
            _accepted.Add(text);
        }

        _last = user;
        _log?.WriteLine($"{text}\n---- {(errors.Length == 0 ? "accepted" : string.Join("\n---- ", errors.Select(static error => error.ToString())))}\n");
        return new Examined([.. errors.Select(static error => error.Location.SourceSpan)], better);
    }

    /// <summary>Asserts that a driver without a past writes the same for the last text.</summary>
    public void Finish()
    {
        GeneratorRunResult fresh = NewDriver().RunGenerators(_last).GetRunResult().Results[0];
        GeneratorRunResult old = _driver.GetRunResult().Results[0];
        string[] names = [.. fresh.GeneratedSources.Select(static source => source.HintName).Order(StringComparer.Ordinal)];
        if (!names.SequenceEqual(old.GeneratedSources.Select(static source => source.HintName).Order(StringComparer.Ordinal)))
        {
            throw new FuzzException("After edits the generator writes other files than without a past.");
        }

        foreach (GeneratedSourceResult source in fresh.GeneratedSources)
        {
            if (!source.SourceText.ContentEquals(old.GeneratedSources.Single(other => other.HintName == source.HintName).SourceText))
            {
                throw new FuzzException($"After edits the generator writes something else into {source.HintName} than without a past.");
            }
        }
    }

    internal static GeneratorDriver NewDriver()
        => CSharpGeneratorDriver.Create([new NetworkGenerator().AsSourceGenerator()], parseOptions: Compilations.ParseOptions);

    /// <summary>What our analyzers find.</summary>
    internal static ImmutableArray<Diagnostic> Diagnose(Compilation compilation)
        => compilation.WithAnalyzers(Analyzers).GetAnalyzerDiagnosticsAsync(CancellationToken.None).GetAwaiter().GetResult();

    private Compilation Generate(GeneratorDriver before, CSharpCompilation user)
    {
        _driver = before.RunGeneratorsAndUpdateCompilation(user, out Compilation output, out ImmutableArray<Diagnostic> diagnostics);
        GeneratorRunResult result = _driver.GetRunResult().Results[0];
        return result.Exception is { } exception ? throw new FuzzException($"The generator threw {exception}")
            : diagnostics.Length > 0 ? throw new FuzzException($"The generator reported {diagnostics[0]}")
            : output;
    }

    // All diagnostics, and those of them that are ours.
    private (ImmutableArray<Diagnostic> All, ImmutableArray<Diagnostic> Ours) Analyze(Compilation compilation)
    {
        Exception? thrown = null;
        (ImmutableArray<Diagnostic> All, ImmutableArray<Diagnostic> Ours) found = default;
        Timed("An analyzer", () =>
        {
            CompilationWithAnalyzers analyzed = compilation.WithAnalyzers(
                Analyzers,
                new CompilationWithAnalyzersOptions(
                    new AnalyzerOptions([]),
                    (exception, _, _) => thrown = exception,
                    concurrentAnalysis: false,
                    logAnalyzerExecutionTime: true));
            found.All = analyzed.GetAllDiagnosticsAsync(CancellationToken.None).GetAwaiter().GetResult();

            // The compiler's time is not ours.
            return Analyzers.Max(analyzer => analyzed.GetAnalyzerTelemetryInfoAsync(analyzer, CancellationToken.None).GetAwaiter().GetResult().ExecutionTime);
        });
        found.Ours = [.. found.All.Where(static diagnostic => Ids.Contains(diagnostic.Id))];
        return thrown is null ? found : throw new FuzzException($"An analyzer threw {thrown}");
    }

    private void Check(Diagnostic diagnostic, SyntaxTree tree)
    {
        _known.Add(diagnostic.Id);
        string message = diagnostic.GetMessage(CultureInfo.InvariantCulture);
        if (message == diagnostic.Descriptor.MessageFormat.ToString(CultureInfo.InvariantCulture) && message.Contains("{1}", StringComparison.Ordinal))
        {
            throw new FuzzException($"The message of {diagnostic.Id} has not been filled in: {message}");
        }

        if (diagnostic.Location.SourceTree != tree || diagnostic.Location.SourceSpan.End > tree.Length)
        {
            throw new FuzzException($"{diagnostic.Id} is not in the user's text, but in {diagnostic.Location}.");
        }
    }

    // Of the user's own text warnings are let through; errors in it are there only once it is put together with the generated.
    private static void CheckCompiles(IEnumerable<Diagnostic> compilers)
    {
        Diagnostic? bad = compilers.FirstOrDefault(static diagnostic =>
            diagnostic.Severity == DiagnosticSeverity.Error || (diagnostic.Severity > DiagnosticSeverity.Hidden && diagnostic.IsGenerated()));
        if (bad is not null)
        {
            throw new FuzzException($"With the generated part: {bad}\n{bad.Location.SourceTree}");
        }
    }

    private void Timed(string who, Action action) => Timed(who, () =>
    {
        long start = Stopwatch.GetTimestamp();
        action();
        return Stopwatch.GetElapsedTime(start);
    });

    // A machine has other things to do: what took too long gets another chance.
    private void Timed(string who, Func<TimeSpan> action)
    {
        TimeSpan least = TimeSpan.MaxValue;
        for (int attempt = 0; attempt < 3 && least.TotalSeconds > Limit; attempt++)
        {
            TimeSpan time = action();
            least = time < least ? time : least;
        }

        Slowest = Math.Max(Slowest, least.TotalSeconds);
        if (least.TotalSeconds > Limit)
        {
            throw new FuzzException($"{who} took {least.TotalSeconds:0.0} s. (Seed {seed})");
        }
    }
}
