using System.Collections.Immutable;
using System.Linq;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;
using StaticNet.Generator.Parsing;

namespace StaticNet.Generator.Diagnostics;

/// <summary>Reports layers and losses on a class that is neither a network nor a block: the first one, as they all miss the same thing.</summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class StrayLayerAnalyzer : DiagnosticAnalyzer
{
    /// <inheritdoc/>
    public override ImmutableArray<DiagnosticDescriptor> SupportedDiagnostics { get; } = [Descriptors.NotANetwork];

    /// <inheritdoc/>
    public override void Initialize(AnalysisContext context)
    {
        context.ConfigureGeneratedCodeAnalysis(GeneratedCodeAnalysisFlags.None);
        context.EnableConcurrentExecution();
        context.RegisterSymbolAction(Analyze, SymbolKind.NamedType);
    }

    private static void Analyze(SymbolAnalysisContext context)
    {
        ImmutableArray<AttributeData> attributes = context.Symbol.GetAttributes();

        // An attribute that the compiler does not know may be a misspelt [Network] or [Block].
        if (attributes.Any(static attribute =>
            AttributeTable.IsNetwork(attribute.AttributeClass)
            || AttributeTable.IsBlock(attribute.AttributeClass)
            || AttributeTable.IsUnresolved(attribute.AttributeClass)))
        {
            return;
        }

        AttributeData? stray = attributes
            .Where(static attribute => AttributeTable.IsLayer(attribute.AttributeClass) || AttributeTable.IsLoss(attribute.AttributeClass))
            .OrderBy(static attribute => attribute.ApplicationSyntaxReference?.SyntaxTree.FilePath, System.StringComparer.Ordinal)
            .ThenBy(static attribute => attribute.ApplicationSyntaxReference?.Span.Start)
            .FirstOrDefault();
        if (stray?.ApplicationSyntaxReference is { } reference)
        {
            context.ReportDiagnostic(Diagnostic.Create(
                Descriptors.NotANetwork,
                reference.GetSyntax(context.CancellationToken).GetLocation(),
                AttributeTable.Shown(stray),
                context.Symbol.Name));
        }
    }
}
