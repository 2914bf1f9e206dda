using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using StaticNet.Generator.Parsing;

namespace StaticNet.Fuzz;

/// <summary>The attributes that the generator's own table lists, with all that can be written in them. A new layer is in it by being there.</summary>
internal static class Vocabulary
{
    public static readonly ImmutableArray<KnownAttribute> Layers = [.. AttributeTable.LayerNames.Order(StringComparer.Ordinal).Select(Read)];

    public static readonly ImmutableArray<KnownAttribute> Losses = [.. AttributeTable.LossNames.Order(StringComparer.Ordinal).Select(Read)];

    /// <summary>What else can be written on a class.</summary>
    public static readonly ImmutableArray<KnownAttribute> Others =
    [
        .. Compilations.Empty.GetTypeByMetadataName("StaticNet.NetworkAttribute")!.ContainingNamespace.GetTypeMembers()
            .Where(static type => type is { IsAbstract: false, DeclaredAccessibility: Accessibility.Public, BaseType: { Name: "Attribute", ContainingNamespace.Name: "System" } } && type.Name != "NetworkAttribute")
            .Select(static type => Read(type.MetadataName)),
    ];

    private static KnownAttribute Read(string metadataName)
    {
        INamedTypeSymbol type = Compilations.Empty.GetTypeByMetadataName($"StaticNet.{metadataName}")
            ?? throw new InvalidOperationException($"The generator knows a {metadataName} that the runtime does not have.");
        IEnumerable<ISymbol> inherited = Ancestors(type).SelectMany(static ancestor => ancestor.GetMembers());
        return new KnownAttribute(
            type.Name[..^"Attribute".Length],
            type.Arity,
            [.. type.InstanceConstructors.Where(static constructor => constructor.DeclaredAccessibility == Accessibility.Public).Select(static constructor => constructor.Parameters)],
            [.. inherited.OfType<IPropertySymbol>().Where(static property => property.SetMethod?.DeclaredAccessibility == Accessibility.Public)]);
    }

    private static IEnumerable<INamedTypeSymbol> Ancestors(INamedTypeSymbol type)
    {
        for (INamedTypeSymbol? ancestor = type; ancestor is not null; ancestor = ancestor.BaseType)
        {
            yield return ancestor;
        }
    }
}
