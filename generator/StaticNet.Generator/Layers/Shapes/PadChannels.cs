using System;
using System.Linq;
using StaticNet.Generator.Analysis;
using StaticNet.Generator.Model;

namespace StaticNet.Generator.Layers;

/// <summary><c>(channels, ...)</c> to <c>(before + channels + after, ...)</c>. No multiply-adds are counted.</summary>
internal sealed partial record PadChannels(int Before, int After) : SimpleLayer
{
    public override string Word => "padchannels";

    public override string Equation => "y = x between channels of zeros";

    public override DeclaredArguments Declared => DeclaredArguments.Of(Before, After);

    public override LayerTraits Traits => LayerTraits.Of(LayerRoles.Linear);

    public static PadChannels Read(ILayerArguments arguments) => new(arguments.Int("before", fallback: 0), arguments.Int("after", fallback: 0));

    public override LayerFacts Infer(LayerContext context)
    {
        Arguments.RequireAtLeastZero(context, nameof(PadChannels), "before", Before);
        Arguments.RequireAtLeastZero(context, nameof(PadChannels), "after", After);
        long channels = (long)context.Input.Dimensions[0] + Math.Max(Before, 0) + Math.Max(After, 0);
        return LayerFacts.Unchanged(context) with
        {
            Output = new Shape(context.Input.Dimensions.Skip(1).Prepend((int)Math.Min(channels, int.MaxValue)).ToEquatableArray()),
        };
    }
}
