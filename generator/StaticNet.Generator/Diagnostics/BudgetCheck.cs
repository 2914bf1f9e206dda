using System;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using System.Threading;
using StaticNet.Generator.Analysis;
using StaticNet.Generator.Ir;
using StaticNet.Generator.Model;
using StaticNet.Generator.Passes;

namespace StaticNet.Generator.Diagnostics;

/// <summary>
/// Measures a sound network against its budget. Only the analyzer does, so that a budget never makes the generator run again; memory is known
/// when the network is lowered, which is done for a budget that limits it and no other.
/// </summary>
internal static class BudgetCheck
{
    // Of what costs most, this many are named.
    private const int Named = 3;

    /// <summary>What the message about a network that costs more than a limit is filled with; null for one that does not.</summary>
    public static string[]? Exceeds(AnalyzedNetwork network, BudgetLimit limit, CancellationToken cancellationToken)
    {
        (long Total, string Unit, string Largest, IEnumerable<(string Name, long Cost)> Parts) cost = limit.Item switch
        {
            BudgetItem.Parameters => (network.ParameterCount, "parameters", "most are in", Leaves(network, static layer => layer.ParameterCount)),
            BudgetItem.MultiplyAdds => (network.MultiplyAdds, "multiply-adds", "most are in", Leaves(network, static layer => layer.MultiplyAdds)),
            BudgetItem.WorkspaceBytes => Workspace(NetworkLowering.LowerInference(network, cancellationToken)),
            _ => throw new NotSupportedException($"{limit.Item} cannot be measured."),
        };
        return cost.Total <= limit.Maximum ? null :
        [
            network.Type.Name,
            Sizes.Text(cost.Total),
            cost.Unit,
            Sizes.Text(cost.Total - limit.Maximum),
            limit.Property is null ? "its budget" : $"the project's budget ({limit.Property})",
            Sizes.Text(limit.Maximum),
            cost.Largest,
            Listed(cost.Parts, cost.Total),
        ];
    }

    private static IEnumerable<(string Name, long Cost)> Leaves(AnalyzedNetwork network, Func<AnalyzedLayer, long> cost)
        => network.AllLayers.Where(static layer => layer.Branches.Count == 0).Select(layer => (layer.Name, cost(layer)));

    // Values lie in each other's place once they are no longer read, so that together they may take more than there is.
    private static (long Total, string Unit, string Largest, IEnumerable<(string Name, long Cost)> Parts) Workspace(Pass pass)
        => (pass.BytesPerSample,
            "bytes of scratch memory",
            "the largest outputs there are those of",
            pass.Lifetimes().Select(lifetime => (pass.Steps[lifetime.Written].Layer, (long)lifetime.Value.Size * sizeof(float))));

    private static string Listed(IEnumerable<(string Name, long Cost)> parts, long total)
    {
        string[] largest =
        [
            .. parts
                .Where(static part => part.Cost > 0)
                .OrderByDescending(static part => part.Cost)
                .Take(Named)
                .Select(part => $"'{part.Name}' ({Sizes.Text(part.Cost)}, {(100.0 * part.Cost / total).ToString("0.#", CultureInfo.InvariantCulture)} %)"),
        ];
        return largest.Length < 2 ? string.Concat(largest) : string.Join(", ", largest.Take(largest.Length - 1)) + " and " + largest[largest.Length - 1];
    }
}
