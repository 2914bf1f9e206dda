using System.Collections.Generic;
using System.Collections.Immutable;
using System.Linq;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Diagnostics;
using Microsoft.CodeAnalysis.Operations;
using StaticNet.Generator.Parsing;

namespace StaticNet.Generator.Diagnostics;

/// <summary>
/// Reports trainers of networks that declare no loss, which throw. It looks for them in a file's syntax and asks the compiler about what may be one only: an action
/// for operations, or for nodes, would have the compiler bind every body and every attribute for it, and takes seconds in deep namespaces.
/// </summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class MissingLossAnalyzer : DiagnosticAnalyzer
{
    private const string Trainer = "Trainer";

    /// <inheritdoc/>
    public override ImmutableArray<DiagnosticDescriptor> SupportedDiagnostics { get; } = [Descriptors.MissingLoss];

    /// <inheritdoc/>
    public override void Initialize(AnalysisContext context)
    {
        context.ConfigureGeneratedCodeAnalysis(GeneratedCodeAnalysisFlags.None);
        context.EnableConcurrentExecution();
        context.RegisterCompilationStartAction(static start =>
        {
            if (start.Compilation.GetTypeByMetadataName($"StaticNet.{Trainer}`1") is { } trainer)
            {
                start.RegisterSemanticModelAction(file => Analyze(file, trainer));
            }
        });
    }

    private static void Analyze(SemanticModelAnalysisContext context, INamedTypeSymbol trainer)
    {
        SemanticModel model = context.SemanticModel;
        IEnumerable<BaseObjectCreationExpressionSyntax> creations = model.SyntaxTree.GetRoot(context.CancellationToken)
            .DescendantNodes(static node => node is not AttributeListSyntax)
            .OfType<BaseObjectCreationExpressionSyntax>()
            .Where(creation => MayBeTrainer(creation, model));
        foreach (BaseObjectCreationExpressionSyntax creation in creations)
        {
            if (model.GetOperation(creation, context.CancellationToken) is IObjectCreationOperation operation)
            {
                Analyze(operation, trainer, context);
            }
        }
    }

    // By its name; by another name that the file or the project gives it; or without any.
    private static bool MayBeTrainer(BaseObjectCreationExpressionSyntax creation, SemanticModel model) => (creation as ObjectCreationExpressionSyntax)?.Type switch
    {
        null => true,
        QualifiedNameSyntax qualified => qualified.Right.Identifier.ValueText == Trainer,
        AliasQualifiedNameSyntax alias => alias.Name.Identifier.ValueText == Trainer,
        GenericNameSyntax generic => generic.Identifier.ValueText == Trainer,
        IdentifierNameSyntax name => model.GetAliasInfo(name)?.Target.Name == Trainer,
        _ => false,
    };

    private static void Analyze(IObjectCreationOperation creation, INamedTypeSymbol trainer, SemanticModelAnalysisContext context)
    {
        if (creation.Type is not INamedTypeSymbol { TypeArguments: [INamedTypeSymbol network] } type
            || !SymbolEqualityComparer.Default.Equals(type.OriginalDefinition, trainer))
        {
            return;
        }

        ImmutableArray<AttributeData> attributes = network.GetAttributes();
        if (attributes.FirstOrDefault(static attribute => AttributeTable.IsNetwork(attribute.AttributeClass)) is not { } declared
            || new AttributeArguments(declared).Bool("Backward", fallback: false)
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
            creation.Syntax.GetLocation(),
            additionalLocations: place is null ? [] : [place],
            network.Name));
    }
}
