using StaticNet.Generator.Analysis;
using StaticNet.Generator.Model;
using StaticNet.Generator.Scheduling;

namespace StaticNet.Generator.Layers;

/// <summary>An activation with one learned slope: <c>weight</c> of shape <c>[1]</c>, which takes one vector of the buffer.</summary>
internal sealed partial record PReLU(float InitialSlope) : Activation
{
    public override string Word => "prelu";

    public override string Equation => "y = x > 0 ? x : slope x";

    public override string Derivative => "dx = x > 0 ? dy : slope dy, dslope += x > 0 ? 0 : x dy";

    public override SavedForBackward Saved => SavedForBackward.Input;

    public override bool IsCheap => true;

    public override DeclaredArguments Declared => DeclaredArguments.Of(InitialSlope);

    public override LayerTraits Traits => new(LayerRoles.None, LargestDerivative: 1);

    public override LayerView View => LayerView.Of("PReLUParameters", "weight");

    public static PReLU Read(ILayerArguments arguments) => new(arguments.Float("initialSlope"));

    public override LayerFacts Infer(LayerContext context)
    {
        Arguments.RequireFinite(context, nameof(PReLU), "initialSlope", InitialSlope);
        var weight = new TensorModel(
            "weight",
            EquatableArray.Of(1),
            EquatableArray.Of(1),
            Offset: 0,
            Length: DenseStorage.Lanes,
            new InitialValue.Constant(InitialSlope));
        return LayerFacts.Unchanged(context) with { Tensors = EquatableArray.Of(weight) };
    }
}
