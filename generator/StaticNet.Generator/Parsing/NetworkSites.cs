using System;
using System.Collections.Immutable;
using System.Linq;
using System.Threading;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using StaticNet.Generator.Ir;
using StaticNet.Generator.Model;
using StaticNet.Generator.Problems;

namespace StaticNet.Generator.Parsing;

/// <summary>Finds the source of what a <see cref="Site"/> names by ordinal.</summary>
/// <param name="declaration">The declaration of the network or block.</param>
/// <param name="attributes">Its attributes in source order; of a block the layers.</param>
/// <param name="members">The members that the user wrote.</param>
/// <param name="blocks">The blocks that it uses, by <see cref="BlockUse.Type"/>.</param>
internal sealed class NetworkSites(
    SyntaxNode? declaration, ImmutableArray<AttributeData> attributes, ImmutableArray<ISymbol> members, Func<string, BlockDeclaration?> blocks)
{
    /// <summary>A block that the network uses; null for none of this name.</summary>
    public BlockDeclaration? Block(string type) => blocks(type);

    /// <summary>Whether a site is in a block that another assembly declares: there is no source of it here.</summary>
    public bool IsElsewhere(Site site) => site.Block is { } block && blocks(block)?.IsElsewhere == true;

    /// <summary>The attribute that a site is, or is in.</summary>
    public AttributeData Attribute(Site site) => site.Block is { } block ? blocks(block)!.Layers[site.Ordinal] : attributes[site.Ordinal];

    public Location Locate(Site site, CancellationToken cancellationToken) => site.Kind switch
    {
        SiteKind.Attribute or SiteKind.Argument when IsElsewhere(site) => null,
        SiteKind.Attribute => Syntax(site, cancellationToken)?.GetLocation(),
        SiteKind.Argument => Argument(site, cancellationToken)?.GetLocation(),
        SiteKind.Member => members[site.Ordinal].Locations.FirstOrDefault(static location => location.IsInSource),
        _ => null,
    } ?? (Declaration(site) as BaseTypeDeclarationSyntax)?.Identifier.GetLocation() ?? Location.None;

    private SyntaxNode? Declaration(Site site) => site.Block is { } block ? blocks(block)?.Home : declaration;

    private AttributeSyntax? Syntax(Site site, CancellationToken cancellationToken)
        => Attribute(site).ApplicationSyntaxReference?.GetSyntax(cancellationToken) as AttributeSyntax;

    private SyntaxNode? Argument(Site site, CancellationToken cancellationToken)
    {
        // A kernel may have been given as kernelHeight and kernelWidth.
        AttributeData attribute = Attribute(site);
        bool isHeight = site.Parameter == "kernel" && attribute.AttributeConstructor?.Parameters.Any(static parameter => parameter.Name == "kernelHeight") == true;
        string name = isHeight ? "kernelHeight" : site.Parameter;

        // A list may be written out, or given as one array.
        AttributeArgumentSyntax[] written =
        [
            .. WrittenArguments.Of(attribute, cancellationToken).Where(argument => argument.Parameter == name).Select(static argument => argument.Argument),
        ];
        return site.Element < written.Length ? written[site.Element]
            : written.Length > 0 ? written[0]
            : Syntax(site, cancellationToken);
    }
}
