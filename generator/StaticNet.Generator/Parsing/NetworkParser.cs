using System.Collections.Generic;
using System.Collections.Immutable;
using System.Linq;
using System.Threading;
using Microsoft.CodeAnalysis;
using StaticNet.Generator.Diagnostics;
using StaticNet.Generator.Ir;
using StaticNet.Generator.Layers;
using StaticNet.Generator.Model;
using StaticNet.Generator.Problems;

namespace StaticNet.Generator.Parsing;

/// <summary>Reads a class with <c>[Network]</c>: symbols and syntax in, a model without either out.</summary>
internal static class NetworkParser
{
    /// <summary>
    /// Whether this is the declaration that stands for the class. A class can carry <c>[Network]</c> twice by mistake, on two
    /// partial declarations; it is one network even then.
    /// </summary>
    public static bool IsHome(INamedTypeSymbol type, SyntaxNode declaration) => Home(type) == declaration;

    /// <summary>The declaration that stands for the class; null for a class that is no network.</summary>
    public static SyntaxNode? Home(INamedTypeSymbol type) => DeclaredAttributes.Declaration(NetworkAttribute(type));

    public static ParsedNetwork Parse(INamedTypeSymbol type, Compilation compilation, CancellationToken cancellationToken)
    {
        SyntaxNode? home = Home(type);
        ImmutableArray<AttributeData> attributes = DeclaredAttributes.InSourceOrder(type, home);
        var problems = new List<Problem>(ClassRestrictions.Problems(type, compilation));
        var parser = new LayerParser(compilation, problems, cancellationToken);
        var layers = new List<Sited<Layer>>();
        var losses = new List<Sited<Loss>>();
        var inputShape = default(Sited<Shape>);
        bool usesWinograd = true;
        bool hasBackward = false;

        for (int ordinal = 0; ordinal < attributes.Length; ordinal++)
        {
            cancellationToken.ThrowIfCancellationRequested();
            AttributeData attribute = attributes[ordinal];
            if (AttributeTable.IsNetwork(attribute.AttributeClass))
            {
                var arguments = new AttributeArguments(attribute);
                inputShape = new(new Shape(arguments.Ints("inputShape")), ordinal);
                usesWinograd = arguments.Bool("Winograd", fallback: true);
                hasBackward = arguments.Bool("Backward", fallback: false);
            }
            else if (parser.IsTooLarge && AttributeTable.IsLayer(attribute.AttributeClass))
            {
                continue;
            }
            else if (AttributeTable.IsLayer(attribute.AttributeClass) && parser.Parse(attribute, ordinal) is { } layer)
            {
                layers.Add(new(layer, ordinal));
            }
            else if (AttributeTable.Loss(attribute, parser.Function(attribute, ordinal)) is { } loss)
            {
                losses.Add(new(loss, ordinal));
            }
            else
            {
                problems.Add(new Problem(DiagnosticIds.UnknownLayer, Site.Attribute(ordinal), AttributeTable.Unknown(attribute)));
            }
        }

        if (attributes.FirstOrDefault(attribute => DeclaredAttributes.Declaration(attribute) != home) is { } stray)
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
                && parser.IsComplete
                && attributes.Count(static attribute => AttributeTable.IsNetwork(attribute.AttributeClass)) == 1,
            ClassRestrictions.CanBeReopened(type),
            ClassRestrictions.Needs(type, compilation))
        {
            UsesWinograd = usesWinograd,
            HasBackward = hasBackward,
        };
        return new ParsedNetwork(declaration, new NetworkSites(home, attributes, [.. members.Select(static pair => pair.Symbol)], parser.Block))
        {
            IsResolved = DeclaredAttributes.AreResolved(type) && parser.IsResolved,
        };
    }

    private static AttributeData? NetworkAttribute(INamedTypeSymbol type)
        => type.GetAttributes().FirstOrDefault(static attribute => AttributeTable.IsNetwork(attribute.AttributeClass));
}
