using System.Collections.Immutable;
using System.Linq;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;
using Microsoft.CodeAnalysis.Operations;
using StaticNet.Generator.Parsing;

namespace StaticNet.Generator.Diagnostics;

/// <summary>Reports trainers of networks that declare no loss, which throw.</summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class MissingLossAnalyzer : DiagnosticAnalyzer
{
    /// <inheritdoc/>
    public override ImmutableArray<DiagnosticDescriptor> SupportedDiagnostics { get; } = [Descriptors.MissingLoss];

    /// <inheritdoc/>
    public override void Initialize(AnalysisContext context)
    {
        context.ConfigureGeneratedCodeAnalysis(GeneratedCodeAnalysisFlags.None);
        context.EnableConcurrentExecution();
        context.RegisterCompilationStartAction(static start =>
        {
            if (start.Compilation.GetTypeByMetadataName("StaticNet.Trainer`1") is { } trainer)
            {
                start.RegisterOperationAction(creation => Analyze(creation, trainer), OperationKind.ObjectCreation);
            }
        });
    }

    private static void Analyze(OperationAnalysisContext context, INamedTypeSymbol trainer)
    {
        if (((IObjectCreationOperation)context.Operation).Type is not INamedTypeSymbol { TypeArguments: [INamedTypeSymbol network] } type
            || !SymbolEqualityComparer.Default.Equals(type.OriginalDefinition, trainer))
        {
            return;
        }

        ImmutableArray<AttributeData> attributes = network.GetAttributes();
        if (!attributes.Any(static attribute => AttributeTable.IsNetwork(attribute.AttributeClass))
            || attributes.Any(static attribute => AttributeTable.IsLoss(attribute.AttributeClass) || AttributeTable.IsUnresolved(attribute.AttributeClass)))
        {
            return;
        }

        // The last layer, behind which the loss goes.
        AttributeData? last = DeclaredAttributes.InSourceOrder(network, NetworkParser.Home(network))
            .LastOrDefault(static attribute => AttributeTable.IsLayer(attribute.AttributeClass));
        Location? place = last?.ApplicationSyntaxReference?.GetSyntax(context.CancellationToken).GetLocation();
        context.ReportDiagnostic(Diagnostic.Create(
            Descriptors.MissingLoss,
            context.Operation.Syntax.GetLocation(),
            additionalLocations: place is null ? [] : [place],
            network.Name));
    }
}
