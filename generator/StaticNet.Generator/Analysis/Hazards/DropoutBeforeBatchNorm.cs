using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using StaticNet.Generator.Diagnostics;
using StaticNet.Generator.Model;

namespace StaticNet.Generator.Analysis.Hazards;

/// <summary>
/// A dropout whose outputs a BatchNorm takes the statistics of. Dropping with rate p keeps the mean, by scaling what is kept, but makes of
/// a variance v around a mean m one of <c>(v + p m^2) / (1 - p)</c>. That is what the norm learns as the running variance, and at prediction
/// nothing is dropped.
/// </summary>
internal static class DropoutBeforeBatchNorm
{
    public static IEnumerable<Hazard> Find(FlowGraph graph)
    {
        foreach (FlowNode norm in graph.Nodes)
        {
            if (norm.Layer is BatchNorm
                && norm.Behind(static layer => layer is Flatten or Activation or Pool or GlobalAveragePool or PadChannels) is { Layer: Dropout { Rate: > 0 } dropout } dropped
                && !dropped.Origin.SharesBlockWith(norm.Origin))
            {
                yield return new Hazard(
                    DiagnosticIds.DropoutBeforeBatchNorm,
                    dropped,
                    dropped.Name,
                    norm.Name,
                    (1 / (1 - dropout.Rate)).ToString("0.##", CultureInfo.InvariantCulture));
            }
        }
    }
}
