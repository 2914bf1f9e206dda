using System.Collections.Generic;
using StaticNet.Generator.Analysis;
using StaticNet.Generator.Model;

namespace StaticNet.Generator.Layers;

/// <summary>
/// Any shape in, the same shape out. <c>weight</c>, <c>bias</c> and the statistics <c>running_mean</c> and <c>running_var</c> have a value a
/// channel. No multiply-adds are counted, as papers do not: inference folds it into the layer before.
/// </summary>
internal sealed partial record BatchNorm(float Epsilon, float Momentum) : Norm(Epsilon)
{
    private const float DefaultMomentum = 0.1f;

    public override string Word => "batchnorm";

    public override DeclaredArguments Declared => base.Declared.Set("Momentum", Momentum, DefaultMomentum);

    public override LayerTraits Traits => LayerTraits.Of(LayerRoles.Normalizes | LayerRoles.CentersChannels | LayerRoles.Linear);

    public override LayerView View => LayerView.Of("BatchNormParameters", "weight", "bias", "running_mean", "running_var");

    public override bool NormalizesBatch => true;

    public static BatchNorm Read(ILayerArguments arguments) => new(arguments.Float("Epsilon", DefaultEpsilon), arguments.Float("Momentum", DefaultMomentum));

    public override LayerFacts Infer(LayerContext context)
    {
        Arguments.RequireShare(context, nameof(BatchNorm), "Momentum", Momentum);
        return base.Infer(context);
    }

    protected override IEnumerable<TensorModel> Tensors(int channels)
        => [.. base.Tensors(channels), Tensor("running_mean", channels, 0f, isTrainable: false), Tensor("running_var", channels, 1f, isTrainable: false)];
}
