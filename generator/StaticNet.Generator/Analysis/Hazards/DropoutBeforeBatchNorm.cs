using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using StaticNet.Generator.Layers;
using StaticNet.Generator.Model;
using StaticNet.Generator.Problems;

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
            if (norm.Layer is BatchNorm && norm.Behind(KeepsDropped) is { Layer: Dropout { Rate: > 0 } dropout } dropped)
            {
                yield return new Hazard(
                    DiagnosticIds.DropoutBeforeBatchNorm,
                    dropped,
                    dropped.Name,
                    norm.Name,
                    (1 / (1 - dropout.Rate)).ToString("0.##", CultureInfo.InvariantCulture))
                {
                    With = norm,
                    Places = Place(graph, dropped, norm),
                };
            }
        }
    }

    // What is 0 in the inputs says what is in the outputs.
    private static bool KeepsDropped(Layer layer) => layer is Flatten or Reshape or Activation or Pool or GlobalPool or PadChannels or SpatialPad or Upsample or Slice;

    // Where the dropout goes: behind the last norm that would see it, and behind that one's activation; nowhere if there it would be before the loss,
    // or among the layers of another block.
    private static Site[] Place(FlowGraph graph, FlowNode dropped, FlowNode norm)
    {
        FlowNode place = norm;
        for (FlowNode? next = norm.After; next?.Layer is BatchNorm || (next?.Layer is { } layer && KeepsDropped(layer)); next = next.After)
        {
            place = next.Layer is BatchNorm || (next.Layer is Activation && place == next.Inputs[0]) ? next : place;
        }

        FlowNode? weights = place.After;
        while (weights?.Layer is { HasParameters: false })
        {
            weights = weights.After;
        }

        bool isBeforeLoss = !graph.IsBlock && weights is null && place.Users.Count < 2;
        Site? Here(FlowNode node) => node.Origin.Path.Where(step => step.Block == dropped.Origin.Block).Select(static step => (Site?)step.Site).FirstOrDefault();

        return !isBeforeLoss && Here(place) is { } site && (place.After is not { } after || Here(after) != site) ? [site] : [];
    }
}
