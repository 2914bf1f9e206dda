using System.Collections.Immutable;
using System.Linq;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;
using StaticNet.Generator.Analysis;
using StaticNet.Generator.Model;
using StaticNet.Generator.Parsing;

namespace StaticNet.Generator.Diagnostics;

/// <summary>
/// Reports what is wrong with a network class. It asks the generator's own parser and analysis, so the two cannot disagree about what is
/// sound.
/// </summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class NetworkAnalyzer : DiagnosticAnalyzer
{
    /// <inheritdoc/>
    public override ImmutableArray<DiagnosticDescriptor> SupportedDiagnostics { get; } = Descriptors.All.Remove(Descriptors.NotANetwork);

    /// <inheritdoc/>
    public override void Initialize(AnalysisContext context)
    {
        context.ConfigureGeneratedCodeAnalysis(GeneratedCodeAnalysisFlags.None);
        context.EnableConcurrentExecution();
        context.RegisterSymbolAction(Analyze, SymbolKind.NamedType);
    }

    private static void Analyze(SymbolAnalysisContext context)
    {
        var type = (INamedTypeSymbol)context.Symbol;
        if (type.TypeKind != TypeKind.Class || !type.GetAttributes().Any(static attribute => AttributeTable.IsNetwork(attribute.AttributeClass)))
        {
            return;
        }

        ParsedNetwork parsed = NetworkParser.Parse(type, context.Compilation, context.CancellationToken);

        // Without a misspelt layer the rest of the network means nothing: the compiler's error says all there is to say.
        if (!parsed.IsResolved)
        {
            return;
        }

        foreach (Problem problem in NetworkAnalysis.Analyze(parsed.Declaration, context.CancellationToken).Problems)
        {
            context.ReportDiagnostic(Diagnostic.Create(
                Descriptors.Of(problem),
                parsed.Sites.Locate(problem.Site, context.CancellationToken),
                [.. problem.Arguments]));
        }
    }
}
