using System.Collections.Concurrent;
using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;
using StaticNet.Generator.Parsing;

namespace StaticNet.Generator.Diagnostics;

/// <summary>Reports what is wrong with the functions that a user has written, whether a network uses them or not: once for each place, however many functions come by it.</summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class FunctionAnalyzer : DiagnosticAnalyzer
{
    /// <inheritdoc/>
    public override ImmutableArray<DiagnosticDescriptor> SupportedDiagnostics { get; } = [Descriptors.UnsupportedFunction, Descriptors.NotDifferentiable];

    /// <inheritdoc/>
    public override void Initialize(AnalysisContext context)
    {
        context.ConfigureGeneratedCodeAnalysis(GeneratedCodeAnalysisFlags.None);
        context.EnableConcurrentExecution();
        context.RegisterCompilationStartAction(static start =>
        {
            var reported = new ConcurrentDictionary<Location, bool>();
            start.RegisterSymbolAction(symbol => Analyze(symbol, reported), SymbolKind.Method);
        });
    }

    private static void Analyze(SymbolAnalysisContext context, ConcurrentDictionary<Location, bool> reported)
    {
        var method = (IMethodSymbol)context.Symbol;
        if (FunctionSymbols.Role(method) is null)
        {
            return;
        }

        var parser = new FunctionParser(context.Compilation, context.CancellationToken);
        FunctionReading reading = FunctionSymbols.Differentiated(method) is { } function ? parser.ReadDerivative(method, function) : parser.Read(method);
        foreach (FunctionProblem problem in reading.Problems)
        {
            if (reported.TryAdd(problem.Location, true))
            {
                context.ReportDiagnostic(Diagnostic.Create(Descriptors.Get(problem.Id), problem.Location, [.. problem.Arguments]));
            }
        }
    }
}
