using System;
using System.Collections.Generic;
using System.Linq;
using StaticNet.Generator.Layers;
using StaticNet.Generator.Model;
using StaticNet.Generator.Problems;

namespace StaticNet.Generator.Analysis.Hazards;

/// <summary>
/// All hazards. A new one is a file with its rule and a line here. They are looked for in sound networks and blocks only, by the analyzer and
/// never by the generator, which they do not concern.
/// </summary>
/// <param name="blockAlone">A block with the values that its parameters have by themselves, by <see cref="BlockUse.Type"/>; null where something is wrong with it.</param>
internal sealed class HazardRules(Func<string, BlockUse?> blockAlone)
{
    private static readonly Func<FlowGraph, IEnumerable<Hazard>>[] Rules =
    [
        LinearPair.Find,
        SaturatingStack.Find,
        OutputHazards.Find,
        UselessBias.Find,
        SoftmaxTwice.Find,
        DropoutBeforeBatchNorm.Find,
        StepInTraining.Find,
        ChannelRounding.Find,
    ];

    // What is said where a block is declared.
    private readonly Dictionary<string, HashSet<Spot>> _said = new(StringComparer.Ordinal);

    /// <summary>What is hazardous about a sound network, as diagnostics.</summary>
    public IEnumerable<Problem> Problems(NetworkDeclaration declaration, AnalyzedNetwork network)
        => Report(FlowGraph.Of(declaration, network)).Select(static report => report.Problem);

    /// <summary>What is hazardous about a block wherever it is used, as diagnostics.</summary>
    public IEnumerable<Problem> Problems(BlockUse block) => IsKnown(block) ? Report(FlowGraph.Of(block)).Select(static report => report.Problem) : [];

    /// <summary>
    /// The diagnostics, each with the hazards that it is about: what stands once in the source is said once, however often its block is used
    /// under one attribute.
    /// </summary>
    public IEnumerable<(Problem Problem, Hazard[] Hazards)> Report(FlowGraph graph)
    {
        Hazard[] hazards = [.. Rules.SelectMany(rule => rule(graph)).Where(hazard => !IsSaidByBlock(hazard))];
        Dictionary<string, HashSet<FlowNode>> changed = hazards
            .GroupBy(static hazard => hazard.Id, StringComparer.Ordinal)
            .ToDictionary(static group => group.Key, static group => new HashSet<FlowNode>(group.SelectMany(static hazard => hazard.Changes)), StringComparer.Ordinal);
        ILookup<Site, FlowNode>? written = null;
        foreach (IGrouping<Spot, Hazard> group in hazards.GroupBy(static hazard => Spot.Of(hazard)))
        {
            Hazard[] alike = [.. group];
            written ??= graph.Nodes.Where(static node => node.Origin.Place.Written.Block is not null).ToLookup(static node => node.Origin.Place.Written);
            yield return (alike[0].Node.Origin.Place.Problem(alike[0].Id, alike[0].Arguments) with
            {
                Related = Related(written, changed[alike[0].Id], alike).ToEquatableArray(),
            }, alike);
        }
    }

    // A block that is changed is changed wherever it is used: nothing is, where that would concern other steps of the network, too.
    private static IEnumerable<Site> Related(ILookup<Site, FlowNode> inBlocks, HashSet<FlowNode> changed, Hazard[] group)
    {
        Site[] written = [.. group.SelectMany(static hazard => hazard.Changes).Select(static node => node.Origin.Place.Written).Distinct()];
        return written.Any(site => inBlocks[site].Any(node => !changed.Contains(node)))
            ? []
            : [.. written, .. group.SelectMany(static hazard => hazard.Places).Distinct()];
    }

    private bool IsSaidByBlock(Hazard hazard)
        => hazard.With is { } other && hazard.Node.Origin.Shared(other.Origin).Any(block => Said(block.Type).Contains(Spot.Of(hazard, block)));

    private HashSet<Spot> Said(string block)
    {
        if (!_said.TryGetValue(block, out HashSet<Spot>? said))
        {
            _said[block] = said = blockAlone(block) is { } alone && IsKnown(alone) ? [.. Report(FlowGraph.Of(alone)).Select(static report => Spot.Of(report.Hazards[0]))] : [];
        }

        return said;
    }

    private static bool IsKnown(BlockUse block)
        => block.IsKnown && block.Layers.OfType<Composite>().SelectMany(static composite => composite.Blocks).All(IsKnown);

    /// <summary>What tells hazards of one network or block apart: which, the attribute that leads to it, and where it is written.</summary>
    private readonly record struct Spot(string Id, int Ordinal, Site Written)
    {
        public static Spot Of(Hazard hazard) => new(hazard.Id, hazard.Node.Origin.Place.Ordinal, hazard.Node.Origin.Place.Written);

        /// <summary>The same for a block by itself, in one use of which the hazard lies.</summary>
        public static Spot Of(Hazard hazard, FlowBlock block)
        {
            Site leading = hazard.Node.Origin.Path.First(step => step.Block == block).Site;
            Site written = hazard.Node.Origin.Place.Written;
            return new(hazard.Id, leading.Ordinal, written.Block == block.Type ? written with { Block = null } : written);
        }
    }
}
