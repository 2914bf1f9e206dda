using System.Collections.Immutable;
using System.Linq;
using System.Threading;
using System.Threading.Tasks;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using StaticNet.Generator.Analysis;
using StaticNet.Generator.Model;
using StaticNet.Generator.Parsing;

namespace StaticNet.CodeFixes;

/// <summary>A layer's attribute in the source, with what the generator knows about the layer and its network.</summary>
/// <param name="compilation">The user's project.</param>
/// <param name="attribute">The attribute.</param>
/// <param name="layer">The layer; of an unsound network the best guess.</param>
/// <param name="network">Its network.</param>
/// <param name="layers">The layers' attributes in source order, as many as the network has layers.</param>
internal sealed class NetworkAt(
    Compilation compilation, AttributeData attribute, AnalyzedLayer layer, AnalyzedNetwork network, ImmutableArray<AttributeSyntax> layers)
{
    public Compilation Compilation { get; } = compilation;

    public AttributeData Attribute { get; } = attribute;

    public AnalyzedLayer Layer { get; } = layer;

    public AnalyzedNetwork Network { get; } = network;

    public ImmutableArray<AttributeSyntax> Layers { get; } = layers;

    /// <summary>The layer that a place in the source is about; null where it is about anything else.</summary>
    public static async Task<NetworkAt?> FindAsync(Document document, Location location, CancellationToken cancellationToken)
    {
        SemanticModel? model = await document.GetSemanticModelAsync(cancellationToken).ConfigureAwait(false);
        if (model is null
            || Attributes.At(location) is not { Parent.Parent: TypeDeclarationSyntax declaration } written
            || model.GetDeclaredSymbol(declaration, cancellationToken) is not INamedTypeSymbol type
            || NetworkParser.Home(type) != declaration)
        {
            return null;
        }

        ParsedNetwork parsed = NetworkParser.Parse(type, model.Compilation, cancellationToken);
        ImmutableArray<AttributeData> attributes = DeclaredAttributes.InSourceOrder(type, declaration);
        AttributeSyntax?[] layers = [.. parsed.Declaration.Layers.Select(sited => Syntax(attributes[sited.Ordinal]))];
        int index = System.Array.IndexOf(layers, written);
        return index >= 0
            && layers.All(static layer => layer is not null)
            && NetworkAnalysis.Analyze(parsed.Declaration, cancellationToken).Surface?.Network is { } network
            ? new NetworkAt(model.Compilation, attributes[parsed.Declaration.Layers[index].Ordinal], network.Layers[index], network, [.. layers.Select(static layer => layer!)])
            : null;

        AttributeSyntax? Syntax(AttributeData attribute) => attribute.ApplicationSyntaxReference?.GetSyntax(cancellationToken) as AttributeSyntax;
    }
}
