using System.Collections.Immutable;
using System.Reflection;
using System.Text.RegularExpressions;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.Diagnostics;

namespace StaticNet.Fuzz;

/// <summary>
/// The analyzers of the .NET SDK with every rule there is (<c>AnalysisLevel</c> <c>latest-all</c>), over many accepted texts at once: they are
/// slow. What they find in generated text is a failure.
/// </summary>
internal static partial class EveryRule
{
    private static readonly Lazy<(ImmutableArray<DiagnosticAnalyzer> Analyzers, ImmutableDictionary<string, ReportDiagnostic> Severities)> Sdk = new(Load);

    /// <summary>Asserts that nothing is found.</summary>
    /// <param name="texts">Texts in which every class is named differently, with the seed of each.</param>
    public static IEnumerable<FuzzFailure> Check(IReadOnlyList<(int Seed, string Text)> texts)
    {
        (ImmutableArray<DiagnosticAnalyzer> analyzers, ImmutableDictionary<string, ReportDiagnostic> severities) = Sdk.Value;
        foreach ((int Seed, string Text)[] chunk in Apart(texts))
        {
            CSharpCompilation user = Compilations.Empty
                .WithOptions(Compilations.Options.WithSpecificDiagnosticOptions(severities).WithConcurrentBuild(false))
                .AddSyntaxTrees(chunk.Select(static text => Compilations.Parse(text.Text, $"/user/{text.Seed}.cs")));
            Examiner.NewDriver().RunGeneratorsAndUpdateCompilation(user, out Compilation output, out _);
            ImmutableArray<Diagnostic> found = output
                .WithAnalyzers(analyzers, new CompilationWithAnalyzersOptions(new AnalyzerOptions([]), null, concurrentAnalysis: false, logAnalyzerExecutionTime: false))
                .GetAllDiagnosticsAsync(CancellationToken.None).GetAwaiter().GetResult();
            if (found.FirstOrDefault(static diagnostic => diagnostic.IsGenerated() && diagnostic.Severity > DiagnosticSeverity.Hidden) is { } bad)
            {
                (int Seed, string Text) guilty = chunk.FirstOrDefault(text => bad.Location.SourceTree!.FilePath.Contains($"N{text.Seed}_", StringComparison.Ordinal), chunk[0]);
                yield return new FuzzFailure(guilty.Seed, $"With every rule: {bad}", guilty.Text);
            }
        }
    }

    // Blocks have the same names in all texts.
    private static IEnumerable<(int Seed, string Text)[]> Apart(IReadOnlyList<(int Seed, string Text)> texts)
        => [texts.Select(static text => (text.Seed, BlockName().Replace(text.Text, $"B{text.Seed}_$1"))).ToArray()];

    private static (ImmutableArray<DiagnosticAnalyzer>, ImmutableDictionary<string, ReportDiagnostic>) Load()
    {
        // shared/Microsoft.NETCore.App/10.0.0 beside sdk/10.0.100.
        string root = Path.GetFullPath(Path.Combine(Path.GetDirectoryName(typeof(object).Assembly.Location)!, "..", "..", ".."));
        string folder = Directory.EnumerateDirectories(Path.Combine(root, "sdk"), "10.*")
            .Select(static sdk => Path.Combine(sdk, "Sdks", "Microsoft.NET.Sdk", "analyzers"))
            .Where(Directory.Exists)
            .Max(StringComparer.Ordinal)
            ?? throw new InvalidOperationException($"There is no .NET 10 SDK in {root}.");
        string rules = File.ReadAllText(Path.Combine(folder, "build", "config", "analysislevel_10_all.globalconfig"));
        string[] files = ["Microsoft.CodeAnalysis.NetAnalyzers.dll", "Microsoft.CodeAnalysis.CSharp.NetAnalyzers.dll"];
        return (
            [.. files.SelectMany(file => Reflected.All<DiagnosticAnalyzer>(Assembly.LoadFrom(Path.Combine(folder, file))))],
            Severity().Matches(rules).ToImmutableDictionary(static match => match.Groups[1].Value, static match => match.Groups[2].Value == "warning" ? ReportDiagnostic.Warn : ReportDiagnostic.Suppress));
    }

    [GeneratedRegex(@"^dotnet_diagnostic\.(\w+)\.severity = (\w+)", RegexOptions.Multiline)]
    private static partial Regex Severity();

    [GeneratedRegex(@"\bB(\d)\b")]
    private static partial Regex BlockName();
}
