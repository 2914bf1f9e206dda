using System.Collections.Generic;
using System.Collections.Immutable;
using System.Linq;
using System.Threading;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using StaticNet.Generator.Diagnostics;
using StaticNet.Generator.Model;

namespace StaticNet.Generator.Parsing;

/// <summary>Reads a class with <c>[Network]</c>: symbols and syntax in, a model without either out.</summary>
internal static class NetworkParser
{
    /// <summary>
    /// Whether this is the declaration that stands for the class. A class can carry <c>[Network]</c> twice by mistake, on two
    /// partial declarations; it is one network even then.
    /// </summary>
    public static bool IsHome(INamedTypeSymbol type, SyntaxNode declaration) => Declaration(NetworkAttribute(type)) == declaration;

    public static ParsedNetwork Parse(INamedTypeSymbol type, Compilation compilation, CancellationToken cancellationToken)
    {
        ImmutableArray<AttributeData> attributes = InSourceOrder(type);
        var problems = new List<Problem>(ClassRestrictions.Problems(type, compilation));
        var layers = new List<Sited<Layer>>();
        var losses = new List<Sited<Loss>>();
        var inputShape = default(Sited<Shape>);

        for (int ordinal = 0; ordinal < attributes.Length; ordinal++)
        {
            cancellationToken.ThrowIfCancellationRequested();
            AttributeData attribute = attributes[ordinal];
            if (AttributeTable.IsNetwork(attribute.AttributeClass))
            {
                inputShape = new(new Shape(new AttributeArguments(attribute).Ints("inputShape")), ordinal);
            }
            else if (AttributeTable.Layer(attribute) is { } layer)
            {
                layers.Add(new(layer, ordinal));
            }
            else if (AttributeTable.Loss(attribute) is { } loss)
            {
                losses.Add(new(loss, ordinal));
            }
            else
            {
                problems.Add(new Problem(DiagnosticIds.UnknownLayer, Site.Attribute(ordinal), EquatableArray.Of(AttributeTable.Shown(attribute), NetworkGenerator.Version)));
            }
        }

        SyntaxNode? home = Declaration(NetworkAttribute(type));
        if (attributes.FirstOrDefault(attribute => Declaration(attribute) != home) is { } stray)
        {
            problems.Add(new Problem(
                DiagnosticIds.TwoDeclarations, Site.Attribute(attributes.IndexOf(stray)), EquatableArray.Of(AttributeTable.Shown(stray), type.Name)));
        }

        (DeclaredMember Member, ISymbol Symbol)[] members = [.. MemberParser.Parse(type, compilation)];
        var declaration = new NetworkDeclaration(
            TypeDeclarationParser.Parse(type),
            inputShape,
            layers.ToEquatableArray(),
            losses.ToEquatableArray(),
            members.Select(static pair => pair.Member).ToEquatableArray(),
            problems.ToEquatableArray(),
            IsComplete: attributes.All(AttributeArguments.AreComplete)
                && attributes.Count(static attribute => AttributeTable.IsNetwork(attribute.AttributeClass)) == 1,
            ClassRestrictions.CanBeReopened(type),
            ClassRestrictions.CanHaveConstructors(type, compilation));
        return new ParsedNetwork(declaration, new NetworkSites(home, attributes, [.. members.Select(static pair => pair.Symbol)]));
    }

    // The order of attributes means nothing to the C# language, and GetAttributes promises none: position in the file decides. What
    // stands on another declaration than [Network] comes last (it is an error anyway).
    private static ImmutableArray<AttributeData> InSourceOrder(INamedTypeSymbol type)
    {
        SyntaxNode? home = Declaration(NetworkAttribute(type));
        List<SyntaxNode> declarations = [.. type.DeclaringSyntaxReferences.Select(static reference => reference.GetSyntax())];
        return
        [
            .. type.GetAttributes()
                .Where(static attribute =>
                    AttributeTable.IsNetwork(attribute.AttributeClass)
                    || AttributeTable.IsLayer(attribute.AttributeClass)
                    || AttributeTable.IsLoss(attribute.AttributeClass))
                .OrderBy(attribute => Declaration(attribute) is { } declaration && declaration != home ? 1 + declarations.IndexOf(declaration) : 0)
                .ThenBy(static attribute => attribute.ApplicationSyntaxReference?.Span.Start),
        ];
    }

    private static AttributeData? NetworkAttribute(INamedTypeSymbol type)
        => type.GetAttributes().FirstOrDefault(static attribute => AttributeTable.IsNetwork(attribute.AttributeClass));

    // Attribute, attribute list, declaration.
    private static SyntaxNode? Declaration(AttributeData? attribute)
        => attribute?.ApplicationSyntaxReference?.GetSyntax()?.Parent?.Parent as TypeDeclarationSyntax;
}
