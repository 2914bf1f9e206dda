using System;
using System.Globalization;
using System.Linq;
using StaticNet.Generator.Analysis;
using StaticNet.Generator.Model;
using StaticNet.Generator.Problems;
using StaticNet.Generator.Scheduling;

namespace StaticNet.Generator.Layers;

/// <summary>A norm over the channels of a group and all of their pixels: an output sees all of them.</summary>
internal sealed partial record GroupNorm(int Groups, float Epsilon) : Norm(Epsilon)
{
    public override string Word => "groupnorm";

    public override DeclaredArguments Declared => DeclaredArguments.Of(Groups).Set("Epsilon", Epsilon, DefaultEpsilon);

    public static GroupNorm Read(ILayerArguments arguments) => new(arguments.Int("groups"), arguments.Float("Epsilon", DefaultEpsilon));

    public override LayerFacts Infer(LayerContext context)
    {
        Arguments.RequireAtLeastOne(context, nameof(GroupNorm), "groups", Groups);
        int channels = context.Input.Dimensions[0];
        int groups = Math.Max(Groups, 1);
        if (channels % groups != 0)
        {
            int suggestion = Divisors.LargestCommon(channels, channels, groups);
            string shape = context.Input.ToString();
            string indivisible = $"{Text(channels)} {(context.Input.Rank == 1 ? "features" : "channels")}";
            context.Report(DiagnosticIds.IndivisibleChannels, nameof(GroupNorm), shape, shape, Text(groups), indivisible, Text(suggestion));
        }

        return OfGroups(context, base.Infer(context), groups);
    }

    /// <summary>What is different where groups of channels are normalised with all of their pixels.</summary>
    internal static LayerFacts OfGroups(LayerContext context, LayerFacts facts, int groups) => facts with
    {
        ReceptiveField = See(context, groups),

        // Mean and scale of each channel, and in training the two sums of their gradients.
        KeptFloats = 2L * DenseStorage.RoundUp(context.Input.Dimensions[0]),
    };

    private static ReceptiveField See(LayerContext context, int groups)
    {
        // Of a flattened image, a group is a part of channels and pixels.
        if (context.Input.Rank != context.NetworkInput.Rank)
        {
            return context.ReceptiveField.Whole();
        }

        long size = Math.Max(1, context.Input.Dimensions[0] / groups);
        return context.ReceptiveField with
        {
            Reaches = context.NetworkInput.Dimensions
                .Select((length, dimension) => (dimension == 0 ? Math.Min(context.ReceptiveField.Extents[0] * size, length) : length) - 1.0)
                .ToEquatableArray(),
        };
    }

    private static string Text(int number) => number.ToString(CultureInfo.InvariantCulture);
}
