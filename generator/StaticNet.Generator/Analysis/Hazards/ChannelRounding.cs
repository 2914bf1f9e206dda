using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using StaticNet.Generator.Layers;
using StaticNet.Generator.Model;
using StaticNet.Generator.Problems;
using StaticNet.Generator.Scheduling;

namespace StaticNet.Generator.Analysis.Hazards;

/// <summary>
/// Channels just above a multiple of 16. A convolution computes its output channels in whole vectors of 16, so 17 take the time of 32. What
/// is not free to choose is left alone: the channels of the outputs, and those of grouped and depthwise convolutions, which follow their inputs.
/// </summary>
internal static class ChannelRounding
{
    private const int Lanes = DenseStorage.Lanes;

    // Up to here below, rounding down costs the fewest channels.
    private const int FewChannels = 4;

    // A fifth more than what the channels need.
    private const double WorthSaying = 1.2;

    public static IEnumerable<Hazard> Find(FlowGraph graph)
    {
        // What another layer with weights reads: its channels are nobody's outputs.
        var hidden = new HashSet<FlowNode>();
        foreach (FlowNode node in graph.Nodes.Reverse())
        {
            if (node.Users.Count > 0 && node.Users.All(user => user.Layer is Dense or ConvLayer or ConvTranspose || hidden.Contains(user)))
            {
                hidden.Add(node);
            }
        }

        return
            from node in graph.Nodes
            where node is { Layer: ConvLayer { Traits.Mixes: true }, Facts: not null } && hidden.Contains(node)
            let channels = node.Layer!.Traits.Width
            let computed = DenseStorage.RoundUp(channels)
            where channels > Lanes && channels % Lanes is >= 1 and <= FewChannels && computed >= WorthSaying * channels
            let each = node.Facts!.MultiplyAdds / channels
            select new Hazard(
                DiagnosticIds.ChannelRounding,
                node,
                node.Name,
                Text(channels),
                Text(computed),
                Sizes.Text(each * (computed - channels)),
                Sizes.Text(each * computed),
                Text(computed - Lanes),
                (100.0 * Lanes / computed).ToString("0", CultureInfo.InvariantCulture));
    }

    private static string Text(int number) => number.ToString(CultureInfo.InvariantCulture);
}
