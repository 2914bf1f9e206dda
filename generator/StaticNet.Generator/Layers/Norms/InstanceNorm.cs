using System.Collections.Generic;
using StaticNet.Generator.Analysis;
using StaticNet.Generator.Model;

namespace StaticNet.Generator.Layers;

/// <summary>A norm over the pixels of each channel; <c>weight</c> and <c>bias</c> only where <c>Affine</c> is set.</summary>
internal sealed partial record InstanceNorm(bool Affine, float Epsilon) : Norm(Epsilon)
{
    public override string Word => "instancenorm";

    public override string Equation => Affine ? base.Equation : "y = (x - mean) / sqrt(variance + epsilon)";

    public override DeclaredArguments Declared => DeclaredArguments.None.Set("Affine", Affine, false).Set("Epsilon", Epsilon, DefaultEpsilon);

    public override LayerTraits Traits => LayerTraits.Of(LayerRoles.Normalizes | LayerRoles.CentersChannels);

    public override LayerView? View => Affine ? base.View : null;

    public static InstanceNorm Read(ILayerArguments arguments) => new(arguments.Bool("Affine", fallback: false), arguments.Float("Epsilon", DefaultEpsilon));

    public override LayerFacts Infer(LayerContext context)
    {
        bool isSpatial = Image.RequireSpatial(context, nameof(InstanceNorm));
        LayerFacts facts = base.Infer(context);
        return GroupNorm.OfGroups(context, facts, context.Input.Dimensions[0]) with { IsOutputKnown = isSpatial && facts.IsOutputKnown };
    }

    protected override IEnumerable<TensorModel> Tensors(int channels) => Affine ? base.Tensors(channels) : [];
}
