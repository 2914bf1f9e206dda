using StaticNet.Generator.Analysis;
using StaticNet.Generator.Model;

namespace StaticNet.Generator.Layers;

/// <summary>Any shape in, the same shape out.</summary>
internal sealed partial record Dropout(float Rate) : SimpleLayer
{
    public override string Word => "dropout";

    public override string Equation => "y = x mask / (1 - rate) in training, x in prediction";

    public override DeclaredArguments Declared => DeclaredArguments.Of(Rate);

    public override LayerTraits Traits => LayerTraits.Of(LayerRoles.PassesOn | LayerRoles.Linear);

    public override bool HasDropout => true;

    public static Dropout Read(ILayerArguments arguments) => new(arguments.Float("rate"));

    public override LayerFacts Infer(LayerContext context)
    {
        Arguments.RequireRate(context, nameof(Dropout), "rate", Rate);
        return LayerFacts.Unchanged(context);
    }
}
