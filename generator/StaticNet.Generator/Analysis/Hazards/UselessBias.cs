using System.Collections.Generic;
using System.Linq;
using StaticNet.Generator.Layers;
using StaticNet.Generator.Model;
using StaticNet.Generator.Problems;

namespace StaticNet.Generator.Analysis.Hazards;

/// <summary>A bias before a norm that subtracts the mean of every channel, and with it whatever was added to the channel.</summary>
internal static class UselessBias
{
    public static IEnumerable<Hazard> Find(FlowGraph graph)
        => from norm in graph.Nodes
           where norm.Layer is { Traits.CentersChannels: true }
           let biased = norm.Before
           where biased is not null && HasBias(biased.Layer)
           select new Hazard(DiagnosticIds.UselessBias, biased, biased.Name, norm.Name, biased.Kind) { With = norm };

    private static bool HasBias(Layer? layer) => layer is Dense { Bias: true } or ConvLayer { Bias: true } or ConvTranspose { Bias: true };
}
