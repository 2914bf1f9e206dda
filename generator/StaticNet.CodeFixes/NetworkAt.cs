using System.Collections.Generic;
using System.Collections.Immutable;
using System.Globalization;
using System.Linq;
using System.Threading;
using System.Threading.Tasks;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using StaticNet.Generator.Analysis;
using StaticNet.Generator.Analysis.Hazards;
using StaticNet.Generator.Diagnostics;
using StaticNet.Generator.Layers;
using StaticNet.Generator.Model;
using StaticNet.Generator.Parsing;
using StaticNet.Generator.Problems;

namespace StaticNet.CodeFixes;

/// <summary>A layer's attribute in the source, with what the generator knows about the layer and its network.</summary>
internal sealed class NetworkAt
{
    private readonly Project _project;
    private readonly ParsedNetwork _parsed;
    private readonly AnalysisResult _result;
    private readonly INamedTypeSymbol _type;

    private NetworkAt(Project project, Compilation compilation, INamedTypeSymbol type, ParsedNetwork parsed, AnalysisResult result, AnalyzedNetwork network)
    {
        _project = project;
        Compilation = compilation;
        _type = type;
        _parsed = parsed;
        _result = result;
        Network = network;
    }

    public Compilation Compilation { get; }

    /// <summary>The network; of an unsound one the best guess.</summary>
    public AnalyzedNetwork Network { get; }

    /// <summary>The layers' attributes in source order, as many as the network has layers.</summary>
    public ImmutableArray<AttributeSyntax> Layers { get; private set; }

    /// <summary>Which of the layers the attribute declares.</summary>
    public int Index { get; private set; }

    public AnalyzedLayer Layer => Network.Layers[Index];

    /// <summary>The number that <see cref="Site"/> knows the attribute by.</summary>
    public int Ordinal => OrdinalOf(Layers[Index]);

    public NetworkSites Sites => _parsed.Sites;

    public FlowGraph Graph => FlowGraph.Of(_parsed.Declaration, Network);

    /// <summary>The same of another layer.</summary>
    public int OrdinalOf(AttributeSyntax layer) => _parsed.Declaration.Layers[Layers.IndexOf(layer)].Ordinal;

    /// <summary>Where a step is written.</summary>
    public AttributeSyntax? Syntax(FlowNode node, CancellationToken cancellationToken) => Sites.IsElsewhere(node.Origin.Place.Written) ? null : Attributes.Of(Sites.Attribute(node.Origin.Place.Written), cancellationToken);

    /// <summary>The diagnostics of hazards in the network, each with the hazards that it is about.</summary>
    public IEnumerable<(Problem Problem, Hazard[] Hazards)> Reports(CancellationToken cancellationToken)
        => _result.Network is null ? [] : Rules(Sites, Compilation, cancellationToken).Report(Graph);

    /// <summary>What a diagnostic of the analyzer is about; nothing where it is about something else.</summary>
    public Hazard[] Hazards(Diagnostic diagnostic, CancellationToken cancellationToken)
    {
        string message = diagnostic.GetMessage(CultureInfo.InvariantCulture);
        return Reports(cancellationToken)
            .FirstOrDefault(report => report.Problem.Id == diagnostic.Id && Descriptors.Message(report.Problem) == message)
            .Hazards ?? [];
    }

    /// <summary>Whether the network is sound with edits, or has at least an error less, and has a diagnostic of this id less.</summary>
    public async Task<bool> IsMendedAsync(Diagnostic diagnostic, IEnumerable<Edit> edits, CancellationToken cancellationToken)
    {
        Solution mended = await Edit.ApplyAsync(_project.Solution, edits, cancellationToken).ConfigureAwait(false);
        if (mended.GetProject(_project.Id) is not { } project
            || await project.GetCompilationAsync(cancellationToken).ConfigureAwait(false) is not { } compilation
            || DocumentationCommentId.GetFirstSymbolForDeclarationId(_type.GetDocumentationCommentId()!, compilation) is not INamedTypeSymbol type)
        {
            return false;
        }

        ParsedNetwork parsed = NetworkParser.Parse(type, compilation, cancellationToken);
        AnalysisResult result = NetworkAnalysis.Analyze(parsed.Declaration, cancellationToken);
        return parsed.IsResolved
            && parsed.Declaration.IsComplete
            && (result.Network is not null || Errors(result) < Errors(_result))
            && Count(parsed, result, compilation) < Count(_parsed, _result, Compilation);

        int Count(ParsedNetwork parsed, AnalysisResult result, Compilation compilation)
            => (result.Network is { } network ? Rules(parsed.Sites, compilation, cancellationToken).Problems(parsed.Declaration, network) : result.Problems)
                .Count(problem => problem.Id == diagnostic.Id);
    }

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
        AttributeSyntax?[] layers = [.. parsed.Declaration.Layers.Select(sited => Attributes.Of(parsed.Sites.Attribute(Site.Attribute(sited.Ordinal)), cancellationToken))];
        int index = System.Array.IndexOf(layers, written);
        AnalysisResult result = NetworkAnalysis.Analyze(parsed.Declaration, cancellationToken);
        return index >= 0 && layers.All(static layer => layer is not null) && result.Surface?.Network is { } network
            ? new NetworkAt(document.Project, model.Compilation, type, parsed, result, network) { Layers = [.. layers.Select(static layer => layer!)], Index = index }
            : null;
    }

    private static HazardRules Rules(NetworkSites sites, Compilation compilation, CancellationToken cancellationToken)
        => new(name => LayerParser.ParseBlock(name, sites, compilation, cancellationToken));

    private static int Errors(AnalysisResult result) => result.Problems.Count(static problem => Descriptors.IsError(problem.Id));
}
