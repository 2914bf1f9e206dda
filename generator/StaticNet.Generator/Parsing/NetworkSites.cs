using System.Collections.Generic;
using System.Collections.Immutable;
using System.Linq;
using System.Threading;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using StaticNet.Generator.Model;

namespace StaticNet.Generator.Parsing;

/// <summary>Finds the source of what a <see cref="Site"/> names by ordinal.</summary>
internal sealed class NetworkSites(SyntaxNode? declaration, ImmutableArray<AttributeData> attributes, ImmutableArray<ISymbol> members)
{
    public Location Locate(Site site, CancellationToken cancellationToken) => site.Kind switch
    {
        SiteKind.Attribute => Attribute(site.Ordinal, cancellationToken)?.GetLocation(),
        SiteKind.Argument => Argument(site, cancellationToken)?.GetLocation(),
        SiteKind.Member => members[site.Ordinal].Locations.FirstOrDefault(static location => location.IsInSource),
        _ => null,
    } ?? (declaration as BaseTypeDeclarationSyntax)?.Identifier.GetLocation() ?? Location.None;

    private AttributeSyntax? Attribute(int ordinal, CancellationToken cancellationToken)
        => attributes[ordinal].ApplicationSyntaxReference?.GetSyntax(cancellationToken) as AttributeSyntax;

    private SyntaxNode? Argument(Site site, CancellationToken cancellationToken)
    {
        AttributeSyntax? attribute = Attribute(site.Ordinal, cancellationToken);
        if (attribute?.ArgumentList is not { Arguments: { Count: > 0 } written })
        {
            return attribute;
        }

        // A kernel may have been given as kernelHeight and kernelWidth.
        List<string> parameters = attributes[site.Ordinal].AttributeConstructor?.Parameters.Select(static parameter => parameter.Name).ToList() ?? [];
        string name = site.Parameter == "kernel" && parameters.Contains("kernelHeight") ? "kernelHeight" : site.Parameter;

        // Name = "fc"; units: 10; or by position, where the last parameter may be a list written out.
        AttributeArgumentSyntax? named = written.FirstOrDefault(argument =>
            argument.NameEquals?.Name.Identifier.ValueText == name || argument.NameColon?.Name.Identifier.ValueText == name);
        if (named is not null)
        {
            return named;
        }

        int parameter = parameters.IndexOf(name);
        AttributeArgumentSyntax[] positional = [.. written.Where(static argument => argument.NameEquals is null && argument.NameColon is null)];
        return parameter < 0 ? attribute
            : parameter + site.Element < positional.Length ? positional[parameter + site.Element]
            : parameter < positional.Length ? positional[parameter]
            : attribute;
    }
}
