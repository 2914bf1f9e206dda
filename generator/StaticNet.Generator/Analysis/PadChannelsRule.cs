using System;
using System.Linq;
using StaticNet.Generator.Model;

namespace StaticNet.Generator.Analysis;

/// <summary><c>(channels, ...)</c> to <c>(before + channels + after, ...)</c>. No multiply-adds are counted.</summary>
internal static class PadChannelsRule
{
    public static LayerFacts Infer(PadChannels layer, LayerContext context)
    {
        Arguments.RequireAtLeastZero(context, "PadChannels", "before", layer.Before);
        Arguments.RequireAtLeastZero(context, "PadChannels", "after", layer.After);
        long channels = (long)context.Input.Dimensions[0] + Math.Max(layer.Before, 0) + Math.Max(layer.After, 0);
        return ActivationRule.Infer(context) with
        {
            Output = new Shape(context.Input.Dimensions.Skip(1).Prepend((int)Math.Min(channels, int.MaxValue)).ToEquatableArray()),
        };
    }
}
