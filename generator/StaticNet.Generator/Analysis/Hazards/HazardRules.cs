using System;
using System.Collections.Generic;
using System.Linq;
using StaticNet.Generator.Model;

namespace StaticNet.Generator.Analysis.Hazards;

/// <summary>
/// All hazards. A new one is a file with its rule and a line here. They are looked for in sound networks and blocks only, by the analyzer and
/// never by the generator, which they do not concern.
/// </summary>
internal static class HazardRules
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

    /// <summary>What is hazardous about a sound network.</summary>
    public static IEnumerable<Problem> Find(NetworkDeclaration declaration, AnalyzedNetwork network) => Find(FlowGraph.Of(declaration, network));

    /// <summary>What is hazardous about a block wherever it is used.</summary>
    public static IEnumerable<Problem> Find(BlockUse block) => IsKnown(block) ? Find(FlowGraph.Of(block)) : [];

    // What stands once in the source is said once, however often its block is used under one attribute.
    private static IEnumerable<Problem> Find(FlowGraph graph)
        => Rules
            .SelectMany(rule => rule(graph))
            .GroupBy(static hazard => (hazard.Id, hazard.Node.Origin.Place.Ordinal, hazard.Node.Origin.Declaration))
            .Select(static group => group.First().ToProblem());

    private static bool IsKnown(BlockUse block)
        => block.IsKnown && block.Layers.OfType<Composite>().SelectMany(static composite => composite.Blocks).All(IsKnown);
}
