using System.Linq;
using StaticNet.Generator.Analysis;
using StaticNet.Generator.Model;

namespace StaticNet.Generator.Layers;

/// <summary>A norm over the features of a flat input or the channels at each position: an output sees all of them.</summary>
internal sealed partial record LayerNorm(float Epsilon) : Norm(Epsilon)
{
    public override string Word => "layernorm";

    public static LayerNorm Read(ILayerArguments arguments) => new(arguments.Float("Epsilon", DefaultEpsilon));

    public override LayerFacts Infer(LayerContext context) => OfChannels(context, base.Infer(context));

    /// <summary>What is different where the channels at each position, or the features, are normalised together.</summary>
    internal static LayerFacts OfChannels(LayerContext context, LayerFacts facts) => facts with
    {
        ReceptiveField = context.Input.Rank == 1
            ? context.ReceptiveField.Whole()
            : context.ReceptiveField with
            {
                Reaches = context.ReceptiveField.Reaches
                    .Select((reach, dimension) => dimension == 0 ? context.NetworkInput.Dimensions[0] - 1.0 : reach)
                    .ToEquatableArray(),
            },
    };
}
