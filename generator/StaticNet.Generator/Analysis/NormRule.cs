using StaticNet.Generator.Model;

namespace StaticNet.Generator.Analysis;

/// <summary>
/// What norms have in common: any shape in, the same shape out; <c>weight</c> and <c>bias</c> of shape <c>[channels]</c>, at first 1 and 0.
/// No multiply-adds are counted.
/// </summary>
internal static class NormRule
{
    public static LayerFacts Infer(string layer, float epsilon, LayerContext context)
    {
        Arguments.RequirePositive(context, layer, "Epsilon", epsilon);
        int channels = context.Input.Dimensions[0];
        return ActivationRule.Infer(context) with { Tensors = EquatableArray.Of(Tensor("weight", channels, 1f), Tensor("bias", channels, 0f)) };
    }

    private static TensorModel Tensor(string name, int channels, float initial) => new(
        name, EquatableArray.Of(channels), EquatableArray.Of(1), Offset: 0, DenseStorage.RoundUp(channels), new InitialValue.Constant(initial));
}
