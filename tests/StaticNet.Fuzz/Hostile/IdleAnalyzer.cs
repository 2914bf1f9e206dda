using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;

namespace StaticNet.Fuzz.Hostile;

/// <summary>
/// Looks at the attributes of every type and reports nothing. What the compiler takes for it is what it takes for any analyzer: it declares and binds all that there is, and
/// tells of each member, which of 10,000 properties takes seconds.
/// </summary>
#pragma warning disable RS1001, RS2008 // It is run by the fuzzer only, and no compiler loads it.
internal sealed class IdleAnalyzer : DiagnosticAnalyzer
{
    private static readonly DiagnosticDescriptor Nothing = new("IDLE", "Nothing", "Nothing", "Idle", DiagnosticSeverity.Hidden, isEnabledByDefault: true);

    public override ImmutableArray<DiagnosticDescriptor> SupportedDiagnostics { get; } = [Nothing];

    public override void Initialize(AnalysisContext context)
    {
        context.ConfigureGeneratedCodeAnalysis(GeneratedCodeAnalysisFlags.None);
        context.EnableConcurrentExecution();
        context.RegisterSymbolAction(static symbol => _ = symbol.Symbol.GetAttributes(), SymbolKind.NamedType);
    }
}
#pragma warning restore RS1001, RS2008
