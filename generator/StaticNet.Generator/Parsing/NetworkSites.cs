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
        // A kernel may have been given as kernelHeight and kernelWidth.
        AttributeData attribute = attributes[site.Ordinal];
        bool isHeight = site.Parameter == "kernel" && attribute.AttributeConstructor?.Parameters.Any(static parameter => parameter.Name == "kernelHeight") == true;
        string name = isHeight ? "kernelHeight" : site.Parameter;

        // A list may be written out, or given as one array.
        AttributeArgumentSyntax[] written =
        [
            .. WrittenArguments.Of(attribute, cancellationToken).Where(argument => argument.Parameter == name).Select(static argument => argument.Argument),
        ];
        return site.Element < written.Length ? written[site.Element]
            : written.Length > 0 ? written[0]
            : Attribute(site.Ordinal, cancellationToken);
    }
}
