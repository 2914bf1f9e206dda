using System;
using System.Globalization;
using System.Linq;
using StaticNet.Generator.Diagnostics;
using StaticNet.Generator.Model;

namespace StaticNet.Generator.Analysis;

/// <summary>A norm over the channels of a group and all of their pixels: an output sees all of them.</summary>
internal static class GroupNormRule
{
    public static LayerFacts Infer(GroupNorm layer, LayerContext context)
    {
        Arguments.RequireAtLeastOne(context, "GroupNorm", "groups", layer.Groups);
        int channels = context.Input.Dimensions[0];
        int groups = Math.Max(layer.Groups, 1);
        if (channels % groups != 0)
        {
            int suggestion = Divisors.LargestCommon(channels, channels, groups);
            string shape = context.Input.ToString();
            string indivisible = $"{Text(channels)} {(context.Input.Rank == 1 ? "features" : "channels")}";
            context.Report(DiagnosticIds.IndivisibleChannels, "GroupNorm", shape, shape, Text(groups), indivisible, Text(suggestion));
        }

        LayerFacts facts = NormRule.Infer("GroupNorm", layer.Epsilon, context);
        return facts with
        {
            ReceptiveField = See(context, groups),

            // Mean and scale of each channel, and in training the two sums of their gradients.
            KeptFloats = 2L * DenseStorage.RoundUp(channels),
        };
    }

    private static ReceptiveField See(LayerContext context, int groups)
    {
        // Of a flattened image, a group is a part of channels and pixels.
        if (context.Input.Rank != context.NetworkInput.Rank)
        {
            return ReceptiveField.Whole(context.NetworkInput);
        }

        long size = Math.Max(1, context.Input.Dimensions[0] / groups);
        return context.ReceptiveField with
        {
            Extents = context.NetworkInput.Dimensions
                .Select((length, dimension) => dimension == 0 ? (int)Math.Min(context.ReceptiveField.Extents[0] * size, length) : length)
                .ToEquatableArray(),
        };
    }

    private static string Text(int number) => number.ToString(CultureInfo.InvariantCulture);
}
