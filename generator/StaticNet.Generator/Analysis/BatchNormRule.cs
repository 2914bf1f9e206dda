using StaticNet.Generator.Model;

namespace StaticNet.Generator.Analysis;

/// <summary>
/// Any shape in, the same shape out. <c>weight</c>, <c>bias</c> and the statistics <c>running_mean</c> and <c>running_var</c> have a value a
/// channel. No multiply-adds are counted, as papers do not: inference folds it into the layer before.
/// </summary>
internal static class BatchNormRule
{
    public static LayerFacts Infer(BatchNorm layer, LayerContext context)
    {
        Arguments.RequirePositive(context, "BatchNorm", "Epsilon", layer.Epsilon);
        Arguments.RequireShare(context, "BatchNorm", "Momentum", layer.Momentum);
        int channels = context.Input.Dimensions[0];
        return ActivationRule.Infer(context) with
        {
            Tensors = EquatableArray.Of(
                Tensor("weight", 1, isTrainable: true),
                Tensor("bias", 0, isTrainable: true),
                Tensor("running_mean", 0, isTrainable: false),
                Tensor("running_var", 1, isTrainable: false)),
        };

        TensorModel Tensor(string name, float initial, bool isTrainable) => new(
            name, EquatableArray.Of(channels), EquatableArray.Of(1), Offset: 0, DenseStorage.RoundUp(channels), new InitialValue.Constant(initial), isTrainable);
    }
}
