using StaticNet.Generator.Model;

namespace StaticNet.Generator.Analysis;

/// <summary>An activation with one learned slope: <c>weight</c> of shape <c>[1]</c>, which takes one vector of the buffer.</summary>
internal static class PReLURule
{
    public static LayerFacts Infer(PReLU layer, LayerContext context)
    {
        Arguments.RequireFinite(context, "PReLU", "initialSlope", layer.InitialSlope);
        var weight = new TensorModel(
            "weight",
            EquatableArray.Of(1),
            EquatableArray.Of(1),
            Offset: 0,
            Length: DenseStorage.Lanes,
            new InitialValue.Constant(layer.InitialSlope));
        return ActivationRule.Infer(context) with { Tensors = EquatableArray.Of(weight) };
    }
}
