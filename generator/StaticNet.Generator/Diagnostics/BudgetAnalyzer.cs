using System.Collections.Generic;
using System.Collections.Immutable;
using System.Globalization;
using System.Linq;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;
using StaticNet.Generator.Analysis;
using StaticNet.Generator.Model;
using StaticNet.Generator.Parsing;

namespace StaticNet.Generator.Diagnostics;

/// <summary>
/// Reports networks that cost more than <c>[Budget]</c>, or the project, lets them, and budgets that are none. It stands apart from the other
/// diagnostics of networks as it may have to plan memory, and as networks without a budget have nothing to do with it.
/// </summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class BudgetAnalyzer : DiagnosticAnalyzer
{
    /// <inheritdoc/>
    public override ImmutableArray<DiagnosticDescriptor> SupportedDiagnostics { get; } = [Descriptors.BudgetExceeded, Descriptors.InvalidBudget];

    /// <inheritdoc/>
    public override void Initialize(AnalysisContext context)
    {
        context.ConfigureGeneratedCodeAnalysis(GeneratedCodeAnalysisFlags.None);
        context.EnableConcurrentExecution();
        context.RegisterSymbolAction(Analyze, SymbolKind.NamedType);
        context.RegisterCompilationAction(AnalyzeProject);
    }

    private static void AnalyzeProject(CompilationAnalysisContext context)
    {
        foreach ((_, string property, string value) in BudgetParser.Written(context.Options.AnalyzerConfigOptionsProvider.GlobalOptions))
        {
            if (BudgetParser.Number(value) is not >= 1)
            {
                context.ReportDiagnostic(Diagnostic.Create(
                    Descriptors.InvalidBudget,
                    Location.None,
                    $"The project's property {property} is '{value}', but a budget is a whole number of at least 1: set one, or leave the property out"));
            }
        }
    }

    private static void Analyze(SymbolAnalysisContext context)
    {
        var type = (INamedTypeSymbol)context.Symbol;
        AttributeData? attribute = BudgetParser.Attribute(type);
        bool isNetwork = NetworkParser.Home(type) is not null;
        if (!isNetwork)
        {
            if (attribute is not null)
            {
                ReportInvalid(
                    $"[Budget] has no effect because '{type.Name}' carries no [Network]: put it on the network that it is for",
                    BudgetParser.Locate(attribute, context.CancellationToken));
            }

            return;
        }

        (BudgetLimit Limit, Location? Location)[] declared = attribute is null ? [] : [.. BudgetParser.Declared(attribute, context.CancellationToken)];
        if (attribute is not null && declared.Length == 0 && AttributeArguments.AreComplete(attribute))
        {
            ReportInvalid(
                $"[Budget] of '{type.Name}' sets no limit: set Parameters, MultiplyAdds, WorkspaceBytes or CodeCharacters, or leave it out",
                BudgetParser.Locate(attribute, context.CancellationToken));
        }

        foreach ((BudgetLimit limit, Location? location) in declared.Where(static pair => pair.Limit.Maximum < 1))
        {
            string number = limit.Maximum.ToString(CultureInfo.InvariantCulture);
            ReportInvalid($"The budget {limit.Item} of '{type.Name}' is {number}, but has to be at least 1: set another, or leave it out for none", location);
        }

        // What the class says goes before what the project says.
        Location? name = BudgetParser.Locate(type);
        (BudgetLimit Limit, Location? Location)[] limits =
        [
            .. declared.Where(static pair => pair.Limit.Maximum >= 1),
            .. BudgetParser.OfProject(context.Options.AnalyzerConfigOptionsProvider.GlobalOptions)
                .Where(limit => !declared.Any(pair => pair.Limit.Item == limit.Item))
                .Select(limit => (limit, name)),
        ];

        // How long the code is, every network is asked, and the analyzer of all networks does.
        limits = [.. limits.Where(static pair => pair.Limit.Item != BudgetItem.CodeCharacters)];
        if (limits.Length > 0)
        {
            Measure(type, limits, context);
        }

        void ReportInvalid(string message, Location? location)
            => context.ReportDiagnostic(Diagnostic.Create(Descriptors.InvalidBudget, location ?? Location.None, message));
    }

    private static void Measure(INamedTypeSymbol type, IEnumerable<(BudgetLimit Limit, Location? Location)> limits, SymbolAnalysisContext context)
    {
        ParsedNetwork parsed = NetworkParser.Parse(type, context.Compilation, context.CancellationToken);
        if (!parsed.IsResolved || NetworkAnalysis.Analyze(parsed.Declaration, context.CancellationToken).Network is not { } network)
        {
            return;
        }

        foreach ((BudgetLimit limit, Location? location) in limits)
        {
            if (BudgetCheck.Exceeds(network, limit, context.CancellationToken) is { } message)
            {
                context.ReportDiagnostic(Diagnostic.Create(Descriptors.BudgetExceeded, location ?? Location.None, [.. message]));
            }
        }
    }
}
