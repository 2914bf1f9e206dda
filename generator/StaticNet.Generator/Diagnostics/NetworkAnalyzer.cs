using System.Collections.Generic;
using System.Collections.Immutable;
using System.Linq;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;
using StaticNet.Generator.Analysis;
using StaticNet.Generator.Analysis.Hazards;
using StaticNet.Generator.Model;
using StaticNet.Generator.Parsing;
using StaticNet.Generator.Problems;

namespace StaticNet.Generator.Diagnostics;

/// <summary>
/// Reports what is wrong with a network class, and of a sound one what is hazardous; of a block what is hazardous wherever it is used. It
/// asks the generator's own parser and analysis, so the two cannot disagree about what is sound.
/// </summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class NetworkAnalyzer : DiagnosticAnalyzer
{
    /// <inheritdoc/>
    public override ImmutableArray<DiagnosticDescriptor> SupportedDiagnostics { get; } =
        Descriptors.All.RemoveRange([Descriptors.NotANetwork, Descriptors.MissingLoss, Descriptors.BudgetExceeded, Descriptors.InvalidBudget, Descriptors.UnsupportedFunction, Descriptors.NotDifferentiable]);

    /// <inheritdoc/>
    public override void Initialize(AnalysisContext context)
    {
        context.ConfigureGeneratedCodeAnalysis(GeneratedCodeAnalysisFlags.None);
        context.EnableConcurrentExecution();
        context.RegisterCompilationStartAction(static start =>
        {
            var outline = ProjectOutline.Remembered(start.Compilation);
            start.RegisterSymbolAction(symbol => Analyze(symbol, outline), SymbolKind.NamedType);
        });
    }

    private static void Analyze(SymbolAnalysisContext context, ProjectOutline outline)
    {
        var type = (INamedTypeSymbol)context.Symbol;
        if (type.TypeKind != TypeKind.Class || outline.IsClean(type, Code(context).Maximum, context.CancellationToken))
        {
            return;
        }

        foreach (AttributeData attribute in type.GetAttributes())
        {
            if (AttributeTable.IsNetwork(attribute.AttributeClass))
            {
                AnalyzeNetwork(type, context, outline);
                return;
            }

            if (AttributeTable.IsBlock(attribute.AttributeClass))
            {
                AnalyzeBlock(type, context);
                return;
            }
        }
    }

    private static void AnalyzeNetwork(INamedTypeSymbol type, SymbolAnalysisContext context, ProjectOutline outline)
    {
        ParsedNetwork parsed = NetworkParser.Parse(type, context.Compilation, context.CancellationToken);

        // Without a misspelt layer the rest of the network means nothing: the compiler's error says all there is to say.
        if (!parsed.IsResolved)
        {
            return;
        }

        Analysis.AnalysisResult result = NetworkAnalysis.Analyze(parsed.Declaration, context.CancellationToken);
        Report(Told(result.Problems), parsed.Sites, context);
        if (result.Network is { } network)
        {
            Problem[] hazards = [.. Rules(parsed.Sites, context).Problems(parsed.Declaration, network)];
            Report(hazards, parsed.Sites, context);
            Diagnostic? code = CodeCheck.Find(type, result.Surface!, Code(context), context.CancellationToken);
            if (code is not null)
            {
                context.ReportDiagnostic(code);
            }
            else if (result.Problems.Count == 0 && hazards.Length == 0)
            {
                outline.SetClean(type, Code(context).Maximum, context.CancellationToken);
            }
        }
    }

    // The first of each kind; the last of them says how many more there are.
    private static IEnumerable<Problem> Told(IReadOnlyCollection<Problem> problems)
        => problems.Count <= DeclarationLimits.Diagnostics ? problems : problems.GroupBy(static problem => problem.Id).SelectMany(static kind =>
        {
            int untold = kind.Count() - DeclarationLimits.Diagnostics;
            return kind.Take(DeclarationLimits.Diagnostics).Select((problem, i) => untold > 0 && i == DeclarationLimits.Diagnostics - 1 ? problem with { Untold = untold } : problem);
        });

    private static BudgetLimit Code(SymbolAnalysisContext context) => BudgetParser.CodeOfProject(context.Options.AnalyzerConfigOptionsProvider.GlobalOptions);

    // What is wrong with a block is said by the networks that use it. Some hazards are the block's own.
    private static void AnalyzeBlock(INamedTypeSymbol type, SymbolAnalysisContext context)
    {
        if (LayerParser.ParseBlock(type, context.Compilation, context.CancellationToken) is { } block)
        {
            Report(Rules(block.Sites, context).Problems(block.Use), block.Sites, context);
        }
    }

    private static HazardRules Rules(NetworkSites sites, SymbolAnalysisContext context)
        => new(name => LayerParser.ParseBlock(name, sites, context.Compilation, context.CancellationToken));

    private static void Report(IEnumerable<Problem> problems, NetworkSites sites, SymbolAnalysisContext context)
    {
        foreach (Problem problem in problems)
        {
            context.ReportDiagnostic(Diagnostic.Create(
                Descriptors.Of(problem),
                sites.Locate(problem.Site, context.CancellationToken),
                problem.Related.Select(site => sites.Locate(site, context.CancellationToken)),
                [.. problem.Arguments]));
        }
    }
}
