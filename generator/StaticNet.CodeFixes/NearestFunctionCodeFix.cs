using System.Collections.Generic;
using System.Collections.Immutable;
using System.Composition;
using System.Linq;
using System.Threading;
using System.Threading.Tasks;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using StaticNet.Generator.Model;
using StaticNet.Generator.Parsing;
using StaticNet.Generator.Problems;

namespace StaticNet.CodeFixes;

/// <summary>
/// Where a layer or a loss names a function that is not there: puts the nearest name of one in its place, or gives the method of that name the attribute that it
/// lacks.
/// </summary>
[ExportCodeFixProvider(LanguageNames.CSharp, Name = nameof(NearestFunctionCodeFix))]
[Shared]
public sealed class NearestFunctionCodeFix : AttributeCodeFix
{
    /// <inheritdoc/>
    public override ImmutableArray<string> FixableDiagnosticIds { get; } = [DiagnosticIds.UnknownFunction];

    private protected override async Task<IReadOnlyList<Offer>> OffersAsync(Document document, Diagnostic diagnostic, CancellationToken cancellationToken)
    {
        SyntaxNode? root = await document.GetSyntaxRootAsync(cancellationToken).ConfigureAwait(false);
        SemanticModel? model = await document.GetSemanticModelAsync(cancellationToken).ConfigureAwait(false);
        if (model is null
            || root?.FindNode(diagnostic.Location.SourceSpan, getInnermostNodeForTie: true).FirstAncestorOrSelf<AttributeArgumentSyntax>() is not { Parent.Parent: AttributeSyntax attribute } argument
            || model.GetConstantValue(argument.Expression, cancellationToken).Value is not string name
            || model.GetTypeInfo(attribute, cancellationToken).Type is not INamedTypeSymbol { Arity: 1 } kind
            || kind.TypeArguments[0] is not INamedTypeSymbol type)
        {
            return [];
        }

        string role = Attributes.Kind(attribute);
        IMethodSymbol[] methods = [.. type.GetMembers(name).OfType<IMethodSymbol>()];
        if (methods.Length > 0 && methods.All(static method => FunctionSymbols.Role(method) is null))
        {
            IMethodSymbol method = methods[0];
            return methods.Length == 1 && FunctionSymbols.Refusal(method, role == "Loss" ? 2 : 1) is null
                && method.DeclaringSyntaxReferences.FirstOrDefault()?.GetSyntax(cancellationToken) is MethodDeclarationSyntax declaration
                ? [new Offer($"Give '{name}' the attribute [{role}]", [Edit.Insert(declaration, declaration.SpanStart, $"[{(declaration.SyntaxTree == attribute.SyntaxTree ? Attributes.Written(attribute, role) : $"StaticNet.{role}")}] ")], "Role")]
                : [];
        }

        IEnumerable<string> names = FunctionSymbols.WithRole(type, role).Select(static function => function.Name).Distinct();
        return NearestName.Of(name, names) is { } nearest
            ? [new Offer($"Use '{nearest}'", [Edit.Replace(argument.Expression, SymbolDisplay.FormatLiteral(nearest, quote: true))], "Name")]
            : [];
    }
}
