using System.Collections.Immutable;
using System.Reflection;
using System.Text.RegularExpressions;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.Diagnostics;

namespace StaticNet.Fuzz;

/// <summary>
/// The analyzers of the .NET SDK with every rule there is (<c>AnalysisLevel</c> <c>latest-all</c>), which are too slow for all that is accepted. What
/// they find in generated text is a failure.
/// </summary>
internal static partial class EveryRule
{
    private static readonly Lazy<(ImmutableArray<DiagnosticAnalyzer> Analyzers, CSharpCompilationOptions Options)> Sdk = new(Load);

    /// <summary>Asserts that nothing is found.</summary>
    /// <param name="project">A project that is accepted.</param>
    /// <exception cref="FuzzException">Something is found.</exception>
    public static void Check(UserProject project)
    {
        (ImmutableArray<DiagnosticAnalyzer> analyzers, CSharpCompilationOptions options) = Sdk.Value;
        var editor = new Editor("EveryRule", new TimeLimit());
        editor.Look(project);
        ImmutableArray<Diagnostic> found = editor.Output
            .WithOptions(options.WithNullableContextOptions(editor.Output.Options.NullableContextOptions))
            .WithAnalyzers(analyzers, new CompilationWithAnalyzersOptions(new AnalyzerOptions([]), null, concurrentAnalysis: false, logAnalyzerExecutionTime: false))
            .GetAllDiagnosticsAsync(CancellationToken.None).GetAwaiter().GetResult();
        if (found.FirstOrDefault(static diagnostic => diagnostic.IsGenerated() && diagnostic.Severity > DiagnosticSeverity.Hidden) is { } bad)
        {
            throw new FuzzException($"With every rule: {bad}\n{bad.Location.SourceTree}");
        }
    }

    private static (ImmutableArray<DiagnosticAnalyzer>, CSharpCompilationOptions) Load()
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
            Compilations.CompilationOptions.WithSpecificDiagnosticOptions(Severity().Matches(rules).ToImmutableDictionary(static match => match.Groups[1].Value, static match => match.Groups[2].Value == "warning" ? ReportDiagnostic.Warn : ReportDiagnostic.Suppress)));
    }

    [GeneratedRegex(@"^dotnet_diagnostic\.(\w+)\.severity = (\w+)", RegexOptions.Multiline)]
    private static partial Regex Severity();
}
