using System.Collections.Immutable;
using System.Linq;
using System.Text;
using System.Threading;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.Text;
using StaticNet.Generator.Analysis;
using StaticNet.Generator.Ir;
using StaticNet.Generator.Layers;
using StaticNet.Generator.Model;
using StaticNet.Generator.Parsing;
using StaticNet.Generator.Passes;
using StaticNet.Generator.Printing;

namespace StaticNet.Generator;

/// <summary>
/// Writes the generated part of every class with <c>[Network]</c>. Each step ends in a value that compares by content, so that an edit
/// stops at the first step whose result it does not change. It reports nothing: the analyzers do, from the same parser and analysis.
/// </summary>
[Generator(LanguageNames.CSharp)]
public sealed class NetworkGenerator : IIncrementalGenerator
{
    /// <summary>The name in <c>[GeneratedCode]</c>, by which the generator's members are told from the user's.</summary>
    internal const string Name = "StaticNet.Generator";

    /// <summary>The generator's version, which is that of the StaticNet it comes with.</summary>
    internal static readonly string Version = typeof(NetworkGenerator).Assembly.GetName().Version.ToString();

    /// <inheritdoc/>
    public void Initialize(IncrementalGeneratorInitializationContext context)
    {
        // What says [Network], and what of the project it can depend on; from keystroke to keystroke both are mostly the same.
        IncrementalValueProvider<(ProjectOutline Outline, Compilation Compilation)> project = context.CompilationProvider
            .Select(static (compilation, _) => ProjectOutline.Of(compilation))
            .Combine(context.CompilationProvider);

        // After a file has come while another one was edited, the compiler gives some nodes twice: each counts once.
        IncrementalValuesProvider<NetworkCandidate> candidates = context.SyntaxProvider
            .CreateSyntaxProvider(static (node, _) => NetworkCandidate.Is(node), static (syntax, _) => NetworkCandidate.Of(syntax.Node))
            .Collect()
            .SelectMany(static (all, _) => all.Distinct());

        // Symbols and syntax end here: a network becomes a model of text and numbers.
        IncrementalValuesProvider<NetworkDeclaration> named = candidates
            .Combine(project)
            .Select(static (pair, token) => pair.Right.Outline.Read(pair.Left, pair.Right.Compilation, token))
            .Where(static declaration => declaration is not null)
            .Select(static (declaration, _) => declaration!)
            .WithTrackingName(Step.Parse);

        // The same for those that have the attribute by another name (using Net = StaticNet.NetworkAttribute).
        IncrementalValuesProvider<NetworkDeclaration> aliased = context.SyntaxProvider
            .ForAttributeWithMetadataName(
                AttributeTable.Network,
                static (node, _) => (node.IsKind(SyntaxKind.ClassDeclaration) || node.IsKind(SyntaxKind.RecordDeclaration)) && !NetworkCandidate.Is(node),
                Parse)
            .Where(static declaration => declaration is not null)
            .Select(static (declaration, _) => declaration!)
            .WithTrackingName(Step.Parse);

        IncrementalValuesProvider<NetworkSurface> namedSurfaces = Surfaces(named), aliasedSurfaces = Surfaces(aliased);

        // File names that differ in case only are one name to the compiler.
        IncrementalValueProvider<EquatableArray<string>> crowded = HintNames(namedSurfaces)
            .Combine(HintNames(aliasedSurfaces))
            .Select(static (stems, _) => HintName.Crowded(stems.Left.Concat(stems.Right)))
            .WithTrackingName(Step.HintNames);
        Write(context, namedSurfaces, crowded);
        Write(context, aliasedSurfaces, crowded);

        // What other projects have to know of the blocks that they can see.
        IncrementalValuesProvider<BlockRecord> records = context.SyntaxProvider
            .ForAttributeWithMetadataName(
                AttributeTable.Block,
                static (node, _) => node.IsKind(SyntaxKind.ClassDeclaration),
                static (syntax, token) => BlockRecord.Of((INamedTypeSymbol)syntax.TargetSymbol, syntax.SemanticModel.Compilation, token))
            .Where(static record => record is not null)
            .Select(static (record, _) => record!)
            .WithTrackingName(Step.BlockRecords);
        context.RegisterSourceOutput(records.Collect(), static (output, all) =>
        {
            if (!all.IsEmpty)
            {
                output.AddSource(BlockRecordEmitter.FileName, SourceText.From(BlockRecordEmitter.Emit(all.Distinct(), output.CancellationToken), Encoding.UTF8));
            }
        });
    }

    // Names, shapes, places. The user's own members stop here, and so do problems: what is left is what has to be written.
    private static IncrementalValuesProvider<NetworkSurface> Surfaces(IncrementalValuesProvider<NetworkDeclaration> declarations)
        => declarations
            .Select(static (declaration, token) => NetworkAnalysis.Analyze(declaration, token).Surface)
            .Where(static surface => surface is not null)
            .Select(static (surface, _) => surface!)
            .WithTrackingName(Step.Analyze);

    private static IncrementalValueProvider<ImmutableArray<string>> HintNames(IncrementalValuesProvider<NetworkSurface> surfaces)
        => surfaces.Select(static (surface, _) => surface.Network.Type.HintName).Collect();

    private static void Write(
        IncrementalGeneratorInitializationContext context, IncrementalValuesProvider<NetworkSurface> surfaces, IncrementalValueProvider<EquatableArray<string>> crowded)
    {
        // The kernel plan, for networks that are sound.
        IncrementalValuesProvider<(NetworkSurface Surface, NetworkPlan? Plan)> plans = surfaces
            .Select(static (surface, token) => (surface, surface.IsSound ? NetworkLowering.TryLower(surface.Network, token) : null))
            .WithTrackingName(Step.Lower);

        // The text of the three files.
        IncrementalValuesProvider<NetworkSources> sources = plans
            .Select(static (plan, token) => NetworkSources.Emit(plan.Surface, plan.Plan, token))
            .WithTrackingName(Step.Emit);

        context.RegisterSourceOutput(sources.Combine(crowded), static (output, pair) =>
        {
            (NetworkSources files, EquatableArray<string> taken) = pair;
            string stem = HintName.Unique(files.Stem, taken);
            foreach ((string suffix, string text) in files.Files)
            {
                output.AddSource(stem + suffix, SourceText.From(text, Encoding.UTF8));
            }
        });
    }

    private static NetworkDeclaration? Parse(GeneratorAttributeSyntaxContext context, CancellationToken cancellationToken)
    {
        var type = (INamedTypeSymbol)context.TargetSymbol;
        return NetworkParser.IsHome(type, context.TargetNode)
            ? NetworkParser.Parse(type, context.SemanticModel.Compilation, cancellationToken).Declaration
            : null;
    }

    /// <summary>The names under which the steps are tracked.</summary>
    internal static class Step
    {
        public const string Parse = nameof(Parse);
        public const string Analyze = nameof(Analyze);
        public const string Lower = nameof(Lower);
        public const string Emit = nameof(Emit);
        public const string HintNames = nameof(HintNames);

        public const string BlockRecords = nameof(BlockRecords);

        public static readonly ImmutableArray<string> All = [Parse, Analyze, Lower, Emit, HintNames, BlockRecords];
    }
}
