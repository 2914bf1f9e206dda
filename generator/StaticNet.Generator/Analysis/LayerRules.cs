using System;
using StaticNet.Generator.Model;

namespace StaticNet.Generator.Analysis;

/// <summary>Finds the rule of a layer. A new layer is one file with its rule and one line here.</summary>
internal static class LayerRules
{
    public static LayerFacts Infer(Layer layer, LayerContext context) => layer switch
    {
        Dense dense => DenseRule.Infer(dense, context),
        Conv1D conv => Conv1DRule.Infer(conv, context),
        Conv2D conv => Conv2DRule.Infer(conv, context),
        DepthwiseConv2D conv => DepthwiseConv2DRule.Infer(conv, context),
        Pool pool => PoolRule.Infer(pool, context),
        GlobalAveragePool => GlobalAveragePoolRule.Infer(context),
        PadChannels pad => PadChannelsRule.Infer(pad, context),
        Flatten => FlattenRule.Infer(context),
        LayerNorm norm => LayerNormRule.Infer(norm, context),
        BatchNorm norm => BatchNormRule.Infer(norm, context),
        Softmax or LogSoftmax => SoftmaxRule.Infer(layer, context),
        PReLU prelu => PReLURule.Infer(prelu, context),
        LeakyReLU leaky => LeakyReLURule.Infer(leaky, context),
        ELU elu => ELURule.Infer(elu, context),
        Activation => ActivationRule.Infer(context),
        _ => throw new NotSupportedException($"There is no rule for {layer.GetType().Name}."),
    };
}
